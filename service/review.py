"""Review: no proposal is trusted. Each edit is accepted, or refused with a reason an engine can mend.

Pure: the same draft, edits, situation and pack always give the same verdict.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from service import edits
from service.principles.pack import Pack
from service.text import claims, denials, facts, formats, language
from service.text.reading import Draft
from service.words import UNTOUCHABLE, Edit, Fact, Refusal, Situation

REASONS: dict[str, str] = {
    "shape": "The edit names sentences or an operation that do not exist, or lacks its text.",
    "principle": "The edit names no principle of this request.",
    "block": "The edit runs over the end of a block, or takes out a whole HTML block.",
    "untouchable": "Quotations, signatures and code are never edited.",
    "overlap": "Another edit already changes one of these sentences.",
    "nothing": "The edit changes nothing.",
    "markup": "Tags and logic placeholders must all stay, in their order.",
    "fact_missing": "Something that must survive is gone.",
    "fact_added": "Something is stated that no source has.",
    "claim": "The edit claims or promises what the draft and the permissions do not.",
    "refusal": "A refusal of the draft is lost or turned, or a new one made.",
    "condition": "A condition of the draft is lost.",
    "hollow": "The edit brings in a phrase the house avoids.",
    "language": "The edit is not in the draft's language.",
    "nonsense": "Most of its words are in no text at hand.",
    "preamble": "The edit talks about the rewrite instead of to the customer.",
    "length": "The edit is far longer than what it replaces.",
    "empty": "Nothing but a greeting would be left.",
}
"""Every reason for which an edit is refused; a public list."""

NOT_MENDED = frozenset({"nothing", "untouchable", "principle", "overlap", "empty"})
"""Reasons for which an edit is dropped at once: sending it back would mend nothing."""

_STRICT = frozenset({"placeholder", "markup", "code"})
_PREAMBLE = re.compile(
    r"^\s*(?:here(?:'s| is) (?:the|your|a) (?:rewritten|revised|improved|edited)|rewritten (?:reply|draft)|```|as an ai\b|sure[,!] here)",
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"^\s*\(?\d{1,2}[.)]\s+", re.MULTILINE)
_APOLOGY = re.compile(r"\bapologi[sz]e|\bapolog(?:y|ies)\b", re.IGNORECASE)
_KNOWN_SHARE = 0.6
_MOST = 4
_SLACK = 500


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What came of a review: edits to apply, in order, and those refused."""

    accepted: tuple[Edit, ...]
    refused: tuple[Refusal, ...]


def review(draft: Draft, proposed: Sequence[Edit], situation: Situation, pack: Pack) -> Reviewed:
    """Review edits one by one, then the reply they make together."""
    sources = _Sources(draft, situation, pack)
    accepted: list[Edit] = []
    refused: list[Refusal] = []
    for edit in proposed:
        verdict = next(_objections(edit, accepted, sources), None)
        if verdict:
            refused.append(replace(verdict, edit=edit))
        else:
            accepted.append(edit)
    while fault := _fault_of_all(accepted, sources):
        refused.append(fault)
        accepted.remove(fault.edit)
    return Reviewed(tuple(sorted(accepted, key=lambda e: (e.first, e.op))), tuple(refused))


def known_claims(draft: Draft, situation: Situation, pack: Pack) -> claims.Known:
    """What a reply may claim: what the draft, the request's permissions and the house's claim."""
    return draft.claims | pack.house.claims | claims.known(situation.may_say)


