"""A tape between the model's client and the network: it plays what was recorded, and records what was not.

It stands where the transport stands, so all of the model path runs as it does in service: prompts,
client, parsing, review, repair. A recording is found by what decides the answer, the messages and the
form asked for; when a prompt changes, its recordings are simply no longer found.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self, TypeVar

import httpx2
from pydantic import BaseModel, ConfigDict, ValidationError

from service.errors import AmendsError

M = TypeVar("M", bound=BaseModel)

NOWHERE = "http://recorded.invalid/v1"
"""The address of a server that is only on a tape."""

UNRECORDED = 404
"""Status of a request that no recording answers; the model engine does not retry it."""


class TapeError(AmendsError):
    """A recording that cannot be read; the message names file and line."""


class Made(BaseModel):
    """Where a recording comes from: its first line."""

    model_config = ConfigDict(extra="forbid")

    model: str
    made: str
    prompts: str
    tokens: str = "as the server counted them"

    @classmethod
    def now(cls, model: str, prompts: str) -> Self:
        """A recording made today."""
        return cls(model=model, made=date.today().isoformat(), prompts=prompts)


class Recorded(BaseModel):
    """One answer of a model, and the tokens it took."""

    model_config = ConfigDict(extra="forbid")

    key: str
    content: str
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass
class Tape:
    """Answers by key, and the keys that were asked for and not found."""

    made: Made | None = None
    answers: dict[str, Recorded] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    _opened: "list[_Transport]" = field(default_factory=list)

    def transport(self, inner: httpx2.AsyncBaseTransport | None = None) -> "_Transport":
        """What the client sends through; with `inner`, what is not on the tape is asked for and kept."""
        self._opened.append(_Transport(self, inner))
        return self._opened[-1]

    async def close(self) -> None:
        """Close the connections made through it; they belong to the loop that runs now."""
        while self._opened:
            await self._opened.pop().aclose()

    def save(self, path: Path, *, prune: bool = False) -> None:
        """Write the tape, one answer a line; with `prune`, after a run of all cases, only what was asked for."""
        kept = [self.answers[key] for key in sorted(self.answers) if not prune or key in self.asked]
        lines = [self.made.model_dump_json() if self.made else "{}", *(one.model_dump_json() for one in kept)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load(path: Path) -> Tape:
    """Read a tape; TapeError says which line is no recording."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise TapeError(f"{path}: {error.strerror}") from None
    made = _line(path, 1, lines[0] if lines else "", Made)
    answers = [_line(path, n, line, Recorded) for n, line in enumerate(lines[1:], 2)]
    return Tape(made, {one.key: one for one in answers})


def _line(path: Path, n: int, text: str, model: type[M]) -> M:
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise TapeError(f"{path}:{n}: no recording: {error.errors()[0]['msg']}") from None


def key(body: dict[str, Any]) -> str:
    """Sixteen hex digits of what decides an answer: the messages and the form asked for."""
    decides = {name: body.get(name) for name in ("messages", "response_format")}
    text = json.dumps(decides, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class _Transport(httpx2.AsyncBaseTransport):
    def __init__(self, tape: Tape, inner: httpx2.AsyncBaseTransport | None) -> None:
        self._tape, self._inner = tape, inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        asked = key(json.loads(await request.aread()))
        self._tape.asked.add(asked)
        if asked in self._tape.answers:
            return httpx2.Response(200, json=_completion(self._tape.answers[asked]), request=request)
        if self._inner is None:
            self._tape.missing.add(asked)
            return httpx2.Response(UNRECORDED, json={"error": {"message": "not recorded"}}, request=request)
        response = await self._inner.handle_async_request(request)
        await response.aread()
        if response.status_code == 200:
            self._keep(asked, response.json())
        return response

    async def aclose(self) -> None:
        """Close what asks the network, where there is anything."""
        if self._inner:
            await self._inner.aclose()

    def _keep(self, asked: str, completion: dict[str, Any]) -> None:
        usage = completion.get("usage") or {}
        for content in _contents(completion):
            self._tape.answers[asked] = Recorded(
                key=asked,
                content=content,
                prompt_tokens=usage.get("prompt_tokens", 0),
                completion_tokens=usage.get("completion_tokens", 0),
            )


def _contents(completion: dict[str, Any]) -> Iterator[str]:
    """The answer's text, where the answer is whole; what was cut or refused is not worth keeping."""
    for choice in completion.get("choices", [])[:1]:
        content = choice.get("message", {}).get("content")
        if content and choice.get("finish_reason") == "stop":
            yield content


def _completion(one: Recorded) -> dict[str, Any]:
    message = {"role": "assistant", "content": one.content}
    return {
        "id": f"chatcmpl-{one.key}", "object": "chat.completion", "created": 0, "model": "recorded",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {
            "prompt_tokens": one.prompt_tokens, "completion_tokens": one.completion_tokens,
            "total_tokens": one.prompt_tokens + one.completion_tokens,
        },
    }  # fmt: skip
