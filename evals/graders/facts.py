"""Facts kept: what the case lists, and every number and address, by means of our own, not review's."""

import re
from collections.abc import Mapping

from evals.graders.base import PASSED, Grade, Seen, failed

NAME = "facts kept"
_NUMBER = re.compile(r"(?<!\d)(?!100 ?% ?[.!?])\d+(?:[.,:/-]\d+)*")
"""Every number; "nobody manages 100%" counts nothing."""

_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]*[^\s<>\"')\].,;:!?*_]|[\w.+-]+@[\w-]+\.[\w.-]*\w")


def kept(seen: Seen) -> Mapping[str, Grade]:
    """Nothing listed, counted or linked is gone, and none has come from nowhere."""
    return {NAME: _grade(seen)}


def _grade(seen: Seen) -> Grade:
    reply, draft = _even(seen.reply), _even(seen.request.draft)
    for text in (*seen.expected.keep, *seen.request.keep):
        if _even(text) in draft and _even(text) not in reply:
            return failed(f"{text!r} is gone")
    for pattern in (_ADDRESS, _NUMBER):
        had, has = set(pattern.findall(draft)), set(pattern.findall(reply))
        if gone := had - has:
            return failed(f"{min(gone)!r} is gone")
        if new := has - set(pattern.findall(_even(seen.sources))):
            return failed(f"{min(new)!r} is in no source")
    verdict = seen.answer.verdict
    if wrong := [*verdict.facts_missing, *verdict.facts_added]:
        return failed(f"the verdict itself names {wrong[0]!r}")
    return PASSED


def _even(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())
