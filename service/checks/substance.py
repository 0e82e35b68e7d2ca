"""What an edit says: no fact lost or added, nothing claimed, no refusal, denial or condition lost."""

import re
from collections import Counter
from collections.abc import Sequence

from service.checks.sources import Objection, Sources
from service.text import claims, denials
from service.text import foreign as languages
from service.words import Edit

_STRICT = frozenset({"placeholder", "markup", "code"})
_APOLOGY = re.compile(r"\bapologi[sz]e|\bapolog(?:y|ies)\b", re.IGNORECASE)


def facts_kept(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """Placeholders, tags and code as they were; no fact that no source has. Whether one is lost shows in the whole reply."""
    was, now = sources.facts_before(edit), sources.facts_after(edit)
    counts = [Counter(f.text for f in found if f.kind in _STRICT) for found in (was, now)]
    if gone := counts[0] - counts[1]:
        return "fact_missing", next(iter(gone))
    if extra := counts[1] - counts[0]:
        return "fact_added", next(iter(extra))
    return next((("fact_added", fact.text) for fact in now if not sources.states(fact)), None)


def claimed(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """No promise, concession, admission, action or assurance that no source makes."""
    if not edit.text:
        return None
    if claimed := claims.added(sources.words(edit.text), sources.claims):
        return "claim", f"{claimed[0].kind}: {claimed[0].text}"
    return None


def denied(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """No denial turned, no refusal added; whether one is lost shows in the whole reply."""
    before, after = sources.words(sources.before(edit)), sources.words(edit.text)
    if stem := denials.turned(before, after):
        return "refusal", f"the draft denies what is affirmed here: {stem}..."
    if denials.refusal_new(sources.draft.text, after):
        return "refusal", "the draft does not refuse this"
    return None


def disputed(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """No new apology concedes what the draft disputes; in a house that only regrets, none concedes anything."""
    if not edit.text:
        return None
    text, before = sources.words(edit.text), sources.words(sources.before(edit))
    regrets = sources.pack.house.apology == "regret"
    if regrets and _APOLOGY.search(text) and not _APOLOGY.search(before):
        return "claim", "this house regrets, it does not apologise"
    if denials.concedes(text) and not denials.concedes(before) and (regrets or sources.disputes):
        return "claim", "be sorry for how it is for them, not for a fact that is not conceded"
    return None


def foreign(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """In another language: no denial lost, nothing granted anew; where nothing can be told, no edit at all."""
    spoken = sources.draft.language
    if spoken == "en":
        return None
    if not languages.known(spoken):
        return "language", "nothing can be checked in this language"
    before = sources.words(sources.before(edit))
    if languages.denial_lost(spoken, before, sources.words(edit.text)):
        return "refusal", "the draft's refusal or denial is gone"
    if word := languages.granted(spoken, sources.told, sources.words(edit.text)):
        return "claim", f"concession: {word}"
    return None
