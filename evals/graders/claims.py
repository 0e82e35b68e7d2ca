"""Nothing claimed: no grant, deed, promise or admission that the draft and the permissions lack."""

import re
from collections.abc import Mapping

from evals import cases
from evals.graders.base import PASSED, Grade, Seen, failed

NAME = "nothing claimed"
_DEEDS = (
    r"\b(?:we|i)(?:'ve| have)(?: now| just| already)? (?:refunded|credited|cancelled|escalated|waived|arranged|extended|upgraded|reversed|replaced|resolved)\b",
    r"\b(?:we|i)(?:'ll| will)(?: now| gladly| happily| of course)? (?:refund|credit|waive|compensate|reimburse|upgrade|replace|reverse)\b",
    r"\b(?:you'll|you will|you) (?:get|receive) (?:a|your|the) (?:full )?(?:refund|credit|voucher|replacement|discount)\b",
    r"\bfree of charge\b|\bon the house\b|\bas a (?:gesture of )?goodwill\b",
    r"\b(?:we|i) (?:guarantee|promise)\b|\bwon't happen again\b|\bnever happen again\b",
    r"\b(?:it was|this was|that was) our (?:fault|mistake|error)\b|\bwe (?:made a mistake|messed up|failed you|let you down)\b",
)
_EX_GRATIA = re.compile(r"\bex gratia\b", re.IGNORECASE)
"""Lawyers' Latin for what a plain reply calls goodwill."""


def nothing_claimed(seen: Seen) -> Mapping[str, Grade]:
    """No pattern of the case's own, none of the common ones, and nothing that the verdict names."""
    return {NAME: _grade(seen)}


def _grade(seen: Seen) -> Grade:
    sources = _EX_GRATIA.sub("as a goodwill", seen.sources)
    for pattern in (*seen.expected.must_not_say, *_DEEDS):
        if cases.matched([pattern], seen.reply) and not cases.matched([pattern], sources):
            return failed(f"the reply says what matches {pattern!r}")
    if promised := seen.answer.verdict.promises_added:
        return failed(f"the verdict itself names {promised[0]!r}")
    return PASSED
