"""Problems: every error as problem+json (RFC 9457) with a type that can be looked up."""

import json
import logging
import traceback
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from pydantic import Field

from service.errors import RequestError
from service.models import Model

MEDIA_TYPE = "application/problem+json"
BODY_LIMIT = 64 * 1024

PROBLEMS: dict[str, tuple[int, str, str]] = {
    "malformed-json": (400, "The body is not JSON", "Escape quotes and line breaks of what a template puts into the body."),
    "unsupported-media-type": (415, "The body is not declared as JSON", "Send Content-Type: application/json."),
    "body-too-large": (413, "The body is too large", "A body may have 65,536 bytes."),
    "missing-field": (422, "A field is missing", "Add it; /docs lists the fields."),
    "unknown-field": (422, "A field is not known", "Take it out or correct its name; /docs lists the fields."),
    "invalid-field": (422, "A field has a value it cannot have", "/docs says what each field takes."),
    "empty-draft": (422, "The draft is empty", "Send the text that is about to go out."),
    "draft-too-long": (422, "The draft is too long", "A draft may have 20,000 characters."),
    "unknown-principle": (422, "There is no such principle", "GET /v1/principles lists the ids."),
    "not-found": (404, "There is nothing here", "See /docs for what there is."),
    "method-not-allowed": (405, "This path does not answer that method", "See /docs for what it answers."),
    "request-refused": (400, "The request cannot be met", "The detail says why."),
    "internal": (500, "Amends failed", "Send the draft as it is; tell the operator the time of the request."),
}  # fmt: skip
"""Every problem type: status, title, and how to mend it."""

_BY_STATUS = {
    404: "not-found",
    405: "method-not-allowed",
    413: "body-too-large",
    415: "unsupported-media-type",
}
_log = logging.getLogger("amends")


class Problem(Model):
    """What went wrong, and how to mend it; never anything of the text that was sent."""

    type: str = Field(
        description="Where this kind of problem is explained.", examples=["/problems/unknown-field"]
    )
    title: str = Field(description="The kind of problem in a few words.")
    status: int = Field(description="The HTTP status again.")
    detail: str = Field(description="What is wrong with this request, and how to mend it.")


def problem(kind: str, detail: str = "") -> RequestError:
    """The error of one kind, to be raised."""
    status, title, mend = PROBLEMS[kind]
    return RequestError(kind, title, f"{detail.rstrip('.')}. {mend}" if detail else mend, status)


def example(kind: str) -> dict[str, Any]:
    """The body of one kind of problem, without the detail of a request."""
    error = problem(kind)
    return Problem(
        type=f"/problems/{kind}", title=error.title, status=error.status, detail=error.detail
    ).model_dump()


def respond(error: RequestError) -> Response[Problem]:
    """The response for an error."""
    body = Problem(
        type=f"/problems/{error.kind}", title=error.title, status=error.status, detail=error.detail
    )
    return Response(body, status_code=error.status, media_type=MEDIA_TYPE)


def on_request_error(_: Request[Any, Any, Any], error: RequestError) -> Response[Problem]:
    """Errors that Amends raises on purpose."""
    return respond(error)


def on_http_exception(_: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """Errors that the framework raises."""
    if isinstance(error, ValidationException):
        return respond(_invalid(error))
    kind = _BY_STATUS.get(error.status_code, "request-refused" if error.status_code < 500 else "internal")
    return respond(problem(kind))


def on_exception(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """Anything else: the log gets the place and the type, never a value."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    _log.error(
        "failed path=%s error=%s at=%s:%s",
        request.url.path,
        type(error).__name__,
        frame.filename,
        frame.lineno,
    )
    return respond(problem("internal"))


def _invalid(error: ValidationException) -> RequestError:
    """The first fault that validation found, in the words of the contract."""
    faults = error.extra if isinstance(error.extra, list) else []
    first: dict[str, Any] = faults[0] if faults and isinstance(faults[0], dict) else {}
    message, field = str(first.get("message", "")), str(first.get("key", "the body"))
    if "the draft is empty" in message:
        return problem("empty-draft")
    if message.startswith("Extra inputs"):
        return problem("unknown-field", f"{field!r} is not a field of this request")
    if message.startswith("Field required"):
        return problem("missing-field", f"{field!r} is required")
    if field == "draft" and "at most" in message:
        return problem("draft-too-long")
    return problem("invalid-field", f"{field}: {message.removeprefix('Value error, ')}")


async def inspect(request: Request[Any, Any, Any]) -> None:
    """Look at a body before the framework reads it, so that what is wrong with it can be said."""
    if request.method not in {"POST", "PUT", "PATCH"}:
        return
    if request.content_type[0].partition(";")[0].strip().lower() != "application/json":
        raise problem("unsupported-media-type")
    body = await request.body()
    try:
        value = json.loads(body)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise problem("malformed-json", f"{error.msg} at {where}") from None
    except (UnicodeDecodeError, RecursionError):
        raise problem("malformed-json", "The body is not UTF-8 text or is nested too deeply") from None
    if not isinstance(value, dict):
        raise problem("invalid-field", "the body is a JSON object with at least the field 'draft'")
