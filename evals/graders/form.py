"""Form kept: tags, placeholders, quotations, code and signature stand as they stood."""

import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser

from evals.graders.base import PASSED, Grade, Seen, failed
from service.text import reading
from service.words import UNTOUCHABLE

NAME = "form kept"
_PLACEHOLDER = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|#\{.*?\}|%\{.*?\}|\$\{.*?\}|\{![^}]*\}|\*\|[^|]*\|\*|<<[^<>]*>>|\[[A-Z][A-Z _]+\]|%[sd]\b"
)
_BLOCK_TAGS = frozenset({"p", "br", "li", "ul", "ol"})
"""Tags of which an edit may take out some with the block that it deletes."""


def kept(seen: Seen) -> Mapping[str, Grade]:
    """Markup, placeholders and the blocks that no edit may touch are what they were."""
    return {NAME: _grade(seen)}


def _grade(seen: Seen) -> Grade:
    draft, reply = seen.request.draft, seen.reply
    if (had := Counter(_PLACEHOLDER.findall(draft))) != (has := Counter(_PLACEHOLDER.findall(reply))):
        return failed(f"placeholders: {[*(had - has), *(has - had)][0]!r} is not as often there as it was")
    read = reading.read(draft, seen.request.form)
    for block in read.blocks:
        if block.kind in UNTOUCHABLE and draft[block.start : block.end].strip() not in reply:
            return failed(f"the {block.kind} is not as it was")
    if read.form == "html" and (wrong := _tags_changed(draft, reply)):
        return failed(f"the tag {wrong} is not as often there as it was")
    return PASSED


def _tags_changed(draft: str, reply: str) -> str | None:
    had, has = _tags(draft), _tags(reply)
    changed = {tag: has[tag] - had[tag] for tag in had | has if has[tag] != had[tag]}
    name = next((tag for tag, more in changed.items() if more > 0 or tag.split()[0] not in _BLOCK_TAGS), None)
    return name and f"<{name}>"


def _tags(text: str) -> Counter[str]:
    found: Counter[str] = Counter()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found[" ".join([tag, *(f"{name}={value}" for name, value in attrs)])] += 1

    Reader().feed(text)
    return found
