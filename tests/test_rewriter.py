"""The story as a whole: the reply is fit to send, whatever the engine does."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engines.base import Case, Proposed, Usage
from service.errors import UpstreamError
from service.models import Answer, RewriteRequest
from service.principles import pack as packs
from service.principles.pack import Pack
from service.rewriter import Rewriter
from service.text import facts
from service.text.reading import read
from service.words import Advice, Edit, Proposal, Refusal, Reviewed
from tests.strategies import DRAFTS, EDITS

THREAT = (
    "Hi Maria,\n\nIf you do not pay the invoice of $49.00 by March 3, we will be forced to suspend your account.\n\n"
    "See https://pay.example/i/{{invoice.id}}.\n\nRegards,\nTom"
)
MENDED = "To keep your account active, please pay the invoice of $49.00 by March 3. Otherwise it will be suspended."


class Scripted:
    """An engine that answers from a list and keeps what was refused; an error is raised."""

    name = "llm"
    model: str | None = "scripted"

    def __init__(self, *answers: Proposal | Exception | Callable[[], object]) -> None:
        self.answers = list(answers)
        self.refused: list[tuple[Refusal, ...]] = []

    async def propose(self, case: Case, so_far: Reviewed, seconds: float) -> Proposed:
        self.refused.append(so_far.refused)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if not isinstance(answer, Proposal):
            await asyncio.sleep(seconds + 1)
            raise AssertionError("the deadline did not come")
        return Proposed(answer, Usage(1, 10, 5))


def _edit(text: str, n: int = 2, principle: str = "never-threaten") -> Edit:
    return Edit("replace", n, n, text, principle, "calmer")


async def _rewrite(pack: Pack, model: Scripted | None, draft: str = THREAT, **given: Any) -> Answer:
    return await Rewriter(pack, model).rewrite(RewriteRequest(draft=draft, **given))


def _coherent(answer: Answer, draft: str) -> None:
    """What holds for every answer."""
    assert "".join(s.text if s.text is not None else s.before or "" for s in answer.segments) == draft
    assert "".join(s.text if s.text is not None else s.after or "" for s in answer.segments) == answer.reply
    assert answer.change_count == len(answer.changes) == len(answer.rationale.splitlines())
    assert (answer.status == "unchanged") == (answer.reply == draft) == (answer.reason is not None)
    for change in answer.changes:
        assert draft[slice(*change.draft_span)] == change.before
        assert answer.reply[slice(*change.reply_span)] == change.after
    for finding in answer.findings.draft:
        assert draft[finding.start : finding.end] == finding.text
    for finding in answer.findings.reply:
        assert answer.reply[finding.start : finding.end] == finding.text
    assert answer.verdict.facts_missing == answer.verdict.facts_added == answer.verdict.promises_added == []
    assert answer.reply.strip()


async def test_without_a_model_the_embedded_engine_answers(pack: Pack) -> None:
    answer = await _rewrite(pack, None)
    _coherent(answer, THREAT)
    assert MENDED in answer.reply
    assert answer.engine.name == "embedded"
    assert answer.engine.fallback_from is None
    assert answer.changes[0].principle == "never-threaten"
    assert answer.verdict.facts_kept == len({facts.key(f) for f in read(THREAT).facts})


async def test_a_models_edits_are_applied(pack: Pack) -> None:
    proposal = Proposal((_edit(MENDED),), (Advice("let-it-go", "Give one more week?"),))
    answer = await _rewrite(pack, Scripted(proposal))
    _coherent(answer, THREAT)
    assert (answer.engine.name, answer.engine.model, answer.engine.attempts) == ("llm", "scripted", 1)
    assert [s.text for s in answer.suggestions] == ["Give one more week?"]
    assert answer.findings.draft != []
    assert answer.findings.reply == []


async def test_a_refused_edit_goes_back_once_and_the_rest_stand(pack: Pack) -> None:
    good, bad = _edit(MENDED), _edit("See our page.", 3)
    engine = Scripted(
        Proposal((good, bad)), Proposal((_edit("Details: https://pay.example/i/{{invoice.id}}.", 3),))
    )
    answer = await _rewrite(pack, engine)
    _coherent(answer, THREAT)
    assert [r.reason for r in engine.refused[1]] == ["fact_missing"]
    assert answer.change_count == 2
    assert [r.reason for r in answer.verdict.refused_edits] == ["fact_missing"]
    assert answer.engine.attempts == 2


async def test_what_is_refused_twice_is_dropped(pack: Pack) -> None:
    bad = Proposal((_edit("See our page.", 3), _edit(MENDED)))
    answer = await _rewrite(pack, Scripted(bad, Proposal((_edit("Look there.", 3),))))
    _coherent(answer, THREAT)
    assert answer.change_count == 1
    assert len(answer.verdict.refused_edits) == 2


async def test_a_repair_that_fails_loses_nothing(pack: Pack) -> None:
    first = Proposal((_edit("See our page.", 3), _edit(MENDED)))
    answer = await _rewrite(pack, Scripted(first, UpstreamError("status_500")))
    _coherent(answer, THREAT)
    assert (answer.change_count, answer.engine.name) == (1, "llm")


@pytest.mark.parametrize("kind", ["connection", "malformed", "status_429", "refusal", "length"])
async def test_where_the_model_fails_the_rules_answer_and_say_so(pack: Pack, kind: str) -> None:
    answer = await _rewrite(pack, Scripted(UpstreamError(kind)))
    _coherent(answer, THREAT)
    assert MENDED in answer.reply
    assert (answer.engine.name, answer.engine.fallback_from, answer.engine.fallback_reason) == (
        "embedded",
        "llm",
        kind,
    )


async def test_a_model_that_hangs_is_left_at_the_deadline(pack: Pack) -> None:
    answer = await _rewrite(pack, Scripted(lambda: None), deadline_ms=500)
    _coherent(answer, THREAT)
    assert answer.engine.fallback_reason == "deadline"
    assert MENDED in answer.reply


async def test_a_model_whose_every_edit_is_refused_gives_way(pack: Pack) -> None:
    nonsense = Proposal((_edit("Zorp blick framble dorn.", 2),))
    answer = await _rewrite(pack, Scripted(nonsense, nonsense))
    _coherent(answer, THREAT)
    assert (answer.engine.name, answer.engine.fallback_reason) == ("embedded", "refused")
    assert MENDED in answer.reply


async def test_a_model_that_overlooks_a_threat_gives_way(pack: Pack) -> None:
    answer = await _rewrite(pack, Scripted(Proposal()))
    assert (answer.engine.name, answer.engine.fallback_reason) == ("embedded", "nothing_proposed")


async def test_already_good(pack: Pack) -> None:
    good = "Your order left on Monday and should be with you by March 3."
    for engine in (None, Scripted(Proposal())):
        answer = await _rewrite(pack, engine, good)
        _coherent(answer, good)
        assert (answer.status, answer.reason, answer.engine.fallback_from) == (
            "unchanged",
            "already_good",
            None,
        )


async def test_another_language_comes_back_with_the_reason(pack: Pack) -> None:
    german = "Leider können wir Ihnen nicht helfen. Wenn Sie nicht zahlen, wird Ihr Konto gesperrt."
    answer = await _rewrite(pack, None, german)
    _coherent(answer, german)
    assert (answer.status, answer.reason) == ("unchanged", "language")


async def test_upstream_is_the_reason_where_nothing_could_be_done(pack: Pack) -> None:
    answer = await _rewrite(pack, Scripted(UpstreamError("connection")), "Your order left on Monday.")
    assert (answer.status, answer.reason) == ("unchanged", "upstream")


async def test_asking_for_a_model_where_there_is_none_says_so(pack: Pack) -> None:
    answer = await _rewrite(pack, None, engine="llm")
    assert (answer.engine.fallback_from, answer.engine.fallback_reason) == ("llm", "not_configured")


async def test_only_the_principles_asked_for_are_applied(pack: Pack) -> None:
    answer = await _rewrite(pack, None, principles=["keep-it-simple"])
    assert MENDED not in answer.reply
    assert all(f.principle == "keep-it-simple" for f in answer.findings.draft)


async def test_embedded_can_be_asked_for_beside_a_model(pack: Pack) -> None:
    answer = await _rewrite(pack, Scripted(), engine="embedded")
    assert (answer.engine.name, answer.engine.fallback_from) == ("embedded", None)


PACK = packs.load()


@given(DRAFTS.filter(str.strip), st.lists(EDITS, min_size=1, max_size=2))
def test_any_model_whatever_leaves_a_coherent_answer(text: str, rounds: list[list[Edit]]) -> None:
    answers = [Proposal(tuple(edits)) for edits in rounds] + [Proposal()]
    _coherent(asyncio.run(_rewrite(PACK, Scripted(*answers), text)), text)


@given(DRAFTS.filter(str.strip))
def test_the_embedded_engine_is_deterministic_and_settles(text: str) -> None:
    once = asyncio.run(_rewrite(PACK, None, text))
    again = asyncio.run(_rewrite(PACK, None, text))
    assert (once.reply, once.rationale) == (again.reply, again.rationale)
    _coherent(once, text)
    twice = asyncio.run(_rewrite(PACK, None, once.reply))
    assert twice.reply == once.reply
