"""What an edit is held against: the draft, and all that the reply may draw on besides."""

import re
from functools import cached_property

from service.principles.pack import Pack
from service.text import claims, denials, facts, formats, language
from service.text.reading import Draft
from service.words import Edit, Fact, Situation

Objection = tuple[str, str]
"""A reason of `review.REASONS`, and the detail that helps to mend it."""

_NTH = re.compile(r"(\d+)(?:st|nd|rd|th)")
_LIST_NUMBER = re.compile(r"^\s*\(?\d{1,2}[.)]\s+", re.MULTILINE)


def known_claims(draft: Draft, situation: Situation, pack: Pack) -> claims.Known:
    """What a reply may claim: what the draft, the request's permissions and the house's claim."""
    return draft.claims | pack.house.claims | claims.known(situation.may_say)


def told(draft: Draft, situation: Situation, pack: Pack) -> str:
    """All texts in which a fact of the reply may stand, evened; `keep` says what stays, it permits nothing."""
    return facts.evened("\n".join((draft.text, *situation.said, *pack.house.permissions)))


class Sources:
    """All that an edit is held against, worked out once a review."""

    def __init__(self, draft: Draft, situation: Situation, pack: Pack) -> None:
        self.draft, self.situation, self.pack = draft, situation, pack
        self._found: dict[str, tuple[Fact, ...]] = {}
        self._stated: dict[str, bool] = {}
        self._words: dict[str, list[str]] = {}
        house = pack.house
        self.claims = known_claims(draft, situation, pack)
        self.told = told(draft, situation, pack)
        self.stems = {language.stem(word) for word in language.words(self.told)}
        found = (*draft.facts, *(fact for text in situation.said for fact in facts.find(text, draft.keep)))
        self.facts = {facts.key(fact) for fact in found} | house.facts

    @cached_property
    def disputes(self) -> bool:
        """Whether the draft disputes what the customer says."""
        return denials.disputes(self.draft.spoken, self.situation.customer_text)

    def span(self, edit: Edit) -> tuple[int, int]:
        """The stretch of the draft that the edit takes out; empty for an insertion."""
        start = self.draft.sentence(edit.first).start
        return start, start if edit.op.startswith("insert") else self.draft.sentence(edit.last).end

    def before(self, edit: Edit) -> str:
        """The words of that stretch."""
        return self.draft.text[slice(*self.span(edit))]

    def states(self, fact: Fact) -> bool:
        """Whether any source states a fact; a bare number counts only where it is one there too."""
        if facts.key(fact) in self.facts or self._counted(fact):
            return True
        if fact.text not in self._stated:
            self._stated[fact.text] = facts.stands_in(fact.text, self.told)
        return fact.kind != "number" and self._stated[fact.text]

    def _counted(self, fact: Fact) -> bool:
        """Whether its number is stated in another form: "days remaining: 139" for 139 days, "turns 9" for the 9th."""
        number, _, unit = facts.key(fact)[1].partition(" ")
        if fact.kind == "duration":
            return ("number", number) in self.facts and language.stem(unit) in self.stems
        return fact.kind == "id" and bool(
            (nth := _NTH.fullmatch(fact.text)) and ("number", nth[1]) in self.facts
        )

    def words(self, text: str) -> str:
        """A text as it is read: in HTML without tags and with its entities resolved."""
        return formats.words(text) if self.draft.form == "html" else text

    def words_after(self, edit: Edit) -> list[str]:
        """The words of the edit's own text, as it is read; found once."""
        if edit.text not in self._words:
            self._words[edit.text] = language.words(self.words(edit.text))
        return self._words[edit.text]

    def facts_after(self, edit: Edit) -> tuple[Fact, ...]:
        """The facts of the edit's own text, numbers of a list left out; found once."""
        if edit.text not in self._found:
            self._found[edit.text] = facts.find(_LIST_NUMBER.sub("", edit.text), self.draft.keep)
        return self._found[edit.text]

    def facts_before(self, edit: Edit) -> tuple[Fact, ...]:
        """The facts of that stretch."""
        return self.draft.facts_in(*self.span(edit))
