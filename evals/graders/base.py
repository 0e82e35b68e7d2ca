"""What a grader sees and what it says; the same for every engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from evals.cases import Expected
from service.models import Answer, RewriteRequest
from service.principles.pack import Pack

Outcome = Literal["passed", "failed", "not_judged"]


class Grade(BaseModel):
    """One grader's word on one reply."""

    outcome: Outcome
    reason: str = ""


PASSED = Grade(outcome="passed")


def failed(reason: str) -> Grade:
    """A failure, with what is wrong in the reply."""
    return Grade(outcome="failed", reason=reason)


def not_judged(reason: str) -> Grade:
    """Code cannot see it; a judge may."""
    return Grade(outcome="not_judged", reason=reason)


@dataclass(frozen=True, slots=True)
class Seen:
    """A case, the answer it got, and the answer its reply got when it was sent in again."""

    request: RewriteRequest
    answer: Answer
    again: Answer | None
    expected: Expected
    pack: Pack

    @property
    def reply(self) -> str:
        """The reply."""
        return self.answer.reply

    @property
    def sources(self) -> str:
        """Every text that a reply may take a fact from."""
        situation = self.request.situation
        return "\n".join((self.request.draft, *situation.said, *self.pack.house.permissions))


Grader = Callable[[Seen], Mapping[str, Grade]]
"""Grades by name; none where the question does not arise for the case."""
