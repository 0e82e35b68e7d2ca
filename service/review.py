"""Review: no proposal is trusted. Each edit is accepted, or refused with a reason an engine can mend.

Pure: the same draft, edits, situation and pack always give the same verdict.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from service import checks, edits
from service.checks.sources import Sources
from service.principles.pack import Pack
from service.text import denials, facts, language
from service.text.reading import Draft
from service.words import Edit, Refusal, Reviewed, Situation

REASONS: dict[str, str] = {
    "shape": "The edit names sentences or an operation that do not exist, or lacks its text.",
    "principle": "The edit names no principle of this request.",
    "block": "The edit runs over the end of a block, or takes out a whole HTML block.",
    "untouchable": "Quotations, signatures and code are never edited.",
    "overlap": "Another edit already changes one of these sentences.",
    "nothing": "The edit changes nothing.",
    "markup": "Tags and logic placeholders must all stay, in their order.",
    "form": "The edit breaks the text into other lines or paragraphs.",
    "fact_missing": "Something that must survive is gone.",
    "fact_added": "Something is stated that no source has.",
    "claim": "The edit claims or promises what the draft and the permissions do not.",
    "refusal": "A refusal of the draft is lost or turned, or a new one made.",
    "condition": "A condition of the draft is lost.",
    "apology": "The draft's apology would go while the one meant for its place was refused.",
    "hollow": "The edit brings in a phrase the house avoids.",
    "repeated": "The edit says the same twice.",
    "rude": "The edit insults.",
    "language": "The edit is not in the draft's language.",
    "nonsense": "Most of its words are in no text at hand.",
    "preamble": "The edit talks about the rewrite instead of to the customer.",
    "length": "The edit is far longer than what it replaces.",
    "empty": "Nothing but a greeting would be left.",
}
"""Every reason for which an edit is refused; a public list."""

NOT_MENDED = frozenset({"nothing", "untouchable", "principle", "overlap", "empty"})
"""Reasons for which an edit is dropped at once: sending it back would mend nothing."""

_SAID_ELSEWHERE = 2 / 3
_RUN = 7


def review(draft: Draft, proposed: Sequence[Edit], situation: Situation, pack: Pack) -> Reviewed:
    """Review edits one by one, then the reply they make together."""
    sources = Sources(draft, situation, pack)
    accepted: list[Edit] = []
    refused: list[Refusal] = []
    for edit in proposed:
        if refusal := _objection(edit, accepted, sources):
            refused.append(refusal)
        else:
            accepted.append(_honest(edit, sources))
    while fault := _fault_of_all(accepted, sources):
        refused.append(fault)
        accepted.remove(fault.edit)
    if unsaid := _apology_unsaid(accepted, refused, sources):
        refused.append(unsaid)
        accepted.remove(unsaid.edit)
    return Reviewed(tuple(sorted(accepted, key=lambda e: (e.first, e.op))), tuple(refused))


def _objection(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Refusal | None:
    """What speaks against an edit, the plainest first."""
    for check in checks.CHECKS:
        if objection := check(edit, accepted, sources):
            return Refusal(edit, *objection)
    return None


def _honest(edit: Edit, sources: Sources) -> Edit:
    """The edit with a reason that states no fact of its own; else the principle's title is the reason."""
    claimed = {facts.key(fact) for fact in facts.find(edit.why)} - sources.facts
    if claimed <= {facts.key(fact) for fact in sources.facts_after(edit)}:
        return edit
    principle = sources.pack.principle(edit.principle)
    return replace(edit, why=f"{principle.title}." if principle else "")


def _fault_of_all(accepted: Sequence[Edit], sources: Sources) -> Refusal | None:
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
    if fault := _left_unsaid(accepted, sources) or _said_again(accepted, sources):
        return fault
    gone = {n for e in accepted if e.op == "delete" for n in range(e.first, e.last + 1)}
    if gone and all(s.n in gone or s.kind == "greeting" for s in draft.editable):
        return Refusal(next(e for e in accepted if e.op == "delete"), "empty")
    return None


def _left_unsaid(accepted: Sequence[Edit], sources: Sources) -> Refusal | None:
    """An edit that takes out what was stated of a fact and does not say it elsewhere, though the fact stands there."""
    gone = [e for e in accepted if sources.facts_before(e) and not _speaks_of_it(e, sources)]
    if not gone:
        return None
    said = language.stems(edits.reply(sources.draft, accepted))
    for edit in gone:
        told = language.stems(sources.words(sources.before(edit)))
        if len(told & said) < len(told) * _SAID_ELSEWHERE:
            return Refusal(edit, "fact_missing", sources.facts_before(edit)[0].text)
    return None


def _speaks_of_it(edit: Edit, sources: Sources) -> bool:
    """Whether an edit's own text shares a fact or a word with what it replaces."""
    if {facts.key(f) for f in sources.facts_before(edit)} & {facts.key(f) for f in sources.facts_after(edit)}:
        return True
    return bool(
        language.stems(sources.words(sources.before(edit))) & language.stems(sources.words(edit.text))
    )


def _said_again(accepted: Sequence[Edit], sources: Sources) -> Refusal | None:
    """An edit that says what another sentence of the reply says in the same words."""
    draft = sources.draft
    had = Counter(language.runs(language.words(draft.spoken), _RUN))
    has = Counter(language.runs(language.words(sources.words(edits.reply(draft, accepted))), _RUN))
    twice = {run for run, count in has.items() if count > max(had[run], 1)}
    for edit in reversed(accepted) if twice else ():
        if again := twice & set(language.runs(sources.words_after(edit), _RUN)):
            return Refusal(edit, "repeated", " ".join(min(again)))
    return None


def _apology_unsaid(accepted: Sequence[Edit], refused: Sequence[Refusal], sources: Sources) -> Refusal | None:
    """An edit that takes out the draft's only apology while the one meant for its place was refused."""
    if not any(denials.sorry(refusal.edit.text) for refusal in refused):
        return None
    if denials.sorry(edits.reply(sources.draft, accepted)):
        return None
    takes_it = (edit for edit in accepted if denials.sorry(sources.before(edit)))
    return next((Refusal(edit, "apology") for edit in takes_it), None)


def _evened_reply(draft: Draft, accepted: Sequence[Edit]) -> str:
    return facts.evened(edits.reply(draft, accepted))
