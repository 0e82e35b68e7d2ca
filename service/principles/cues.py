"""Cues at work: all patterns of a pack compiled once, and what they find in a draft."""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import re2

from service.principles import slots, templates
from service.principles.model import Cue, Principle
from service.principles.patterns import PatternSet, compile_re2, compiled
from service.text import grammar, reading
from service.text.reading import Draft
from service.text.shape import even
from service.words import Sentence

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
class _Ready:
    """A cue ready for use: its conditions as numbers of the sets they are looked for in."""

    principle: Principle
    cue: Cue
    unless: frozenset[int]
    absent: frozenset[int]
    unless_customer: frozenset[int]
    customer: tuple[tuple[int, Any], ...]

    def told(self, seen: "_Seen", here: frozenset[int]) -> dict[str, str | None] | None:
        """The slots that the customer's words fill, if nothing silences the cue; else None."""
        if not self.unless.isdisjoint(here):
            return None
        if self.absent and not self.absent.isdisjoint(seen.in_draft):
            return None
        if self.unless_customer and not self.unless_customer.isdisjoint(seen.in_customer):
            return None
        for number, regex in self.customer:
            if number in seen.in_customer:
                return dict(regex.search(seen.customer).groupdict())
        return None if self.customer else {}


@dataclass(frozen=True, slots=True)
class _Pattern:
    ready: _Ready
    regex: Any
    template: str | None
    slots: tuple[tuple[str, int], ...]


class Cues:
    """The compiled cues of some principles; one pass over all of them at once picks the few to run."""

    def __init__(self, principles: Iterable[Principle]) -> None:
        self._patterns: dict[int, list[_Pattern]] = {}
        self._omissions: list[_Ready] = []
        self._of_sentence, self._of_draft, self._of_customer = PatternSet(), PatternSet(), PatternSet()
        self._chosen: frozenset[str] | None = None
        for principle in principles:
            for cue in principle.cues:
                self._add(principle, cue)

    def only(self, ids: Iterable[str]) -> "Cues":
        """These cues without those of other principles; nothing is compiled anew."""
        chosen = copy.copy(self)
        chosen._chosen = frozenset(ids)
        return chosen

    def _add(self, principle: Principle, cue: Cue) -> None:
        ready = _Ready(
            principle,
            cue,
            _numbers(cue.unless, self._of_sentence),
            _numbers(cue.absent, self._of_draft),
            _numbers(cue.unless_customer, self._of_customer),
            tuple((self._of_customer.add(slots.expand(one)), compiled(one)) for one in cue.customer),
        )
        if cue.kind == "omission":
            self._omissions.append(ready)
        for source, template in sources(cue):
            regex, wanted = compile_re2(source), templates.names(template or "")
            filled = tuple((name, n) for name, n in regex.groupindex.items() if name in wanted)
            listed = self._patterns.setdefault(self._of_sentence.add(source), [])
            listed.append(_Pattern(ready, regex, template, filled))

    def find(self, draft: Draft, customer: str = "") -> list[Match]:
        """Return the matches in a draft, none overlapping: earliest, longest, then by rank."""
        seen = self._seen(draft, customer, templates.voice(draft.text))
        return _kept([*self._in_sentences(seen), *self._missing(seen)])

    def find_again(self, part: Draft, customer: str, voice: str) -> list[Match]:
        """The matches in a part of a reply that was mended, by cues that need not see the whole.

        `voice` is `I` or `we`, as the whole reply speaks.
        """
        seen = self._seen(part, customer, voice)
        return _kept([match for match in self._in_sentences(seen) if not match.cue.absent])

    def _seen(self, draft: Draft, customer: str, voice: str) -> "_Seen":
        return _Seen(draft, even(customer), voice, self._of_draft, self._of_customer)

    def _heeds(self, ready: _Ready) -> bool:
        return self._chosen is None or ready.principle.id in self._chosen

    def _in_sentences(self, seen: "_Seen") -> Iterator[Match]:
        for sentence in seen.draft.editable:
            view = reading.visible(sentence.text)
            numbers = self._of_sentence.match(view)
            here = frozenset(numbers)
            for pattern in (one for number in numbers for one in self._patterns.get(number, ())):
                told = pattern.ready.told(seen, here) if self._heeds(pattern.ready) else None
                if told is not None:
                    for match in pattern.regex.finditer(view):
                        yield _match(pattern, sentence, match, told, seen)

    def _missing(self, seen: "_Seen") -> Iterator[Match]:
        for ready in self._omissions if seen.customer else ():
            told = ready.told(seen, frozenset()) if self._heeds(ready) else None
            place = _place(seen.draft, ready.cue) if told is not None else None
            if told is None or place is None:
                continue
            at = place.start if ready.cue.place == "opening" else place.end
            mend = templates.fill(ready.cue.insert, told, seen.voice) if ready.cue.insert else None
            yield Match(ready.principle, ready.cue, place.n, at, at, mend and grammar.opened(mend))


