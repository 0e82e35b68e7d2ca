"""One answer to build on: a rewrite as it should be, which each test then spoils in one way."""

from collections.abc import Callable

import pytest

from evals.cases import Expected
from evals.graders.base import Seen
from service.models import Answer, RewriteRequest
from service.principles import pack as packs
from service.rewriter import Rewriter

DRAFT = (
    "Hi Maria,\n\nIf you do not pay the invoice of $49.00 by March 3, we will be forced to suspend your account. "
    "We cannot refund the deposit.\n\nSee https://pay.example/i/{{invoice.id}}.\n\nRegards,\nTom"
)
See = Callable[..., Seen]


@pytest.fixture
async def see() -> See:
    """Seen, with fields of the answer or of what is expected replaced."""
    pack = packs.load()
    request = RewriteRequest(draft=DRAFT, customer="I paid on 1 March!")
    answer = await Rewriter(pack).rewrite(request)

    def seen(again: Answer | None = None, request: RewriteRequest = request, **given: object) -> Seen:
        told = {name: given.pop(name) for name in list(given) if name in Expected.model_fields}
        about = {"kind": "violation", "note": "", **told}
        return Seen(request, answer.model_copy(update=given), again, Expected.model_validate(about), pack)

    return seen
