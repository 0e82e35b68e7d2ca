"""A run: every case through one engine, every answer through every grader."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext
from pydantic_evals.reporting import ReportCase

from evals import graders, judging
from evals.cases import Case, Dataset, Expected
from evals.graders.base import Grade, Seen
from evals.graders.length import ratio
from evals.graders.mended import family
from evals.judging import Judge, Ruling
from evals.results import Results, Row
from evals.subjects import Subject
from evals.tape import UNRECORDED
from service import __version__
from service.errors import AmendsError
from service.models import Answer, RewriteRequest
from service.principles.pack import Pack

_UNRECORDED = f"status_{UNRECORDED}"


class RunError(AmendsError):
    """A case or a grader that broke, named; a run that is not whole tells nothing."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a case, to its reply sent in again, and what the judge says, where these are known."""

    first: Answer
    again: Answer | None
    ruling: Ruling | None


@dataclass
class Graders(Evaluator[RewriteRequest, Any, Expected]):
    """All graders as one evaluator: passed and failed are assertions, not judged is a label."""

    pack: Pack

    def build_serialization_arguments(self) -> dict[str, Any]:
        """Nothing: the pack would be written out anew for every grade."""
        return {}

    def evaluate(self, ctx: EvaluatorContext[RewriteRequest, Any, Expected]) -> dict[str, EvaluationReason]:
        """Grade one case."""
        assert ctx.metadata is not None
        seen = Seen(ctx.inputs, ctx.output.first, ctx.output.again, ctx.metadata, self.pack)
        found = graders.grades(seen)
        if ctx.output.ruling:
            violated = frozenset(violation.principle for violation in ctx.metadata.violations)
            judged = judging.grades(ctx.output.ruling, violated)
            open_still = {name for name, grade in found.items() if grade.outcome == "not_judged"}
            found |= {name: grade for name, grade in judged.items() if name not in found}
            found |= {name: judged[family(name)] for name in open_still if family(name) in judged}
        return {name: _result(grade) for name, grade in found.items()}


def run(
    subject: Subject,
    cases: Sequence[Case],
    *,
    whole: bool = True,
    repeat: int = 1,
    concurrency: int = 8,
    progress: bool = False,
    judge: Judge | None = None,
) -> Results:
    """Run the cases; RunError where one breaks."""
    return asyncio.run(_run(subject, cases, whole, repeat, concurrency, progress, judge))


async def _run(
    subject: Subject,
    cases: Sequence[Case],
    whole: bool,
    repeat: int,
    concurrency: int,
    progress: bool,
    judge: Judge | None,
) -> Results:
    pack = subject.rewriter.pack

    async def rewritten(request: RewriteRequest) -> Answered:
        first = await subject.rewriter.rewrite(request)
        ruling = None
        if judge and first.reply != request.draft:
            ruling = await judge.compare(request, request.draft, first.reply)
        return Answered(first, await _again(subject, request, first), ruling)

    dataset = Dataset(name=subject.name, cases=list(cases))
    dataset.add_evaluator(Graders(pack))
    try:
        report = await dataset.evaluate(
            rewritten, repeat=repeat, max_concurrency=concurrency, progress=progress
        )
    finally:
        for tape in (subject.tape, judge.tape if judge else None):
            if tape:
                await tape.close()
    for failure in report.failures:
        raise RunError(f"{failure.name}: {failure.error_message}")
    rows = [_row(subject, done) for done in report.cases]
    return Results(
        engine=subject.name,
        model=subject.model,
        pack=pack.version,
        service=__version__,
        whole=whole,
        rows=sorted(rows, key=lambda row: row.case),
    )


async def _again(subject: Subject, request: RewriteRequest, first: Answer) -> Answer | None:
    """The reply sent in again; not known where no recording has it, or it would cost another call."""
    if subject.name not in {"embedded", "replay"} or not first.reply.strip():
        return None
    if first.reply == request.draft:
        return first
    again = await subject.rewriter.rewrite(request.model_copy(update={"draft": first.reply}))
    return None if again.engine.fallback_reason == _UNRECORDED else again


def _row(subject: Subject, done: ReportCase[RewriteRequest, Any, Expected]) -> Row:
    for broken in done.evaluator_failures:
        raise RunError(f"{done.name}: a grader broke: {broken.error_message}")
    output: Answered = done.output
    answer, told = output.first, done.metadata
    assert told is not None
    return Row(
        case=done.source_case_name or done.name,
        kind=told.kind,
        draft=done.inputs.draft,
        reply=answer.reply,
        wrote=answer.engine.name,
        grades=_grades(done),
        length=round(ratio(done.inputs.draft, answer.reply), 3),
        milliseconds=answer.elapsed_ms,
        prompt_tokens=answer.usage.prompt_tokens,
        completion_tokens=answer.usage.completion_tokens,
        recorded=answer.engine.fallback_reason != _UNRECORDED,
    )


def _grades(done: ReportCase[RewriteRequest, Any, Expected]) -> dict[str, Grade]:
    found = {
        name: Grade(outcome="passed" if result.value else "failed", reason=result.reason or "")
        for name, result in done.assertions.items()
    }
    found |= {
        name: Grade(outcome="not_judged", reason=result.reason or "") for name, result in done.labels.items()
    }
    return {name: found[name] for name in sorted(found)}


def _result(grade: Grade) -> EvaluationReason:
    value = grade.outcome if grade.outcome == "not_judged" else grade.outcome == "passed"
    return EvaluationReason(value=value, reason=grade.reason or None)
