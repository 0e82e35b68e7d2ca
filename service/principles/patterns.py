"""Patterns: RE2, compiled once, and looked for many at a time."""

from typing import Any

import re2

from service.principles import slots

_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 1 << 28  # the set of all patterns needs more than the 8 MB that RE2 allows by itself


def compiled(source: str) -> Any:
    """The RE2 of a pattern with slots; ValueError says what is wrong."""
    return compile_re2(slots.expand(source))


def compile_re2(source: str) -> Any:
    """Compile RE2 the way cues are matched, letter case aside; ValueError where it cannot be read."""
    try:
        return re2.compile(source, _OPTIONS)
    except re2.error as error:
        raise ValueError(f"the pattern cannot be read: {error}") from None


class PatternSet:
    """Patterns that are looked for all at once: one pass tells which of them match somewhere."""

    def __init__(self) -> None:
        self._set = re2.Set.SearchSet(_OPTIONS)
        self._numbers: dict[str, int] = {}
        self._ready = False

    def add(self, source: str) -> int:
        """Add a pattern written in RE2; its number. The same pattern is added once."""
        if source not in self._numbers:
            self._numbers[source] = self._set.Add(source)
        return self._numbers[source]

    def match(self, text: str) -> list[int]:
        """The numbers of the patterns that match somewhere in a text, in order."""
        if not self._numbers or not text:
            return []
        if not self._ready:
            self._set.Compile()
            self._ready = True
        return sorted(self._set.Match(text) or ())
