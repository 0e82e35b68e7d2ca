"""Sentences: the draft as numbered pieces with exact offsets.

What lies between the sentences (white space, list marks, markup) belongs to none of them, so
sentences and gaps joined in order are the draft again, for any string.
"""

import bisect
import re
from collections.abc import Iterator, Sequence

from service.text import blocks, facts, formats, html
from service.words import UNTOUCHABLE, Block, Fact, Format, Sentence

_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof sr jr st mt vs etc eg ie e.g i.e inc ltd co corp llc plc no nos fig approx"
    " dept est ext tel ave blvd rd apt min mins max hr hrs sec secs mon tue tues wed thu thurs fri sat"
    " sun jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m am pm u.s u.k u.s.a e.u ph.d p.s cf"
    " al vol pp ref art gov gen misc attn esp incl excl temp acct amt qty inv bldg ste ca viz resp"
    " z.b d.h bzw ggf usw".split()
)
_MAY_END = frozenset("etc inc ltd co corp llc plc a.m p.m am pm u.s u.k u.s.a e.u jr sr min mins hrs".split())
_STARTERS = frozenset(
    "a an the i we you he she it they this that these those there if when while as for to in on at"
    " please thanks thank our your my unfortunately however also once after before until so but and"
    " let can could would will what why how who do does did is are any all no yes not".split()
)
_BREAK = re.compile(r"(?:[.!?]+|…)[\"'”’)\]]*")
_TRAIL = re.compile(
    r"(?:\s*(?:[:;]-?[)(DPp](?!\w)|[\U0001F300-\U0001FAFF\u2600-\u27BF\u2B50\uFE0F\u200D\U0001F1E6-\U0001F1FF])+)+"
)
_WORD_BEFORE = re.compile(r"([\w.&'’-]*?)[.…]*[\"'”’)\]]*$")
_GREETING_LIMIT = 60
_LONGEST_ABBREVIATION = 16


def split(text: str, form: Format | None = None) -> tuple[tuple[Block, ...], tuple[Sentence, ...]]:
    """Return the blocks and the numbered sentences of a draft, numbers from 1."""
    form = form or formats.detect(text)
    found = html.pieces(text) if form == "html" else blocks.pieces(text)
    every: list[Block] = []
    numbered: list[Sentence] = []
    for piece in found:
        block = Block(len(every), piece.kind, piece.start, piece.end)
        every.append(block)
        for start, end in _spans(text, piece):
            kind = piece.kind
            if kind == "paragraph" and not numbered and _greets(text[start:end]):
                kind = "greeting"
            numbered.append(Sentence(len(numbered) + 1, block.n, kind, start, end, text[start:end]))
    return tuple(every), tuple(numbered)


def _greets(sentence: str) -> bool:
    return len(sentence) <= _GREETING_LIMIT and blocks.greets(sentence)


def _spans(text: str, piece: blocks.Piece) -> Iterator[tuple[int, int]]:
    """The spans of a block's sentences, white space at their edges left out."""
    body = text[piece.words : piece.end]
    cuts = [] if piece.kind in UNTOUCHABLE else list(_cuts(body))
    start = 0
    for cut in [*cuts, len(body)]:
        part = body[start:cut]
        left = len(part) - len(part.lstrip())
        if part.strip():
            yield piece.words + start + left, piece.words + start + len(part.rstrip())
        start = cut


def _cuts(body: str) -> Iterator[int]:
    """Offsets at which a sentence of this block ends."""
    opaque = facts.structure(body)
    greeting = blocks.INLINE_GREETING.match(body)
    ends = {m.end() for m in _BREAK.finditer(body) if _is_end(body, m, opaque)}
    if greeting:
        ends.add(greeting.end())
    for fact in opaque:
        if fact.kind == "url" and re.match(r"\s+[A-Z][a-z']*\s", body[fact.end :]):
            ends.add(fact.end)
    for end in sorted(ends):
        trail = _TRAIL.match(body, end)
        yield trail.end() if trail else end


def _is_end(body: str, mark: re.Match[str], opaque: Sequence[Fact]) -> bool:
    """Whether this punctuation ends a sentence."""
    start, end = mark.span()
    near = bisect.bisect_left(opaque, end, key=lambda fact: fact.start) - 1
    if near >= 0 and (end < opaque[near].end or (end == opaque[near].end and opaque[near].kind != "quote")):
        return False
    rest = body[end:]
    after = rest.lstrip()
    if rest and not rest[0].isspace():
        return bool(_TRAIL.match(body, end)) or (mark.group()[0] in "!?" and rest[0].isupper())
    if not after or "!" in mark.group() or "?" in mark.group():
        return "?" not in mark.group() or not after[:1].islower() or ")" not in mark.group()
    return _dot_ends(body[: start + 1], mark.group(), after)


def _dot_ends(before: str, mark: str, after: str) -> bool:
    """Whether a full stop or an ellipsis ends a sentence, from the words on both sides."""
    word_match = _WORD_BEFORE.search(before[-_LONGEST_ABBREVIATION:])
    word = word_match.group(1).casefold().strip("'’") if word_match else ""
    following = re.match(r"[\w'’]+", after)
    follows = following.group().casefold() if following else ""
    if mark.startswith(("..", "…")):
        return not after[:1].islower()
    if word in {"no", "nos", "nr"}:
        return not after[:1].isdigit()
    if word in _ABBREVIATIONS:
        return word in _MAY_END and follows in _STARTERS and after[:1].isupper()
    if len(word) == 1 and word.isalpha():
        return word == "i" or (follows in _STARTERS and after[:1].isupper() and not word.isupper())
    return not after[:1].islower() or len(word) > 2
