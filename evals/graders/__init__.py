"""The graders, one concept a file; each says passed, failed or not judged, and why."""

from evals.graders import (
    claims,
    facts,
    form,
    hollow,
    idempotent,
    length,
    mended,
    rationale,
    readable,
    refusal,
    untouched,
)
from evals.graders.base import Grade, Grader, Seen

GRADERS: tuple[Grader, ...] = (
    facts.kept,
    claims.nothing_claimed,
    refusal.kept,
    form.kept,
    rationale.honest,
    untouched.untouched,
    mended.mended,
    hollow.none_hollow,
    length.in_bounds,
    idempotent.idempotent,
    readable.readable,
)
"""In the order of the reports: promises first, then quality."""

PROMISES = frozenset({facts.NAME, claims.NAME, refusal.NAME, form.NAME, rationale.NAME})
"""What no reply may fail, whatever the baseline says."""


def grades(seen: Seen) -> dict[str, Grade]:
    """All grades of one answer, by name."""
    return {name: grade for grader in GRADERS for name, grade in grader(seen).items()}