def _numbers(listed: tuple[str, ...], where: PatternSet) -> frozenset[int]:
    return frozenset(where.add(slots.expand(source)) for source in listed)


@dataclass
class _Seen:
    """What one search looks at; which silencing patterns are in it is found out when it matters."""

    draft: Draft
    customer: str
    voice: str
    of_draft: PatternSet
    of_customer: PatternSet

    @cached_property
    def in_draft(self) -> frozenset[int]:
        """The patterns of `absent` that the draft matches."""
        view = reading.visible("\n".join(s.text for s in self.draft.editable))
        return frozenset(self.of_draft.match(view))

    @cached_property
    def in_customer(self) -> frozenset[int]:
        """The patterns of `customer` and `unless_customer` that the customer's message matches."""
        return frozenset(self.of_customer.match(self.customer))


def sources(cue: Cue) -> Iterator[tuple[str, str | None]]:
    """The RE2 of a cue's patterns, each with its template; ValueError says what is wrong."""
    listed = cue.swap.items() if cue.kind == "swap" else ((one, None) for one in cue.any)
    for written, swapped in listed:
        source = _words(written) if cue.kind in {"phrase", "swap"} else slots.expand(written)
        if cue.scope == "sentence":
            source = rf"^(?:{source}){_END}"
        yield source, swapped if swapped is not None else ("" if cue.delete else cue.replace)


def _words(phrase: str) -> str:
    escaped = re2.escape(even(" ".join(phrase.split()))).replace(r"\ ", r"\s+").replace(" ", r"\s+")
    left = r"\b" if phrase[0].isalnum() else ""
    right = r"\b" if phrase[-1].isalnum() else ""
    return f"{left}{escaped}{right}"


def _match(
    pattern: _Pattern, sentence: Sentence, match: Any, told: dict[str, str | None], seen: _Seen
) -> Match:
    """A match with its slots, read from the sentence itself rather than from what was searched."""
    start, end = match.span()
    named = {name: " ".join(sentence.text[slice(*match.span(n))].split()) for name, n in pattern.slots}
    mend = None
    if pattern.template is not None:
        mend = templates.fill(pattern.template, {**told, **named}, seen.voice)
    start, end = sentence.start + start, sentence.start + end
    return Match(pattern.ready.principle, pattern.ready.cue, sentence.n, start, end, mend)


def _kept(found: list[Match]) -> list[Match]:
    """Those that do not overlap; of what is missing in one place, one a principle."""
    kept: list[Match] = []
    end = 0
    for match in sorted(found, key=_preference):
        if match.cue.kind == "omission":
            if not any(m.start == match.start and m.principle is match.principle for m in kept):
                kept.append(match)
        elif match.start >= end:
            kept.append(match)
            end = match.end
    return kept


def _place(draft: Draft, cue: Cue) -> Sentence | None:
    """The sentence beside which something missing is to stand."""
    body = [s for s in draft.editable if s.kind == "paragraph"]
    first_item = next((s.n for s in draft.editable if s.kind == "list_item"), len(draft.sentences) + 1)
    if not body or (cue.place == "opening" and first_item < body[0].n):
        return None
    return body[0] if cue.place == "opening" else body[-1]


def _preference(match: Match) -> tuple[int, bool, int, bool, int, bool]:
    """Earliest first; then what is missing, the longest, what mends, the rank, what heeds the customer."""
    return (
        match.start,
        match.cue.kind != "omission",
        -(match.end - match.start),
        match.mend is None,
        match.principle.rank,
        not match.cue.customer,
    )
