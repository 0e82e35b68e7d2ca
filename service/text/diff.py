"""Two texts told apart word by word, as pieces that each page and terminal marks in its own way. Pure."""

import difflib
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Mark = Literal["same", "gone", "new"]
_ALIKE = 0.7


class Piece(NamedTuple):
    """A run of words that both texts have, or only one."""

    mark: Mark
    text: str


def pieces(before: str, after: str) -> Iterator[Piece]:
    """The words of both in order; texts that are little alike come one after the other, whole."""
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    match = difflib.SequenceMatcher(None, old, new, autojunk=False)
    codes = match.get_opcodes() if match.ratio() > _ALIKE else [("replace", 0, len(old), 0, len(new))]
    for kind, a, b, c, d in codes:
        if kind == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if a < b:
            yield Piece("gone", "".join(old[a:b]))
        if c < d:
            yield Piece("new", "".join(new[c:d]))
