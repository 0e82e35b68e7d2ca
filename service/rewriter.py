"""The story: read, check, propose, review, answer."""

import asyncio
import time
import uuid
from dataclasses import dataclass, replace

from service import answer, review
from service.answer import Outcome
from service.engines import embedded
from service.engines.base import Case, Engine, Usage
from service.errors import UpstreamError
from service.models import Answer, CheckAnswer, CheckRequest, RewriteRequest
from service.principles.pack import Pack
from service.text import reading
from service.words import Reviewed

ROUNDS = 2
RESERVE = 0.15
"""Seconds kept back from the model, for the review of what it wrote."""


@dataclass(frozen=True)
class Rewriter:
    """Turns drafts into replies with one pack and, where there is one, a model engine."""

    pack: Pack
    model: Engine | None = None
    deadline: float = 9.0

    async def rewrite(self, request: RewriteRequest) -> Answer:
        """Rewrite one draft; the answer's reply is fit to send whatever happens."""
        started = time.monotonic()
        case = self.read(request)

        seconds = request.deadline_ms / 1000 if request.deadline_ms else self.deadline
        outcome = await self._outcome(request.engine, case, started + seconds)

        return answer.compose(uuid.uuid4().hex, case, outcome, time.monotonic() - started)

    def check(self, request: CheckRequest) -> CheckAnswer:
        """Find what goes against the principles, without any model."""
        case = self.read(request)
        return answer.checked(case.draft, case.found, case.pack)

    def read(self, request: CheckRequest) -> Case:
        """Read the draft and check it: what the cues find is what engines are asked about."""
        pack, situation = self.pack.only(tuple(request.principles)), request.situation
        draft = reading.read(request.draft, request.form, situation.keep)
        return Case(draft, pack.cues.find(draft, situation.customer_text), situation, pack)

    async def _outcome(self, choice: str, case: Case, end: float) -> Outcome:
        """Ask the model where one is wanted and set, the embedded engine where it gives nothing usable."""
        if choice == "embedded" or self.model is None:
            fallback = ("llm", "not_configured") if choice == "llm" else None
            return replace(by_rules(case), fallback=fallback)
        try:
            outcome = await _proposed(self.model, case, end - RESERVE)
            reason = None if outcome.accepted else "refused" if outcome.refused else "nothing_proposed"
        except UpstreamError as error:
            outcome = Outcome(self.model.name, self.model.model, usage=Usage(error.attempts))
            reason = error.kind
        if reason is None:
            return outcome
        ruled = by_rules(case)
        if reason == "nothing_proposed" and not ruled.accepted:
            return outcome
        return replace(
            ruled,
            refused=(*outcome.refused, *ruled.refused),
            suggestions=outcome.suggestions or ruled.suggestions,
            usage=outcome.usage,
            fallback=(self.model.name, reason),
        )


def by_rules(case: Case) -> Outcome:
    """Edits of the embedded engine, reviewed; it has nothing else to propose for one that is refused."""
    proposal = embedded.propose(case)
    verdict = review.review(case.draft, proposal.edits, case.situation, case.pack)
    return Outcome(embedded.NAME, None, verdict.accepted, verdict.refused, proposal.suggestions)


async def _proposed(engine: Engine, case: Case, end: float) -> Outcome:
    """Edits of a model, reviewed; what is refused goes back once, then is dropped."""
    so_far = Reviewed()
    outcome = Outcome(engine.name, engine.model)
    for _ in range(ROUNDS):
        left = end - time.monotonic()
        try:
            async with asyncio.timeout(max(left, 0)):
                proposed = await engine.propose(case, so_far, left)
        except (UpstreamError, TimeoutError) as error:
            if not so_far.refused:
                raise error if isinstance(error, UpstreamError) else UpstreamError("deadline") from error
            break
        verdict = review.review(
            case.draft, (*outcome.accepted, *proposed.proposal.edits), case.situation, case.pack
        )
        outcome = Outcome(
            engine.name,
            engine.model,
            verdict.accepted,
            (*outcome.refused, *verdict.refused),
            outcome.suggestions or proposed.proposal.suggestions,
            _sum(outcome.usage, proposed.usage),
        )
        mendable = tuple(r for r in verdict.refused if r.reason not in review.NOT_MENDED)
        if not mendable:
            break
        so_far = Reviewed(verdict.accepted, mendable)
    return outcome


def _sum(one: Usage, other: Usage) -> Usage:
    return Usage(
        one.attempts + other.attempts,
        one.prompt_tokens + other.prompt_tokens,
        one.completion_tokens + other.completion_tokens,
    )
