"""A real inference server whose model babbles: every reply is still fit to send."""

from collections import Counter
from collections.abc import Iterator

import pytest

from service.engines import llm
from service.models import RewriteRequest
from service.principles.pack import Pack
from service.rewriter import Rewriter
from service.text.reading import read
from tests import tiny_model

REQUESTS, SECONDS = 25, 2.0
DRAFTS = (
    "Hi {{{{user.name}}}},\n\nIf you do not pay the invoice of ${n}.00 by March 3, we will be forced to suspend your account. "
    "See https://pay.example/i/{n}. We cannot accept cards for order A-{n}.\n\nRegards,\nTom",
    "Hello {{{{name}}}},\n\nFailure to confirm order A-{n} within 5 days will result in the cancellation of your order. "
    "Please call 0800 123 {n} before March 3.\n\n> I never got it!\n\nBest,\nJo",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with tiny_model.serving(tmp_path_factory.mktemp("model")) as url:
        yield url


async def babble(pack: Pack, server: str, requests: int) -> Counter[str]:
    """Send drafts; every reply is fit to send, no fact is lost, and each says why it fell back. Reasons, counted."""
    reasons: Counter[str] = Counter()
    async with llm.connect(server, None) as client:
        rewriter = Rewriter(
            pack, llm.Llm(client, "babble", attempts=2, temperature=1.0, pause=0.01), deadline=SECONDS
        )
        for n in range(100, 100 + requests):
            text = DRAFTS[n % len(DRAFTS)].format(n=n)
            answer = await rewriter.rewrite(RewriteRequest(draft=text))
            plain = await Rewriter(pack).rewrite(RewriteRequest(draft=text))
            assert answer.reply == plain.reply, f"babble in a reply: {answer.changes}"
            assert answer.verdict.facts_missing == answer.verdict.facts_added == []
            assert answer.verdict.facts_kept >= len({f.text for f in read(text).facts})
            assert answer.engine.fallback_from == "llm"
            assert answer.engine.attempts >= 1
            reasons[answer.engine.fallback_reason or ""] += 1
    return reasons


async def test_gibberish_never_reaches_a_customer(pack: Pack, server: str) -> None:
    reasons = await babble(pack, server, REQUESTS)
    assert sum(reasons.values()) == REQUESTS
    assert set(reasons) <= {"malformed", "length", "empty", "refused", "nothing_proposed", "deadline"}, (
        reasons
    )
