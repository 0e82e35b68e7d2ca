"""Whether the service is up, whether it is ready, and what its problems mean."""

from typing import Annotated

from litestar import MediaType, get
from litestar.datastructures import State
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Parameter
from pydantic import Field

from service.api.problems import MEDIA_TYPE, PROBLEMS, Problem, problem
from service.engines.embedded import NAME
from service.models import Model


class Health(Model):
    """The process answers."""

    status: str = Field(examples=["ok"])


class Ready(Model):
    """The service can do its job."""

    status: str = Field(examples=["ready"])
    engine: str = Field(description="llm where a model is set, else embedded.", examples=["embedded"])
    principles: int = Field(examples=[9])
    pack: str = Field(description="The pack's content hash.")


@get(
    "/health", operation_id="health", summary="Is the process up", tags=["Status"], raises=[],
    description="Answers as soon as the process does; asks nothing else.",
    responses={200: ResponseSpec(Health, generate_examples=False, description="It is.")},
)  # fmt: skip
async def health() -> Health:
    """Answer."""
    return Health(status="ok")


@get(
    "/ready", operation_id="ready", summary="Is the service ready", tags=["Status"], raises=[],
    description="Answers once the pack is loaded and the engine is set up. A model that is down does not make the"
    " service unready: the embedded engine answers in its place.",
    responses={200: ResponseSpec(Ready, generate_examples=False, description="It is.")},
)  # fmt: skip
async def ready(state: State) -> Ready:
    """Answer."""
    rewriter = state.rewriter
    engine = rewriter.model.name if rewriter.model else NAME
    return Ready(
        status="ready", engine=engine, principles=len(rewriter.pack.principles), pack=rewriter.pack.version
    )


@get(
    "/problems/{kind:str}", operation_id="explainProblem", summary="Explain a problem type", tags=["Status"],
    media_type=MediaType.TEXT, raises=[], description="What a problem's `type` means and how to mend it.",
    responses={
        200: ResponseSpec(str, generate_examples=False, media_type=MediaType.TEXT, description="The explanation."),
        404: ResponseSpec(Problem, generate_examples=False, media_type=MEDIA_TYPE, description="No such type."),
    },
)  # fmt: skip
async def explain(kind: Annotated[str, Parameter(description="The last part of a problem's type.")]) -> str:
    """Explain."""
    if kind not in PROBLEMS:
        raise problem("not-found", "There is no problem type of that name")
    status, title, mend = PROBLEMS[kind]
    return f"{title} (HTTP {status}).\n{mend}\n"
