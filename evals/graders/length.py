"""Length: about the draft's, half as long again at most, and never a stub."""

from collections.abc import Mapping

from evals.graders.base import PASSED, Grade, Seen, failed
from service.text import formats

NAME = "length"
MOST, LEAST = 1.5, 0.35
"""Bounds of words in the reply over words in the draft."""

_FEW = 30
"""Words by which a short draft may always grow."""


def in_bounds(seen: Seen) -> Mapping[str, Grade]:
    """The ratio of words lies within the bounds."""
    before, after = words(seen.request.draft), words(seen.reply)
    if after > max(before * MOST, before + _FEW):
        return {NAME: failed(f"{after} words for the draft's {before}")}
    if after < before * LEAST:
        return {NAME: failed(f"only {after} words are left of {before}")}
    return {NAME: PASSED}


def ratio(draft: str, reply: str) -> float:
    """Words in the reply over words in the draft."""
    return words(reply) / max(words(draft), 1)


def words(text: str) -> int:
    """Words as they are read, tags left out."""
    return len(formats.TAG.sub(" ", text).split())
