"""Already good, left alone: a control comes back as it was."""

from collections.abc import Mapping

from evals.graders.base import PASSED, Grade, Seen, failed

NAME = "good left alone"


def untouched(seen: Seen) -> Mapping[str, Grade]:
    """Asked of controls only."""
    if seen.expected.kind != "control":
        return {}
    if seen.answer.reply == seen.request.draft:
        return {NAME: PASSED}
    first = seen.answer.changes[0]
    return {NAME: failed(f"{first.before!r} became {first.after!r} ({first.principle})")}