class _Sources:
    """All that an edit is held against, worked out once a review."""

    def __init__(self, draft: Draft, situation: Situation, pack: Pack) -> None:
        self.draft, self.situation, self.pack = draft, situation, pack
        self._found: dict[str, tuple[Fact, ...]] = {}
        house = pack.house
        said = (*situation.may_say, *situation.customer, *situation.context.values(), *situation.keep)
        self.claims = known_claims(draft, situation, pack)
        self.told = facts.evened("\n".join((draft.text, *said, *house.permissions)))
        self.stems = {language.stem(word) for word in language.words(self.told)}
        found = (*draft.facts, *(fact for text in said for fact in facts.find(text, draft.keep)))
        self.facts = {facts.key(fact) for fact in found} | house.facts

    def span(self, edit: Edit) -> tuple[int, int]:
        """The stretch of the draft that the edit takes out; empty for an insertion."""
        start = self.draft.sentence(edit.first).start
        return start, start if edit.op.startswith("insert") else self.draft.sentence(edit.last).end

    def before(self, edit: Edit) -> str:
        """The words of that stretch."""
        return self.draft.text[slice(*self.span(edit))]

    def words(self, text: str) -> str:
        """A text as it is read: in HTML without tags and with its entities resolved."""
        return formats.words(text) if self.draft.form == "html" else text

    def facts_after(self, edit: Edit) -> tuple[Fact, ...]:
        """The facts of the edit's own text, numbers of a list left out; found once."""
        if edit.text not in self._found:
            self._found[edit.text] = facts.find(_LIST_NUMBER.sub("", edit.text), self.draft.keep)
        return self._found[edit.text]

    def facts_before(self, edit: Edit) -> tuple[Fact, ...]:
        """The facts of that stretch."""
        return self.draft.facts_in(*self.span(edit))


def _objections(edit: Edit, accepted: Sequence[Edit], sources: _Sources) -> Iterator[Refusal]:
    """Everything that speaks against an edit, the plainest first."""
    for check in CHECKS:
        reason = check(edit, accepted, sources)
        if reason:
            yield Refusal(edit, *reason)


Check = Callable[[Edit, Sequence[Edit], _Sources], tuple[str, str] | None]


def _shape(edit: Edit, accepted: Sequence[Edit], sources: _Sources) -> tuple[str, str] | None:
    count = len(sources.draft.sentences)
    if edit.op not in {"replace", "insert_before", "insert_after", "delete"}:
        return "shape", f"the operation {edit.op!r} is unknown"
    if not 1 <= edit.first <= edit.last <= count:
        return "shape", f"sentences run from 1 to {count}"
    if edit.op.startswith("insert") and edit.first != edit.last:
        return "shape", "an insertion names one sentence"
    if (edit.op == "delete") == bool(edit.text.strip()):
        return "shape", "a deletion has no text, every other edit has some"
    return None


def _place(edit: Edit, accepted: Sequence[Edit], sources: _Sources) -> tuple[str, str] | None:
    if edit.principle not in sources.pack.ids:
        return "principle", f"{edit.principle!r} is not one of the principles"
    touched = sources.draft.sentences[edit.first - 1 : edit.last]
    if len({s.block for s in touched}) > 1:
        return "block", f"sentences {edit.first} to {edit.last} lie in different blocks"
    if any(s.kind in UNTOUCHABLE for s in touched):
        return "untouchable", f"sentence {edit.first} is a {touched[0].kind}"
    if any(_clash(edit, other) for other in accepted):
        return "overlap", ""
    if edit.op == "replace" and edit.text == sources.before(edit):
        return "nothing", ""
    return None


def _clash(one: Edit, other: Edit) -> bool:
    """Whether two edits want the same place; beside a deletion nothing is inserted, that is a replacement."""
    if one.op.startswith("insert") and other.op.startswith("insert"):
        return one.op == other.op and one.first == other.first
    if one.op == "delete" or other.op == "delete" or one.op == other.op == "replace":
        return one.first <= other.last and other.first <= one.last
    inserted, replaced = (one, other) if one.op.startswith("insert") else (other, one)
    if inserted.op == "insert_after":
        return replaced.first <= inserted.first < replaced.last
    return replaced.first < inserted.first <= replaced.last


def _form(edit: Edit, accepted: Sequence[Edit], sources: _Sources) -> tuple[str, str] | None:
    before, draft = sources.before(edit), sources.draft
    was, now = sources.facts_before(edit), sources.facts_after(edit)
    if _ordered(was) != _ordered(now):
        return "markup", "keep every tag and logic placeholder, in order"
    if _PREAMBLE.search(edit.text):
        return "preamble", ""
    if len(edit.text) > _MOST * len(before) + _SLACK:
        return "length", ""
    if edit.op == "delete" and draft.form == "html":
        block = draft.sentence(edit.first).block
        if {s.n for s in draft.sentences if s.block == block} <= set(range(edit.first, edit.last + 1)):
            return "block", "an HTML block is not taken out whole"
    return None


