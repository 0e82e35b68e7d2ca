"""Rationale honest: a reason for each change, that fits what changed and states nothing of its own."""

import re
from collections.abc import Mapping

from evals.graders.base import PASSED, Grade, Seen, failed, not_judged
from service.models import Change

NAME = "rationale honest"
_LONGEST = 45
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def honest(seen: Seen) -> Mapping[str, Grade]:
    """Nothing where there is no change; a change under a principle that no one saw violated is for a judge."""
    if not seen.answer.changes:
        return {}
    return {NAME: _grade(seen)}


def _grade(seen: Seen) -> Grade:
    answer = seen.answer
    if len(answer.rationale.splitlines()) != len(answer.changes):
        return failed(f"{answer.change_count} changes, {len(answer.rationale.splitlines())} lines of reasons")
    if "".join((s.text or "") + (s.after or "") for s in answer.segments) != answer.reply:
        return failed("the segments do not make up the reply")
    for change in answer.changes:
        if fault := _fault(change, seen):
            return failed(f"{change.id}: {fault}")
    strange = [change for change in answer.changes if not _seen_violated(change, seen)]
    if strange:
        return not_judged(f"whether {strange[0].principle} is what {strange[0].before!r} went against")
    return PASSED


def _fault(change: Change, seen: Seen) -> str | None:
    if seen.pack.principle(change.principle) is None:
        return f"there is no principle {change.principle!r}"
    if not 1 <= len(change.why.split()) <= _LONGEST:
        return f"a reason of {len(change.why.split())} words"
    if change.before.split() == change.after.split():
        return "it changes nothing"
    told = set(_NUMBER.findall(seen.sources))
    if unknown := set(_NUMBER.findall(change.why)) - told:
        return f"the reason speaks of {min(unknown)!r}, which is nowhere"
    return None


def _seen_violated(change: Change, seen: Seen) -> bool:
    """Whether the case or the check says that this principle was violated where the change is made."""
    start, end = change.draft_span
    if any(
        f.principle == change.principle and f.start <= end and start <= f.end
        for f in seen.answer.findings.draft
    ):
        return True
    named = [v for v in seen.expected.violations if v.principle == change.principle]
    return any(v.words is None or v.words in change.before for v in named)
