"""Blocks of an HTML draft: the runs of text between block tags."""

import re
from collections.abc import Iterator

from service.text.blocks import SIGN_OFF, Piece, greets
from service.text.formats import TAG
from service.text.placeholders import PLACEHOLDER
from service.words import BlockKind

_INLINE = frozenset("a abbr b bdi bdo cite code em font i kbd mark s small span strong sub sup u".split())
_LOCKED = frozenset("blockquote pre code script style head title textarea svg".split())
_SIGNATURE = re.compile(r"class=[\"'][^\"']*\b(?:signature|gmail_quote|moz-cite-prefix)\b", re.IGNORECASE)
_TOKEN = re.compile(rf"<!--[\s\S]*?(?:-->|\Z)|{TAG.pattern}")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_VOID = frozenset("br hr img input meta link wbr col source".split())
_EDGE = re.compile(rf"(?:\s|{_TOKEN.pattern})+")
_WORD = re.compile(r"\w")


def pieces(text: str) -> Iterator[Piece]:
    """Yield the blocks of an HTML draft in order; markup outside them belongs to none."""
    locked: list[str] = []
    context = ""
    start = 0
    first = True
    for token in _TOKEN.finditer(text):
        name_match = _NAME.match(token.group())
        name = name_match.group(1).lower() if name_match else ""
        if not name or (name in _INLINE and name not in _LOCKED):
            continue
        for piece in _run(text, start, token.start(), context, bool(locked), first):
            first = first and piece.kind == "heading"
            yield piece
        start = token.end()
        context = name if not token.group().startswith("</") else ""
        _track(token.group(), name, locked)
    yield from _run(text, start, len(text), context, bool(locked), first)


def _track(tag: str, name: str, locked: list[str]) -> None:
    """Follow the nesting of elements whose text is never edited."""
    if name in _VOID or tag.endswith("/>"):
        return
    if tag.startswith("</"):
        if name in locked:
            del locked[len(locked) - 1 - locked[::-1].index(name) :]
    elif locked or name in _LOCKED or _SIGNATURE.search(tag):
        locked.append(name)


def _run(text: str, start: int, end: int, context: str, locked: bool, first: bool) -> Iterator[Piece]:
    """The block between two block tags, without the white space and inline tags at its edges."""
    while match := _EDGE.match(text, start, end):
        start = match.end()
    body = text[start:end]
    if not _WORD.search(PLACEHOLDER.sub("", _TOKEN.sub("", body))):
        return
    end = start + len(body.rstrip())
    for tag in reversed(list(_TOKEN.finditer(text, start, end))):
        if text[tag.end() : end].strip():
            break
        end = tag.start() if tag.group().startswith("</") else end
    end = start + len(text[start:end].rstrip())
    yield Piece(_kind(text[start:end], context, locked, first), start, end, start)


def _kind(body: str, context: str, locked: bool, first: bool) -> BlockKind:
    if locked:
        return "code" if context in {"pre", "code", "script", "style"} else "signature"
    if re.fullmatch(r"h[1-6]", context):
        return "heading"
    if context == "li":
        return "list_item"
    bare = _TOKEN.sub("", body).strip()
    if first and greets(bare):
        return "greeting"
    return "signature" if SIGN_OFF.fullmatch(bare) else "paragraph"
