"""Cues at work: all patterns of a pack compiled once, and what they find in a draft."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import re2

from service.principles import slots, templates
from service.principles.model import Cue, Principle
from service.text import grammar, reading
from service.text.reading import Draft
from service.words import Sentence

_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.log_errors = False
_END = r"[\s.!…]*$"


@dataclass(frozen=True, slots=True)
class Match:
    """One match of a cue: its span in the draft, the slots it filled and the words that mend it.

    `mend` is None where no safe words are known, and "" where the match is to be cut.
    """

    principle: Principle
    cue: Cue
    sentence: int
    start: int
    end: int
    mend: str | None


@dataclass(frozen=True, slots=True)
class _Pattern:
    principle: Principle
    cue: Cue
    regex: Any
    template: str | None


class Cues:
    """The compiled cues of some principles; a first pass over all of them at once picks the few to run."""

    def __init__(self, principles: Iterable[Principle]) -> None:
        self._patterns: list[_Pattern] = []
        self._omissions: list[tuple[Principle, Cue]] = []
        self._others: dict[str, Any] = {}
        self._all = re2.Set.SearchSet(_OPTIONS)
        for principle in principles:
            for cue in principle.cues:
                self._add(principle, cue)
        if self._patterns:
            self._all.Compile()

    def _add(self, principle: Principle, cue: Cue) -> None:
        for source in (*cue.unless, *cue.customer, *cue.absent):
            self._others.setdefault(source, compiled(source))
        if cue.kind == "omission":
            self._omissions.append((principle, cue))
        for source, template in sources(cue):
            self._all.Add(source)
            self._patterns.append(_Pattern(principle, cue, compile_re2(source), template))

    def find(self, draft: Draft, customer: str = "", voice: str | None = None) -> list[Match]:
        """Return the matches in a draft, none overlapping: earliest, longest, then by rank.

        `voice` is `I` or `we` where the draft at hand is only a part of the whole reply.
        """
        seen = _Seen(draft, reading.even(customer), voice or templates.voice(draft.text))
        found = [m for s in draft.editable for m in self._in_sentence(seen, s)]
        found += self._missing(seen)
        found.sort(key=_preference)
        kept: list[Match] = []
        for match in found:
            if not kept or (
                match.start >= kept[-1].end and (match.start, match.end) != (kept[-1].start, kept[-1].end)
            ):
                kept.append(match)
        return kept

    def _in_sentence(self, seen: "_Seen", sentence: Sentence) -> Iterator[Match]:
        view = reading.visible(sentence.text)
        for n in (self._all.Match(view) or ()) if self._patterns else ():
            pattern = self._patterns[n]
            if self._silenced(pattern.cue, view, seen):
                continue
            told = self._told(pattern.cue, seen.customer)
            if told is None:
                continue
            for match in pattern.regex.finditer(view):
                yield _match(pattern, sentence, match, told, seen)

    def _silenced(self, cue: Cue, view: str, seen: "_Seen") -> bool:
        return any(self._others[source].search(view) for source in cue.unless) or any(
            self._others[source].search(seen.view) for source in cue.absent
        )

    def _told(self, cue: Cue, customer: str) -> dict[str, str | None] | None:
        """The slots that the customer's words fill; None where they do not say what the cue needs."""
        if not cue.customer:
            return {}
        for source in cue.customer:
            match = self._others[source].search(customer) if customer else None
            if match:
                return dict(match.groupdict())
        return None

    def _missing(self, seen: "_Seen") -> Iterator[Match]:
        for principle, cue in self._omissions:
            if self._silenced(cue, "", seen):
                continue
            told = self._told(cue, seen.customer)
            place = _place(seen.draft, cue)
            if told is None or place is None:
                continue
            at = place.start if cue.place == "opening" else place.end
            mend = templates.fill(cue.insert, told, seen.voice) if cue.insert else None
            yield Match(principle, cue, place.n, at, at, mend and grammar.opened(mend))


class _Seen:
    """What one search looks at, worked out once."""

    def __init__(self, draft: Draft, customer: str, voice: str) -> None:
        self.draft, self.customer, self.voice = draft, customer, voice
        self.view = reading.visible("\n".join(s.text for s in draft.editable))


def sources(cue: Cue) -> Iterator[tuple[str, str | None]]:
    """The RE2 of a cue's patterns, each with its template; ValueError says what is wrong."""
    listed = cue.swap.items() if cue.kind == "swap" else ((one, None) for one in cue.any)
    for written, swapped in listed:
        source = _words(written) if cue.kind in {"phrase", "swap"} else slots.expand(written)
        if cue.scope == "sentence":
            source = rf"^(?:{source}){_END}"
        yield source, swapped if swapped is not None else ("" if cue.delete else cue.replace)


def _words(phrase: str) -> str:
    escaped = re2.escape(reading.even(" ".join(phrase.split()))).replace(r"\ ", r"\s+").replace(" ", r"\s+")
    left = r"\b" if phrase[0].isalnum() else ""
    right = r"\b" if phrase[-1].isalnum() else ""
    return f"{left}{escaped}{right}"


def compiled(source: str) -> Any:
    """The RE2 of a pattern with slots; ValueError says what is wrong."""
    return compile_re2(slots.expand(source))


def compile_re2(source: str) -> Any:
    """Compile RE2 the way cues are matched, letter case aside; ValueError where it cannot be read."""
    try:
        return re2.compile(source, _OPTIONS)
    except re2.error as error:
        raise ValueError(f"the pattern cannot be read: {error}") from None


def _match(
    pattern: _Pattern, sentence: Sentence, match: Any, told: dict[str, str | None], seen: _Seen
) -> Match:
    """A match with its slots, read from the sentence itself rather than from what was searched."""
    start, end = match.span()
    spans = {name: match.span(n) for name, n in pattern.regex.groupindex.items()}
    named = {name: " ".join(sentence.text[slice(*span)].split()) for name, span in spans.items()}
    mend = None
    if pattern.template is not None:
        mend = templates.fill(pattern.template, {**told, **named}, seen.voice)
    return Match(
        pattern.principle, pattern.cue, sentence.n, sentence.start + start, sentence.start + end, mend
    )


def _place(draft: Draft, cue: Cue) -> Sentence | None:
    """The sentence beside which something missing is to stand."""
    body = [s for s in draft.editable if s.kind == "paragraph"]
    if not body:
        return None
    return body[0] if cue.place == "opening" else body[-1]


def _preference(match: Match) -> tuple[int, int, bool, int]:
    return match.start, -(match.end - match.start), match.mend is None, match.principle.rank
