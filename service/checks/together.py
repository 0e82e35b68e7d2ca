"""What edits do together: no fact, refusal or apology lost between them, nothing said twice, something left."""

from collections import Counter
from collections.abc import Iterator, Sequence

from service import edits
from service.checks.sources import Sources
from service.text import denials, facts, language, reading
from service.words import Edit, Refusal

_SAID_ELSEWHERE = 2 / 3
_RUN = 7
_TOLD_APART = frozenset(
    {"amount", "percent", "date", "time", "phone", "version", "id", "number", "iban", "card"}
)
_ALIKE = 0.6


def fault(accepted: Sequence[Edit], sources: Sources) -> Refusal | None:
    """The first edit to drop because of what the edits do together."""
    for check in (_lost, _exchanged, _left_unsaid, _denial_gone, _said_again, _emptied):
        if found := check(accepted, sources):
            return found
    return None


def _lost(accepted: Sequence[Edit], sources: Sources) -> Refusal | None:
    """An edit that takes out a fact which stands nowhere else in the reply."""
    draft = sources.draft
    spans = [sources.span(edit) for edit in accepted]
    kept = {
        facts.key(fact)
        for fact in draft.facts
        if not any(start <= fact.start and fact.end <= end for start, end in spans)
    }
    kept |= _stated(accepted, sources)
    gone = [
        (edit, fact)
        for edit in accepted
        for fact in filter(facts.must_stay, sources.facts_before(edit))
        if facts.key(fact) not in kept
    ]
    reply = facts.evened(edits.reply(draft, accepted)) if gone else ""
    lost = (Refusal(edit, "fact_missing", f.text) for edit, f in gone if not facts.stands_in(f.text, reply))
    return next(lost, None)


def _stated(accepted: Sequence[Edit], sources: Sources) -> set[tuple[str, str]]:
    """The keys of the facts that the edits' own texts state."""
    return {facts.key(fact) for edit in accepted for fact in sources.facts_after(edit)}


def _emptied(accepted: Sequence[Edit], sources: Sources) -> Refusal | None:
    """A deletion after which nothing but a greeting would be left."""
    gone = {n for e in accepted if e.op == "delete" for n in range(e.first, e.last + 1)}
    if gone and all(s.n in gone or s.kind == "greeting" for s in sources.draft.editable):
        return Refusal(next(e for e in accepted if e.op == "delete"), "empty")
    return None


def _exchanged(accepted: Sequence[Edit], sources: Sources) -> Refusal | None:
    """An edit with a fact in another's place, though the draft has both: "level 2" is not "level 3".

    A text that says something else altogether has not exchanged a fact, nor has one whose fact moved to
    another edit.
    """
    stated = _stated(accepted, sources)
    elsewhere = {facts.key(fact) for fact in sources.draft.facts}
    for edit in accepted:
        had, has = (
            {facts.key(f): f for f in found if f.kind in _TOLD_APART}
            for found in (sources.facts_before(edit), sources.facts_after(edit))
        )
        gone = {key[0]: fact for key, fact in had.items() if key not in has and key not in stated}
        new = next((f for k, f in has.items() if k in elsewhere and k not in had and k[0] in gone), None)
        if new and _alike(edit, sources):
            return Refusal(edit, "fact_added", f"{new.text} in the place of {gone[new.kind].text}")
    return None


def _alike(edit: Edit, sources: Sources) -> bool:
    told, said = (language.stems(sources.words(text)) for text in (sources.before(edit), edit.text))
    return len(told & said) >= len(told) * _ALIKE


def _left_unsaid(accepted: Sequence[Edit], sources: Sources) -> Refusal | None:
    """An edit that takes out what was stated of a fact and that no edit says anew, though the fact stands elsewhere."""
    gone = [e for e in accepted if not _speaks_of_it(e, sources)]
    if not gone:
        return None
    anew = _stated(accepted, sources)
    said = language.stems(edits.reply(sources.draft, accepted))
    for edit in gone:
        stated = filter(facts.must_stay, sources.facts_before(edit))
        lost = [fact for fact in stated if facts.key(fact) not in anew]
        told = language.stems(sources.words(sources.before(edit)))
        if lost and len(told & said) < len(told) * _SAID_ELSEWHERE:
            return Refusal(edit, "fact_missing", lost[0].text)
    return None


def _speaks_of_it(edit: Edit, sources: Sources) -> bool:
    """Whether an edit's own text shares a fact or a word with what it replaces."""
    if {facts.key(f) for f in sources.facts_before(edit)} & {facts.key(f) for f in sources.facts_after(edit)}:
        return True
    return bool(
        language.stems(sources.words(sources.before(edit))) & language.stems(sources.words(edit.text))
    )


def _denial_gone(accepted: Sequence[Edit], sources: Sources) -> Refusal | None:
    """An edit that takes out a refusal or a condition which no other edit has taken up."""
    for edit in accepted:
        before, after = sources.words(sources.before(edit)), sources.words(edit.text)
        elsewhere = "\n".join(sources.words(other.text) for other in accepted if other is not edit)
        if denials.refusal_lost(before, after, elsewhere):
            return Refusal(edit, "refusal", "the draft's refusal or denial is gone")
        if denials.condition_lost(before, after, elsewhere):
            return Refusal(edit, "condition", "the draft's condition is gone")
    return None


def _said_again(accepted: Sequence[Edit], sources: Sources) -> Refusal | None:
    """An edit that says what another sentence of the reply says in the same words; addresses are no words."""
    had = Counter(_runs(sources.draft.spoken))
    has = Counter(_runs(sources.words(edits.reply(sources.draft, accepted))))
    twice = {run for run, count in has.items() if count > max(had[run], 1)}
    for edit in reversed(accepted) if twice else ():
        if again := twice & set(_runs(sources.words(edit.text))):
            return Refusal(edit, "repeated", " ".join(min(again)))
    return None


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    return language.runs(language.words(reading.visible(text)), _RUN)


def apology_unsaid(accepted: Sequence[Edit], refused: Sequence[Refusal], sources: Sources) -> Refusal | None:
    """An edit that takes out the draft's only apology while the one meant for its place was refused."""
    if not any(denials.sorry(refusal.edit.text) for refusal in refused):
        return None
    if denials.sorry(edits.reply(sources.draft, accepted)):
        return None
    takes_it = (edit for edit in accepted if denials.sorry(sources.before(edit)))
    return next((Refusal(edit, "apology") for edit in takes_it), None)
