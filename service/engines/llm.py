"""The model engine: any OpenAI-compatible server, under one deadline, with retries that retry."""

import asyncio
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_random_exponential,
)

from service.engines import wire
from service.engines.base import Case, Proposed, Usage
from service.errors import UpstreamError
from service.text.masking import CLASSES, Masks
from service.words import Reviewed

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

_RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_LEAST_SECONDS = 0.3
_ANSWER_TOKENS = (1_000, 8_000)


@dataclass
class Dialect:
    """What a server was found to understand; learned from its refusals and kept while we run."""

    answers: Literal["json_schema", "json_object", "text"] = "json_schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    temperature: bool = True

    def learn(self, complaint: str) -> bool:
        """Adapt to an error message; whether anything was learned."""
        said = complaint.casefold()
        if self.limit == "max_tokens" and "max_completion_tokens" in said:
            self.limit = "max_completion_tokens"
        elif self.temperature and "temperature" in said:
            self.temperature = False
        elif self.answers != "text" and any(
            word in said for word in ("response_format", "json_schema", "json_object", "schema", "grammar")
        ):
            self.answers = "json_object" if self.answers == "json_schema" else "text"
        else:
            return False
        return True


class Llm:
    """Asks a model for edits; what it answers is untrusted until reviewed."""

    name = "llm"

    def __init__(
        self, client: "AsyncOpenAI", model: str, *, attempts: int = 3, temperature: float = 0.3,
        mask: tuple[str, ...] = CLASSES,
        pause: float = 0.25,
    ) -> None:  # fmt: skip
        self._client = client
        self.model: str | None = model
        self._attempts, self._temperature, self._mask = attempts, temperature, mask
        self._dialect = Dialect()
        self._wait = _Wait(wait_random_exponential(multiplier=pause, max=4))

    async def propose(self, case: Case, so_far: Reviewed, seconds: float) -> Proposed:
        """Propose edits within so many seconds; UpstreamError where the server gives none."""
        masks = Masks(self._mask, case.situation.keep)
        told = wire.messages(case, so_far, masks)
        tokens = min(max(_ANSWER_TOKENS[0], len(case.draft.text)), _ANSWER_TOKENS[1])
        end = time.monotonic() + seconds
        count = [0, 0, 0]
        try:
            async for attempt in self._policy(end):
                with attempt:
                    count[0] += 1
                    content = await self._ask(told, tokens, case.pack.ids, end - time.monotonic(), count)
                    proposal = wire.parse(content, masks, case.pack.ids)
        except UpstreamError as error:
            error.attempts = count[0]
            raise
        return Proposed(proposal, Usage(*count))

    def _policy(self, end: float) -> AsyncRetrying:
        """Try again where it may help, as long as the wait still fits before the deadline."""

        def late(state: RetryCallState) -> bool:
            return time.monotonic() + state.upcoming_sleep + _LEAST_SECONDS > end

        return AsyncRetrying(
            retry=retry_if_exception(lambda e: isinstance(e, UpstreamError) and e.retry),
            wait=self._wait,
            stop=lambda state: stop_after_attempt(self._attempts)(state) or late(state),
            reraise=True,
        )

    async def _ask(
        self, told: list[wire.Message], tokens: int, ids: tuple[str, ...], seconds: float, count: list[int]
    ) -> str:
        """One answer of the server; a server that refuses a parameter is asked again without it."""
        if seconds < _LEAST_SECONDS:
            raise UpstreamError("deadline")
        end = time.monotonic() + seconds
        while True:
            try:
                async with asyncio.timeout(end - time.monotonic()):
                    create: Any = self._client.chat.completions.create
                    completion = await create(
                        model=self.model,
                        messages=told,
                        timeout=end - time.monotonic(),
                        **self._parameters(tokens, ids),
                    )
            except Exception as error:
                if not _refused_parameter(error) or not self._dialect.learn(str(error)):
                    raise _upstream(error) from error
            else:
                return _content(completion, count)

    def _parameters(self, tokens: int, ids: tuple[str, ...]) -> dict[str, Any]:
        dialect = self._dialect
        chosen: dict[str, Any] = {dialect.limit: tokens}
        if dialect.temperature:
            chosen["temperature"] = self._temperature
        if dialect.answers == "json_schema":
            form = {"name": "edits", "strict": True, "schema": wire.schema(ids)}
            chosen["response_format"] = {"type": "json_schema", "json_schema": form}
        elif dialect.answers == "json_object":
            chosen["response_format"] = {"type": "json_object"}
        return chosen


def connect(
    base_url: str | None, key: str | None, transport: "httpx2.AsyncBaseTransport | None" = None
) -> "AsyncOpenAI":
    """A client without retries of its own, so that one policy and one deadline govern."""
    import httpx2
    from openai import AsyncOpenAI

    client = httpx2.AsyncClient(transport=transport) if transport else None
    return AsyncOpenAI(base_url=base_url, api_key=key or "none", max_retries=0, http_client=client)


def _refused_parameter(error: Exception) -> bool:
    status = getattr(error, "status_code", None)
    return status in {400, 404, 415, 422, 500, 501}


def _content(completion: Any, count: list[int]) -> str:
    """The answer's text; an answer that is cut, filtered, refused or empty is a failure."""
    usage = getattr(completion, "usage", None)
    count[1] += getattr(usage, "prompt_tokens", 0) or 0
    count[2] += getattr(usage, "completion_tokens", 0) or 0
    choices = getattr(completion, "choices", None)
    if not choices:
        raise UpstreamError("malformed", retry=True)
    choice = choices[0]
    if choice.finish_reason == "length":
        raise UpstreamError("length", retry=True)
    if choice.finish_reason == "content_filter" or getattr(choice.message, "refusal", None):
        raise UpstreamError("refusal")
    if not choice.message.content:
        raise UpstreamError("empty", retry=True)
    return str(choice.message.content)


def _upstream(error: Exception) -> UpstreamError:
    """The failure of an attempt in one word; some that arrive are no `OpenAIError`."""
    from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError

    if isinstance(error, UpstreamError):
        return error
    if isinstance(error, APITimeoutError | TimeoutError):
        return UpstreamError("deadline")
    if isinstance(error, APIConnectionError):
        return UpstreamError("connection", retry=True)
    if isinstance(error, APIStatusError):
        after = _retry_after(error.response.headers)
        return UpstreamError(f"status_{error.status_code}", retry=error.status_code in _RETRIED, after=after)
    if isinstance(error, APIError | json.JSONDecodeError | ValidationError | UnicodeDecodeError):
        return UpstreamError("malformed", retry=True)
    return UpstreamError("failure")


def _retry_after(headers: Any) -> float | None:
    """Seconds that a server asks to wait, if it says so in numbers."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(float(headers[name]) * unit, 0.0)
        except (KeyError, ValueError):
            continue
    return None


@dataclass(frozen=True)
class _Wait:
    """What the server asks for, else a random, growing pause."""

    otherwise: wait_random_exponential

    def __call__(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.after if isinstance(error, UpstreamError) else None
        return self.otherwise(state) if asked is None else asked