def _ordered(found: Sequence[Fact]) -> list[str]:
    """Tags, and placeholders that carry logic: their order is their meaning."""
    return [
        f.text
        for f in found
        if f.kind == "markup" or (f.kind == "placeholder" and f.text.startswith("{%") and "," not in f.text)
    ]


def _facts(edit: Edit, accepted: Sequence[Edit], sources: _Sources) -> tuple[str, str] | None:
    was, now = sources.facts_before(edit), sources.facts_after(edit)
    counts = [Counter(f.text for f in found if f.kind in _STRICT) for found in (was, now)]
    if gone := counts[0] - counts[1]:
        return "fact_missing", next(iter(gone))
    if extra := counts[1] - counts[0]:
        return "fact_added", next(iter(extra))
    for fact in now:
        told = fact.kind != "number" and facts.stands_in(fact.text, sources.told)
        if not told and facts.key(fact) not in sources.facts:
            return "fact_added", fact.text
    return None


def _claims(edit: Edit, accepted: Sequence[Edit], sources: _Sources) -> tuple[str, str] | None:
    if claimed := claims.added(sources.words(edit.text), sources.claims):
        return "claim", f"{claimed[0].kind}: {claimed[0].text.strip()}"
    if sources.pack.house.apology == "regret" and _APOLOGY.search(edit.text):
        return "claim", "admission: this house regrets, it does not apologise"
    return None


def _refusals(edit: Edit, accepted: Sequence[Edit], sources: _Sources) -> tuple[str, str] | None:
    before, after = sources.words(sources.before(edit)), sources.words(edit.text)
    if denials.refusal_lost(before, after):
        return "refusal", "the draft's refusal or denial is gone"
    if stem := denials.turned(before, after):
        return "refusal", f"the draft denies what is affirmed here: {stem}..."
    if denials.refusal_new(sources.draft.text, after):
        return "refusal", "the draft does not refuse this"
    if denials.condition_lost(before, after):
        return "condition", "the draft's condition is gone"
    return None


def _sense(edit: Edit, accepted: Sequence[Edit], sources: _Sources) -> tuple[str, str] | None:
    """Words that neither the texts nor the pack know are the mark of a model that babbles."""
    words = language.words(sources.words(edit.text))
    if edit.op == "delete" or (words and sources.draft.language != "en"):
        return None
    if not words:
        return None if facts.find(edit.text) else ("nonsense", "there are no words in it")
    stems = [language.stem(word) for word in words]
    share = sum(stem in sources.pack.vocabulary or stem in sources.stems for stem in stems) / len(words)
    return ("nonsense", "") if share < _KNOWN_SHARE else None


def _style(edit: Edit, accepted: Sequence[Edit], sources: _Sources) -> tuple[str, str] | None:
    before, text = facts.evened(sources.before(edit)), facts.evened(edit.text)
    for phrase in sources.pack.house.avoided:
        if phrase in text and phrase not in before:
            return "hollow", phrase
    if len(edit.text.split()) >= 4 and language.detect(edit.text) != sources.draft.language:
        return "language", ""
    return None


CHECKS: tuple[Check, ...] = (_shape, _place, _form, _facts, _claims, _refusals, _style, _sense)
"""The checks of one edit, in order; the first objection counts."""


def _fault_of_all(accepted: Sequence[Edit], sources: _Sources) -> Refusal | None:
    """The first edit to drop because of what the edits do together: a fact lost, nothing left."""
    draft = sources.draft
    spans = [sources.span(edit) for edit in accepted]
    kept = {
        facts.key(fact)
        for fact in draft.facts
        if not any(start <= fact.start and fact.end <= end for start, end in spans)
    }
    kept |= {facts.key(fact) for edit in accepted for fact in sources.facts_after(edit)}
    for edit in accepted:
        for fact in sources.facts_before(edit):
            if facts.key(fact) not in kept and not facts.stands_in(fact.text, _evened_reply(draft, accepted)):
                return Refusal(edit, "fact_missing", fact.text)
    gone = {n for e in accepted if e.op == "delete" for n in range(e.first, e.last + 1)}
    if gone and all(s.n in gone or s.kind == "greeting" for s in draft.editable):
        return Refusal(next(e for e in accepted if e.op == "delete"), "empty")
    return None


def _evened_reply(draft: Draft, accepted: Sequence[Edit]) -> str:
    return facts.evened(edits.reply(draft, accepted))
