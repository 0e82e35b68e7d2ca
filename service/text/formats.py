"""Which format a draft is written in."""

import html
import re

from service.text.placeholders import PLACEHOLDER
from service.words import Format

TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s+[^<>]*)?/?>")
"""An HTML tag; an e-mail address in angle brackets is none."""

_HTML = re.compile(
    r"</(?:p|div|a|b|i|u|em|strong|span|ul|ol|li|table|td|tr|h[1-6]|body|html|blockquote|pre|font)>"
    r"|<(?:br|hr|img|p|div|li|td)\b[^<>]*>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^```|\[[^\[\]\n]{1,300}\]\([^)\s]{1,2000}\)|\*\*\S[^*\n]{0,300}\*\*|^\|.+\|$"
    r"|^[ \t]{0,20}[*+-] .+\n[ \t]{0,20}[*+-] ",
    re.MULTILINE,
)
_SIGNS = re.compile(r"[<#`\[|]|\*\*|^[ \t]{0,20}[*+-] ", re.MULTILINE)


def detect(draft: str) -> Format:
    """Return `html` where a real tag stands, `markdown` where its marks are sure, else `plain`."""
    if not _SIGNS.search(draft):
        return "plain"
    bare = PLACEHOLDER.sub("", draft)
    if _HTML.search(bare):
        return "html"
    return "markdown" if _MARKDOWN.search(bare) else "plain"


def words(text: str) -> str:
    """HTML as it is read: tags gone, entities resolved."""
    return html.unescape(TAG.sub("", text))
