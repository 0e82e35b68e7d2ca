"""Examples of requests, and the answers the embedded engine really gives to them."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from service import answer
from service.engines.base import Case
from service.models import RewriteRequest
from service.principles import files
from service.principles.model import Closed, Id, Short, Text
from service.principles.pack import Pack
from service.rewriter import Rewriter, by_rules

PATH = Path(__file__).with_name("examples.yaml")
Shown = dict[str, tuple[dict[str, Any], dict[str, Any]]]

_SAMPLE_ID = "5f0c2b1e9a7d4c3e8b6a1d2f3c4b5a69"


class Example(Closed):
    """A realistic draft that goes against one principle."""

    principle: Id
    title: Short
    draft: Text
    customer: Text | None = None

    @property
    def request(self) -> RewriteRequest:
        """The request that a caller would send."""
        return RewriteRequest(draft=self.draft, customer=self.customer or "")


class Examples(Closed):
    """`examples.yaml`."""

    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def every() -> tuple[Example, ...]:
    """All examples that ship, three a principle."""
    return files.read(PATH, Examples).examples


@lru_cache(maxsize=1)
def shown(pack: Pack) -> Shown:
    """Named examples for the OpenAPI document: the first of each principle, with its answers."""
    first = {example.principle: example for example in reversed(every())}
    chosen = [first[name] for name in pack.ids if name in first]
    rewriter = Rewriter(pack)
    requests = {
        e.principle: _named(e, e.request.model_dump(mode="json", exclude_defaults=True)) for e in chosen
    }
    answers = {e.principle: _named(e, _rewritten(rewriter.read(e.request))) for e in chosen}
    checks = {e.principle: _named(e, rewriter.check(e.request).model_dump(mode="json")) for e in chosen}
    return {"/v1/rewrite": (requests, answers), "/v1/check": (requests, checks)}


def _rewritten(case: Case) -> dict[str, Any]:
    """The embedded engine's answer, with a sample id and time."""
    return answer.compose(_SAMPLE_ID, case, by_rules(case), 0.003).model_dump(mode="json")


def _named(example: Example, value: Any) -> dict[str, Any]:
    return {"summary": f"{example.principle}: {example.title}", "value": value}
