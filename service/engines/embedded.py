"""The embedded engine: edits by rules alone, from the cues' own safe words. Pure and deterministic."""

from collections.abc import Sequence

from service.engines.base import Case
from service.principles import templates
from service.principles.cues import Match
from service.text import grammar, reading
from service.text.reading import Draft
from service.words import Advice, Edit, Operation, Proposal, Sentence

_ROUNDS = 4
_MOST_INSERTED = 2
_MOST_SUGGESTIONS = 2
NAME = "embedded"
"""How answers name it."""

LANGUAGE = "en"
"""The language its rules are written for."""


def propose(case: Case) -> Proposal:
    """Return the edits and suggestions that the cues of a pack are sure of."""
    if case.draft.language != LANGUAGE:
        return Proposal()
    by_sentence: dict[int, list[Match]] = {}
    for match in case.found:
        by_sentence.setdefault(match.sentence, []).append(match)
    voice = templates.voice(case.draft.text)
    edits = [
        edit
        for n, found in by_sentence.items()
        for edit in _edits(case, case.draft.sentence(n), found, voice)
    ]
    return Proposal(tuple(_not_emptied(case.draft, edits)), _suggestions(case.found))


def _edits(case: Case, sentence: Sentence, found: list[Match], voice: str) -> list[Edit]:
    """The edits for one sentence: what is missing before or after it, and its own mending."""
    inserted = [m for m in found if m.cue.kind == "omission" and m.mend][:_MOST_INSERTED]
    own = [m for m in found if m.cue.kind != "omission" and m.mend is not None]
    missing = " ".join(match.mend or "" for match in inserted)
    opening = bool(inserted) and inserted[0].cue.place == "opening"
    if any(match.cue.delete for match in own):
        return [_edit("replace" if missing else "delete", sentence.n, missing, [*inserted, *own])]
    text, used = _mended(case, sentence, own, voice)
    if opening and sentence.text[:1].islower():
        text = f"{grammar.lowered(missing)} {grammar.opened(text)}"
        return [_edit("replace", sentence.n, text, [*inserted, *used])]
    place: Operation = "insert_before" if opening else "insert_after"
    edits = [_edit(place, sentence.n, missing, inserted)] if missing else []
    return [*edits, _edit("replace", sentence.n, text, used)] if text != sentence.text else edits


def _edit(op: Operation, n: int, text: str, used: list[Match]) -> Edit:
    """One edit for all that was mended in a sentence, under the principle that ranks first."""
    whys = list(dict.fromkeys(m.cue.why for m in sorted(used, key=lambda m: m.principle.rank)))
    first = min(used, key=lambda m: m.principle.rank)
    return Edit(op, n, n, text, first.principle.id, " ".join(whys))


def _mended(case: Case, sentence: Sentence, found: list[Match], voice: str) -> tuple[str, list[Match]]:
    """Mend a sentence until its cues are silent, so that mending the reply again changes nothing."""
    text, used = sentence.text, []
    spans = [(m.start - sentence.start, m.end - sentence.start, m) for m in found]
    for _ in range(_ROUNDS):
        if not spans:
            break
        for start, end, match in reversed(spans):
            text = _put(text, start, end, match.mend or "", sentence.text[:1].islower())
            used.append(match)
        part = reading.read(text, case.draft.form)
        again = case.pack.cues.find_again(part, case.situation.customer_text, voice)
        spans = [(m.start, m.end, m) for m in again if m.mend is not None and not m.cue.delete]
    return text, used


def _put(text: str, start: int, end: int, mend: str, lower: bool) -> str:
    """Put the mending words in place and give the sentence the opening it had."""
    opening = not text[:start].strip()
    mended = grammar.joined(text[:start], mend, text[end:])
    if not opening:
        return mended
    return grammar.inside(mended) if lower else grammar.opened(mended)


def _not_emptied(draft: Draft, edits: list[Edit]) -> list[Edit]:
    """Drop the deletions where nothing but a greeting would be left."""
    deleted = {edit.first for edit in edits if edit.op == "delete"}
    left = [s for s in draft.editable if s.n not in deleted and s.kind != "greeting"]
    return edits if left else [edit for edit in edits if edit.op != "delete"]


def _suggestions(matches: Sequence[Match]) -> tuple[Advice, ...]:
    said = dict.fromkeys((m.principle.id, m.cue.suggest) for m in matches if m.cue.suggest)
    return tuple(Advice(principle, text or "") for principle, text in list(said)[:_MOST_SUGGESTIONS])
