"""Rewrites and checks."""

import logging
from typing import Annotated, Any

from litestar import Controller, MediaType, Request, Response, post
from litestar.datastructures import State
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Body

from service.api.problems import BODY_LIMIT, MEDIA_TYPE, Problem, inspect, problem
from service.models import Answer, CheckAnswer, CheckRequest, RewriteRequest
from service.rewriter import Rewriter

_log = logging.getLogger("amends")


def _spec(description: str) -> ResponseSpec:
    return ResponseSpec(Problem, generate_examples=False, media_type=MEDIA_TYPE, description=description)


REFUSED = {
    400: _spec("The body is not JSON; the detail names line and column."),
    413: _spec("The body is larger than 65,536 bytes."),
    415: _spec("The body is not declared as JSON."),
    422: _spec(
        "A field is unknown, missing, empty, too long or has a value it cannot have; the detail names it."
    ),
}


class Rewrites(Controller):
    """The main job: a draft in, a better reply out, with reasons."""

    path = "/v1"
    tags = ["Rewrite"]  # noqa: RUF012 - Litestar's own way
    before_request = staticmethod(inspect)
    request_max_body_size = BODY_LIMIT

    @post(
        "/rewrite", operation_id="rewrite", summary="Rewrite a draft", status_code=200, raises=[],
        responses={200: ResponseSpec(Answer, generate_examples=False, description="The reply and its reasons."), **REFUSED},
        description=(
            "Takes the reply an agent is about to send and returns the one the customer deserved, with a reason for"
            " every change. `reply` is always fit to send: where nothing could be bettered it is the draft, with"
            " `status: unchanged` and a `reason`. Send `Accept: text/plain` to get the reply alone."
        ),
    )  # fmt: skip
    async def rewrite(
        self,
        request: Request[Any, Any, Any],
        data: Annotated[RewriteRequest, Body(description="The draft and what is known of its situation.")],
        state: State,
    ) -> Response[Any]:
        """Rewrite one draft."""
        rewriter = _known(state, data)
        answer = await rewriter.rewrite(data)
        _log.info(
            "rewrite id=%s engine=%s status=%s reason=%s changes=%s refused=%s attempts=%s fallback=%s ms=%s",
            answer.id, answer.engine.name, answer.status, answer.reason, answer.change_count,
            len(answer.verdict.refused_edits), answer.engine.attempts, answer.engine.fallback_reason, answer.elapsed_ms,
        )  # fmt: skip
        if request.accept.best_match(["application/json", "text/plain"]) == "text/plain":
            return Response(answer.reply, media_type=MediaType.TEXT)
        return Response(answer)

    @post(
        "/check", operation_id="check", summary="Check a draft", status_code=200, raises=[],
        responses={200: ResponseSpec(CheckAnswer, generate_examples=False, description="The findings."), **REFUSED},
        description=(
            "Says where a draft goes against the principles, and what the embedded engine would put there. No model is"
            " asked. Spans are half-open, in Unicode code points of the exact string received."
        ),
    )  # fmt: skip
    async def check(
        self,
        data: Annotated[CheckRequest, Body(description="The draft to look at.")],
        state: State,
    ) -> CheckAnswer:
        """Check one draft."""
        return _known(state, data).check(data)


def _known(state: State, data: CheckRequest) -> Rewriter:
    """The rewriter, if every principle that the request names exists."""
    rewriter: Rewriter = state.rewriter
    unknown = [name for name in data.principles if name not in rewriter.pack.ids]
    if unknown:
        raise problem("unknown-principle", f"{unknown[0][:60]!r} is not the id of a principle")
    return rewriter
