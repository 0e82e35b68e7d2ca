"""The principles, as the files have them."""

from typing import Annotated

from litestar import Controller, get
from litestar.datastructures import State
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Parameter
from pydantic import Field

from service.api.problems import MEDIA_TYPE, Problem, problem
from service.models import Model
from service.principles.model import Principle
from service.principles.pack import Pack


class PrincipleCue(Model):
    """Something a program can see."""

    id: str
    message: str
    why: str
    mends: bool = Field(description="Whether the embedded engine acts on it by itself.")


class PrincipleExample(Model):
    """A violation and what it becomes."""

    cue: str
    customer: str | None
    before: str
    after: str | None = Field(description="Null where only a person or a model can mend it.")


class PrincipleSummary(Model):
    """One rule of conduct in a line."""

    id: str
    title: str
    summary: str
    source: str
    cue_count: int


class PrincipleDetail(PrincipleSummary):
    """One rule of conduct with all that is known of it."""

    why: str
    prompt: str = Field(description="What a model is told.")
    cues: list[PrincipleCue]
    bad_examples: list[PrincipleExample]
    good_examples: list[str]


class PrincipleList(Model):
    """All principles, in order of precedence."""

    principles: list[PrincipleSummary]
    pack: str = Field(description="The pack's content hash.")


class Principles(Controller):
    """What the rewrites are measured by."""

    path = "/v1/principles"
    tags = ["Principles"]  # noqa: RUF012 - Litestar's own way

    @get(
        "/", operation_id="listPrinciples", summary="List the principles", raises=[],
        description="All principles in order of precedence, a line each.",
        responses={200: ResponseSpec(PrincipleList, generate_examples=False, description="The principles.")},
    )  # fmt: skip
    async def every(self, state: State) -> PrincipleList:
        """List them."""
        pack: Pack = state.rewriter.pack
        listed = [PrincipleSummary(**_summary(principle)) for principle in pack.principles]
        return PrincipleList(principles=listed, pack=pack.version)

    @get(
        "/{principle_id:str}", operation_id="getPrinciple", summary="Read one principle", raises=[],
        description="The idea, its source, its cues, and its examples with what they become.",
        responses={
            200: ResponseSpec(PrincipleDetail, generate_examples=False, description="The principle."),
            404: ResponseSpec(Problem, generate_examples=False, media_type=MEDIA_TYPE, description="No such principle."),
        },
    )  # fmt: skip
    async def one(
        self,
        state: State,
        principle_id: Annotated[str, Parameter(description="The principle's id, such as never-threaten.")],
    ) -> PrincipleDetail:
        """Read one."""
        found = state.rewriter.pack.principle(principle_id)
        if found is None:
            raise problem("not-found", "There is no principle of that id")
        return _detail(found)


def _summary(principle: Principle) -> dict[str, object]:
    return {
        "id": principle.id,
        "title": principle.title,
        "summary": principle.summary,
        "source": principle.source,
        "cue_count": len(principle.cues),
    }


def _detail(principle: Principle) -> PrincipleDetail:
    return PrincipleDetail(
        **_summary(principle),
        why=principle.why,
        prompt=principle.prompt,
        cues=[PrincipleCue(id=c.id, message=c.message, why=c.why, mends=c.mends) for c in principle.cues],
        bad_examples=[
            PrincipleExample(cue=b.cue, customer=b.customer, before=b.plain, after=b.fixed)
            for b in principle.examples.bad
        ],
        good_examples=[good.text for good in principle.examples.good],
    )
