"""Principle mended: whether each fault that the case names is gone from the reply."""

from collections import Counter
from collections.abc import Iterator, Mapping

from evals.cases import Violation
from evals.graders.base import PASSED, Grade, Seen, failed, not_judged
from service.models import Finding

PREFIX = "mended: "
"""Before the principle's id."""

_NTH = " #"


def mended(seen: Seen) -> Mapping[str, Grade]:
    """A grade for each violation; the second of a principle is named `... #2`."""
    counted: Counter[str] = Counter()
    graded = {}
    for violation in seen.expected.violations:
        counted[violation.principle] += 1
        graded[named(violation.principle, counted[violation.principle])] = _grade(seen, violation)
    return graded


def named(principle: str, nth: int = 1) -> str:
    """The name of the grade of a principle's nth violation."""
    return f"{PREFIX}{principle}" + (f"{_NTH}{nth}" if nth > 1 else "")


def family(name: str) -> str:
    """What grades of one kind are counted under: those of a principle's several violations are one."""
    return name.partition(_NTH)[0]


def _grade(seen: Seen, violation: Violation) -> Grade:
    if violation.words and _stands(violation.words, seen.reply):
        return failed(f"the reply still says {violation.words!r}")
    if left := next(_left(seen, violation), None):
        return failed(f"the check still finds {left.text!r}: {left.message}")
    if _found(seen, violation):
        return PASSED
    if violation.words:
        return not_judged("the words are gone; whether the fault is, code cannot see")
    return _supplied(seen, violation)


def _left(seen: Seen, violation: Violation) -> Iterator[Finding]:
    """What the check finds of the principle where the fault stood, or of what was missing."""
    found = [f for f in seen.answer.findings.reply if f.principle == violation.principle]
    if violation.words is None:
        yield from (f for f in found if not f.text)
        return
    start = seen.request.draft.find(violation.words)
    for change in seen.answer.changes:
        if change.draft_span[0] < start + len(violation.words) and start < change.draft_span[1]:
            first, last = change.reply_span
            yield from (f for f in found if f.text and f.start < last and first < f.end)


def _supplied(seen: Seen, violation: Violation) -> Grade:
    """What was missing is there, or the agent is told of it."""
    if any(s.principle == violation.principle for s in seen.answer.suggestions):
        return PASSED
    if seen.answer.status == "unchanged":
        return failed("something is missing, and the draft came back as it was")
    return not_judged("whether what was missing is there, code cannot see")


def _found(seen: Seen, violation: Violation) -> bool:
    """Whether the check saw this very fault in the draft, so that its silence now means something."""
    found = [f for f in seen.answer.findings.draft if f.principle == violation.principle]
    if violation.words is None:
        return any(not f.text for f in found)
    start = seen.request.draft.find(violation.words)
    return any(f.start < start + len(violation.words) and start < f.end for f in found)


def _stands(words: str, reply: str) -> bool:
    return " ".join(words.split()).casefold() in " ".join(reply.split()).casefold()
