"""The judge sees both orders; what it says in one order only counts for nothing."""

import json
from typing import Any

import pytest

from evals import judging, tape
from evals.judging import COMPANY, FAITHFUL, JudgeError, Opinion, Ruling
from evals.tape import Recorded, Tape
from service.models import RewriteRequest
from service.principles.pack import Pack

REQUEST = RewriteRequest(draft="Your seat is booked. You have been warned.", customer="Is my seat booked?")
DRAFT, REPLY = REQUEST.draft, "Your seat is booked."


def _opinion(better: str, **of_two: list[str]) -> dict[str, Any]:
    return {"company": better, "customer": better, "one": {}, "two": of_two}


def _tape(pack: Pack, first: dict[str, Any], second: dict[str, Any]) -> Tape:
    said = {}
    for order, opinion in (((DRAFT, REPLY), first), ((REPLY, DRAFT), second)):
        key = tape.key({"messages": judging.messages(pack, REQUEST, *order)})
        said[key] = Recorded(key=key, content=json.dumps(opinion))
    return Tape(answers=said)


async def _ruling(pack: Pack, first: dict[str, Any], second: dict[str, Any]) -> Ruling:
    judge = judging.judge(pack, None, _tape(pack, first, second), None)
    ruling = await judge.compare(REQUEST, DRAFT, REPLY)
    assert ruling is not None
    return ruling


async def test_both_orders_agree(pack: Pack) -> None:
    ruling = await _ruling(pack, _opinion("two"), _opinion("one"))
    found = judging.grades(ruling, frozenset({"never-threaten"}))
    assert {grade.outcome for grade in found.values()} == {"passed"}


async def test_a_flip_is_a_tie(pack: Pack) -> None:
    ruling = await _ruling(pack, _opinion("two"), _opinion("two"))
    assert ruling.preferred("company") == "tie"
    assert judging.grades(ruling, frozenset())[COMPANY].outcome == "not_judged"


async def test_what_is_held_against_a_reply_in_both_orders_fails_it(pack: Pack) -> None:
    second = {"company": "two", "customer": "two", "one": {"unfaithful": ["booked"]}, "two": {}}
    ruling = await _ruling(pack, _opinion("one", unfaithful=["is booked"]), second)
    assert judging.grades(ruling, frozenset())[FAITHFUL].outcome == "failed"
    once = await _ruling(pack, _opinion("one", unfaithful=["is booked"]), _opinion("two"))
    assert judging.grades(once, frozenset())[FAITHFUL].outcome == "not_judged"


async def test_a_judge_without_a_verdict_says_nothing(pack: Pack) -> None:
    judge = judging.judge(pack, None, Tape(), None)
    assert await judge.compare(REQUEST, DRAFT, REPLY) is None
    babble = {"company": "three"}
    judge = judging.judge(pack, None, _tape(pack, babble, babble), None)
    assert await judge.compare(REQUEST, DRAFT, REPLY) is None


def test_no_model_judges_itself(pack: Pack) -> None:
    with pytest.raises(JudgeError, match="wrote the replies"):
        judging.judge(pack, "m", Tape(), "m")


def test_an_opinion_turned_twice_is_itself() -> None:
    one = Opinion.model_validate(_opinion("one", hollow=["x"]))
    assert one.turned.turned == one
    assert one.turned.company == "two"
