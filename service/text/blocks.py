"""Blocks of a plain or Markdown draft: which lines belong together, and what they are."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from service.text.placeholders import PLACEHOLDER
from service.words import BlockKind

_GREETING_WORD = r"(?:hi|hello|hey|hiya|dear|greetings|good (?:morning|afternoon|evening|day))\b"
_TITLE = r"(?:mrs?|ms|mx|dr|prof)\.?"
_GREETING = re.compile(
    rf"{_GREETING_WORD}(?:[ ,]+(?:{_TITLE}|[^\s,.!?:;]+)){{0,4}}\s*[,!.:–-]*", re.IGNORECASE
)
INLINE_GREETING = re.compile(
    rf"(?i:{_GREETING_WORD})(?:,? (?:there|all|team|again|(?i:{_TITLE})|[A-Z][\w'’-]*|{PLACEHOLDER.pattern})){{0,3}}\s?,(?=\s)"
)
"""A greeting that opens a sentence and ends in a comma."""

SIGN_OFF = re.compile(
    r"(?<=[\s.!?,])(?:\^\s?[A-Za-z]{2,15}|[-–—~]\s?[A-Z][a-z]{1,15}|\*[A-Z]{2,4}|/[A-Z]{2,3})\s*$"
)
"""A sign-off at the very end of a line: ^AB, -Katy, ~Ines, *TAC, /FC."""

_CLOSING = re.compile(
    r"(?:(?:best|kind|kindest|warm|warmest|many)\s+)?(?:regards|wishes|thanks)"
    r"|best|sincerely|cheers|yours(?:\s+\w+)?|respectfully|cordially|thanks|thank you|all the best"
    r"|(?:sincerely|respectfully|faithfully) yours|take care|cheers",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"(?:{_CLOSING.pattern}),\s+(?-i:[A-Z])[\w.&'’-]*(?: [\w.&'’-]+){{0,3}}", re.IGNORECASE)
"""A closing and a name on one line."""
_NAME = re.compile(
    r"(?:[A-Z][a-z]+[\w'’-]*|[A-Z]{1,2}\d?|[A-Z]\.)(?:,? (?:[A-Z][\w.'’-]*|of|the|and|&|for|at|in|from|[–|-]|team|desk|support|care|service)){0,5}"
)
"""A name, or a team's, with nothing said of it."""
_LIST_MARK = re.compile(r"[ \t]*(?:[-*+•–]|\(?\d{1,2}[.)]|[a-z]\))[ \t]+(?=\S)")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+")
_QUOTED_THREAD = re.compile(
    r"On .{4,200}wrote:\s*$|-{3,}\s*(?:Original|Forwarded) [Mm]essage|From: .+@|_{10,}\s*$"
)
_SENTENCE_END = re.compile(r"[.!?:;,…][\"'”’)\]]*\s*$")
_WRAPPED_FROM = 40
_LONGEST_SIGN_OFF, _LONGEST_NAME = 20, 50


class Line(NamedTuple):
    """One line with its offset, without the line break."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)


class Piece(NamedTuple):
    """A block's span and the span of the words inside it, a list or heading mark left out."""

    kind: BlockKind
    start: int
    end: int
    words: int


def greets(words: str) -> bool:
    """Whether these words are a greeting and nothing else."""
    return bool(_GREETING.fullmatch(PLACEHOLDER.sub("X", words.strip())))


def lines(text: str) -> list[Line]:
    """Split at line feeds and carriage returns only, so that offsets stay those of the text."""
    found, start = [], 0
    for match in re.finditer(r"\r\n|\n|\r", text):
        found.append(Line(start, text[start : match.start()]))
        start = match.end()
    return [*found, Line(start, text[start:])]


def pieces(text: str) -> Iterator[Piece]:
    """Yield the blocks of a plain or Markdown draft in order."""
    every = lines(text)
    signature = _signature_start(every)
    indented = all(not line.text.strip() or line.text.startswith(("    ", "\t")) for line in every)
    paragraph: list[Line] = []
    fence = thread = False
    seen_words = False
    for n, line in enumerate(every):
        bare = line.text.strip()
        fenced = bare.startswith("```")
        thread = thread or bool(_QUOTED_THREAD.match(bare))
        kind: BlockKind | None = None
        mark = None
        if not bare:
            pass
        elif thread or bare.startswith(">"):
            kind = "quotation"
        elif fence or fenced or (not indented and line.text.startswith(("    ", "\t"))):
            kind = "code"
        elif n >= signature:
            kind = "signature"
        elif mark := _LIST_MARK.match(line.text) or _HEADING.match(line.text):
            kind = "heading" if "#" in mark.group() else "list_item"
        elif not seen_words and greets(bare):
            kind = "greeting"
        fence ^= fenced
        if bare and kind is None:
            paragraph.append(line)
        else:
            yield from _paragraph(paragraph)
            paragraph = []
        if kind is not None:
            words = line.start + (mark.end() if mark else len(line.text) - len(line.text.lstrip()))
            yield Piece(kind, line.start, line.end, words)
        seen_words = seen_words or bool(bare)
    yield from _paragraph(paragraph)


def _signature_start(every: list[Line]) -> int:
    """Index of the line where the signature begins, or past the end where there is none."""
    filled = [n for n, line in enumerate(every) if line.text.strip()]
    for n in filled:
        if every[n].text.rstrip() == "--" and n != filled[0]:
            return n
    for n in filled[-6:]:
        bare = every[n].text.strip()
        rest = [every[m].text.strip() for m in filled if m > n]
        short = all(len(line) <= 60 and not line.endswith(("?", ".", "!")) for line in rest)
        closes = _CLOSING.fullmatch(bare.rstrip(",.!")) or (not rest and _SIGNED.fullmatch(bare))
        if closes and short and (rest or not bare.endswith("!")):
            return n if n != filled[0] else len(every)
    return _lone_name(every, filled)


def _lone_name(every: list[Line], filled: list[int]) -> int:
    """A last paragraph that is no more than a name is a signature without its closing."""
    last = [n for n in filled[-3:] if filled and n >= filled[-1] - 2]
    while last and last[-1] - last[0] != len(last) - 1:
        last = last[1:]
    named = all(len(every[n].text) <= _LONGEST_NAME and _NAME.fullmatch(every[n].text.strip()) for n in last)
    if not last or last[0] == filled[0] or len(last) > 2 or not named:
        return len(every)
    return last[0] if not all(every[n].text.isupper() for n in last) else len(every)


def _paragraph(run: list[Line]) -> Iterator[Piece]:
    """One block for text wrapped at a width, else one a line."""
    if not run:
        return
    wrapped = all(len(line.text) >= _WRAPPED_FROM for line in run[:-1]) and any(
        not _SENTENCE_END.search(line.text) for line in run[:-1]
    )
    for group in [run] if wrapped else [[line] for line in run]:
        first, last = group[0], group[-1]
        start = first.start + len(first.text) - len(first.text.lstrip())
        end = last.start + len(last.text.rstrip())
        cut = SIGN_OFF.search(last.text.rstrip(), max(0, len(last.text.rstrip()) - _LONGEST_SIGN_OFF))
        if (cut and first.start + cut.start() > start and last is not first) or (cut and cut.start()):
            mark = last.start + cut.start()
            yield Piece("paragraph", start, last.start + len(last.text[: cut.start()].rstrip()), start)
            yield Piece("signature", mark, end, mark)
        else:
            yield Piece("paragraph", start, end, start)
