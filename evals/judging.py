"""The judge: a model that compares two replies without knowing whose they are, in both orders."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import httpx2
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel, ValidationError

from evals.graders.base import PASSED, Grade, failed, not_judged
from evals.graders.mended import PREFIX
from evals.tape import NOWHERE, Tape
from service.engines.llm import connect
from service.errors import AmendsError
from service.models import RewriteRequest
from service.principles.pack import Pack
from service.settings import Settings

RECORDED = Path(__file__).parent / "recordings" / "judged.jsonl"
COMPANY, CUSTOMER = "better for the company", "better for the customer"
FAITHFUL, FRESH = "judged faithful", "judged free of hollow phrases"
_SECONDS = 120.0
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "judge"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=False,  # noqa: S701 - a prompt, no page
)

Choice = Literal["one", "two", "tie"]


class JudgeError(AmendsError):
    """A judge that may not judge; the message says why."""


class Remarks(BaseModel):
    """What a judge holds against one reply."""

    unfaithful: list[str] = []
    hollow: list[str] = []
    violated: list[str] = []


class Opinion(BaseModel):
    """A judge's word on a pair."""

    company: Choice
    customer: Choice
    one: Remarks
    two: Remarks

    @property
    def turned(self) -> "Opinion":
        """The same word with the replies named the other way round."""
        other: dict[str, Choice] = {"one": "two", "two": "one", "tie": "tie"}
        return Opinion(company=other[self.company], customer=other[self.customer], one=self.two, two=self.one)


@dataclass(frozen=True)
class Ruling:
    """Both orders, with the reply under judgement as `two`: what they agree on counts, a flip is a tie."""

    first: Opinion
    second: Opinion

    def preferred(self, whom: Literal["company", "customer"]) -> Choice:
        """Which reply is better; a tie where the two orders differ."""
        one, other = getattr(self.first, whom), getattr(self.second, whom)
        return one if one == other else "tie"

    def remarks(self, name: str, of: Literal["one", "two"] = "two") -> tuple[list[str], list[str]]:
        """What each order holds against a reply."""
        return getattr(getattr(self.first, of), name), getattr(getattr(self.second, of), name)


class Judge:
    """Asks a model, or a tape of what one said."""

    def __init__(
        self, pack: Pack, model: str, base_url: str | None, key: str, tape: Tape, live: bool
    ) -> None:
        self._pack, self.model, self.tape = pack, model, tape
        self._client = connect(base_url, key, tape.transport(httpx2.AsyncHTTPTransport() if live else None))

    async def compare(self, request: RewriteRequest, one: str, two: str) -> Ruling | None:
        """Both orders; None where either is not to be had."""
        first = await self._ask(request, one, two)
        second = await self._ask(request, two, one)
        return Ruling(first, second.turned) if first and second else None

    async def _ask(self, request: RewriteRequest, one: str, two: str) -> Opinion | None:
        from openai import OpenAIError

        try:
            create: Any = self._client.chat.completions.create
            told = messages(self._pack, request, one, two)
            completion = await create(model=self.model, messages=told, temperature=0, timeout=_SECONDS)
            content = completion.choices[0].message.content or ""
            return Opinion.model_validate_json(content[content.index("{") : content.rindex("}") + 1])
        except (OpenAIError, ValidationError, ValueError, IndexError):
            return None


def judge(pack: Pack, model: str | None, tape: Tape, writer: str | None) -> Judge:
    """A judge; without a model, one that knows only what is on the tape. JudgeError where it wrote itself."""
    if model and model == writer:
        raise JudgeError(f"{model} wrote the replies; another model must judge them")
    settings = Settings.load()
    secret = settings.openai_api_key.get_secret_value() if settings.openai_api_key and model else ""
    url = settings.openai_base_url if model else NOWHERE
    return Judge(pack, model or "recorded", url, secret, tape, live=model is not None)


def messages(pack: Pack, request: RewriteRequest, one: str, two: str) -> list[dict[str, str]]:
    """The chat messages for one pair in one order."""
    situation = request.situation
    data = {
        "customer_messages": list(situation.customer),
        "notes": request.draft,
        "permissions": [*situation.may_say, *pack.house.permissions],
        "context": situation.context,
        "one": one,
        "two": two,
    }
    return [
        {"role": "system", "content": _system(pack)},
        {"role": "user", "content": json.dumps(data, ensure_ascii=False)},
    ]


@lru_cache(maxsize=4)
def _system(pack: Pack) -> str:
    return _TEMPLATES.get_template("pair.system.j2").render(principles=pack.principles)


def grades(ruling: Ruling, violated: frozenset[str]) -> dict[str, Grade]:
    """The grades that only a judge can give; `violated` are the principles the draft goes against."""
    return {
        COMPANY: _preferred(ruling, "company"),
        CUSTOMER: _preferred(ruling, "customer"),
        FAITHFUL: _free_of(ruling, "unfaithful"),
        FRESH: _free_of(ruling, "hollow"),
        **{PREFIX + principle: _mended(ruling, principle) for principle in sorted(violated)},
    }


def _preferred(ruling: Ruling, whom: Literal["company", "customer"]) -> Grade:
    match ruling.preferred(whom):
        case "two":
            return PASSED
        case "one":
            return failed("the draft is better, both orders say")
        case "tie":
            return not_judged("a tie")


def _free_of(ruling: Ruling, name: str) -> Grade:
    """Held against the reply in both orders it fails; in one only, it is for a person to say."""
    first, second = ruling.remarks(name)
    if first and second:
        return failed(f"{first[0]!r}")
    return not_judged(f"one order says {(first or second)[0]!r}") if first or second else PASSED


def _mended(ruling: Ruling, principle: str) -> Grade:
    said = [principle in violated for violated in ruling.remarks("violated")]
    if all(said):
        return failed("the judge still sees it, in both orders")
    return not_judged("the judge sees it in one order only") if any(said) else PASSED
