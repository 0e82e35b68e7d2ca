"""Idempotent: a reply that is sent in again comes back as it is."""

from collections.abc import Mapping

from evals.graders.base import PASSED, Grade, Seen, failed

NAME = "idempotent"


def idempotent(seen: Seen) -> Mapping[str, Grade]:
    """Nothing where the second answer is not known."""
    if seen.again is None:
        return {}
    if seen.again.reply == seen.reply:
        return {NAME: PASSED}
    first = seen.again.changes[0]
    return {NAME: failed(f"sent in again, {first.before!r} becomes {first.after!r}")}
