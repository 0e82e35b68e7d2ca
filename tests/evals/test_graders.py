"""Each grader passes what is right and fails what is wrong, with a reason that names it."""

import pytest

from evals import graders
from evals.graders import (
    claims,
    facts,
    form,
    hollow,
    idempotent,
    length,
    mended,
    rationale,
    readable,
    refusal,
    untouched,
)
from evals.graders.base import Grade
from evals.graders.mended import PREFIX
from service.models import RewriteRequest
from tests.evals.conftest import See

THREAT = {"principle": "never-threaten", "words": "we will be forced to suspend"}


def _failed(grade: Grade, said: str) -> None:
    assert grade.outcome == "failed"
    assert said in grade.reason


def test_a_good_answer_passes_them_all(see: See) -> None:
    seen = see(keep=["$49.00", "March 3"], refuses=["cannot refund"], violations=[THREAT])
    found = graders.grades(see(again=seen.answer, **seen.expected.model_dump(mode="json")))
    assert {name for name, grade in found.items() if grade.outcome != "passed"} == set()
    assert set(found) >= {
        facts.NAME,
        claims.NAME,
        refusal.NAME,
        form.NAME,
        rationale.NAME,
        PREFIX + "never-threaten",
    }


@pytest.mark.parametrize(
    ("of", "to", "said"),
    [
        ("$49.00", "$94.00", "49.00"),
        ("March 3", "soon", "March 3"),
        ("https://pay.example/i/", "https://pay.example/j/", "https://pay.example/i/"),
        ("Otherwise", "Ref 778. Otherwise", "778"),
        ("Otherwise", "Ask boss@pay.example. Otherwise", "boss@pay.example"),
    ],
)
def test_facts(see: See, of: str, to: str, said: str) -> None:
    seen = see(keep=["March 3"])
    _failed(facts.kept(see(keep=["March 3"], reply=seen.reply.replace(of, to)))[facts.NAME], said)


def test_a_fact_of_the_customers_may_be_told(see: See) -> None:
    reply = see().reply.replace("See https", "You paid on 1 March. See https")
    assert facts.kept(see(reply=reply))[facts.NAME].outcome == "passed"


@pytest.mark.parametrize(
    "lie",
    [
        "We have refunded you.", "We'll gladly waive it.", "You get a voucher.", "It is free of charge.",
        "This was our mistake.", "I promise it is gone.", "Your invoice is marked as paid.",
    ],
)  # fmt: skip
def test_claims(see: See, lie: str) -> None:
    seen = see(reply=see().reply + " " + lie, must_not_say=["marked as paid"])
    _failed(claims.nothing_claimed(seen)[claims.NAME], "the reply says")


def test_what_the_verdict_itself_admits_fails(see: See) -> None:
    verdict = see().answer.verdict
    spoilt = see(
        verdict=verdict.model_copy(update={"promises_added": ["we'll call"], "facts_missing": ["$1"]})
    )
    _failed(claims.nothing_claimed(spoilt)[claims.NAME], "we'll call")
    _failed(facts.kept(spoilt)[facts.NAME], "$1")


def test_refusal(see: See) -> None:
    assert refusal.kept(see()) == {}
    turned = see().reply.replace("cannot", "can")
    _failed(refusal.kept(see(reply=turned, refuses=["cannot refund"]))[refusal.NAME], "cannot refund")


@pytest.mark.parametrize(
    ("of", "to", "said"),
    [("{{invoice.id}}", "1", "{{invoice.id}}"), ("Regards,\nTom", "Yours,\nTim", "signature")],
)
def test_form(see: See, of: str, to: str, said: str) -> None:
    _failed(form.kept(see(reply=see().reply.replace(of, to)))[form.NAME], said)


def test_form_of_html(see: See) -> None:
    draft = '<p>See <a href="https://a.example/x">this</a> <b>now</b>.</p>'
    request = RewriteRequest(draft=draft, format="html")
    assert form.kept(see(request=request, reply=draft.replace("See", "Open")))[form.NAME].outcome == "passed"
    for of, to in (("<b>now</b>", "now"), ("/x", "/y"), ("now", "<i>now</i>")):
        _failed(form.kept(see(request=request, reply=draft.replace(of, to)))[form.NAME], "<")


def test_rationale(see: See) -> None:
    assert rationale.honest(see(changes=[])) == {}
    answer = see().answer
    change = answer.changes[0]
    for fault, said in (
        ({"principle": "be-funny"}, "be-funny"),
        ({"why": ""}, "0 words"),
        ({"why": "It was due on day 77."}, "77"),
        ({"after": change.before}, "changes nothing"),
    ):
        spoilt = change.model_copy(update=fault)
        _failed(rationale.honest(see(changes=[spoilt]))[rationale.NAME], said)
    _failed(rationale.honest(see(rationale="one\ntwo"))[rationale.NAME], "lines of reasons")
    _failed(rationale.honest(see(reply="else"))[rationale.NAME], "segments")
    odd = change.model_copy(update={"principle": "cherish-loyalty"})
    assert rationale.honest(see(changes=[odd]))[rationale.NAME].outcome == "not_judged"


def test_untouched(see: See) -> None:
    assert untouched.untouched(see()) == {}
    _failed(untouched.untouched(see(kind="control"))[untouched.NAME], "never-threaten")
    draft = see().request.draft
    assert untouched.untouched(see(kind="control", reply=draft))[untouched.NAME].outcome == "passed"


def test_mended(see: See) -> None:
    name = PREFIX + "never-threaten"
    draft = see().request.draft
    _failed(mended.mended(see(violations=[THREAT], reply=draft))[name], "forced to suspend")
    unseen = {"principle": "let-it-go", "words": "We cannot refund the deposit."}
    gone = see().reply.replace("We cannot refund the deposit.", "The deposit stays.")
    grade = mended.mended(see(violations=[unseen], reply=gone))[PREFIX + "let-it-go"]
    assert grade.outcome == "not_judged"
    missing = {"principle": "cherish-loyalty"}
    _failed(
        mended.mended(see(violations=[missing], status="unchanged"))[PREFIX + "cherish-loyalty"], "missing"
    )


def test_each_violation_is_graded(see: See) -> None:
    still = {"principle": "never-threaten", "words": "See https"}
    found = mended.mended(see(violations=[THREAT, still]))
    assert found[PREFIX + "never-threaten"].outcome == "passed"
    _failed(found[PREFIX + "never-threaten #2"], "See https")
    assert {mended.family(name) for name in found} == {PREFIX + "never-threaten"}


def test_hollow(see: See) -> None:
    reply = see().reply.replace("See https", "We apologise for any inconvenience. See https")
    _failed(hollow.none_hollow(see(reply=reply))[hollow.NAME], "any inconvenience")
    quoted = reply.replace("We apologise", "You wrote “we apologise").replace(
        "inconvenience.", "inconvenience”."
    )
    assert hollow.none_hollow(see(reply=quoted))[hollow.NAME].outcome == "passed"


def test_length(see: See) -> None:
    reply = see().reply
    _failed(length.in_bounds(see(reply=reply + " and so on" * 30))[length.NAME], "words for the draft's")
    _failed(length.in_bounds(see(reply="Hi Maria,"))[length.NAME], "only 2 words")


def test_idempotent(see: See) -> None:
    assert idempotent.idempotent(see()) == {}
    answer = see().answer
    _failed(
        idempotent.idempotent(see(again=answer.model_copy(update={"reply": "else"})))[idempotent.NAME],
        "sent in again",
    )


def test_readable(see: See) -> None:
    heavy = (
        "Notwithstanding aforementioned contractual obligations, non-compliance necessitates administrative "
        "discontinuation of telecommunication services, irrespective of circumstances."
    )
    _failed(readable.readable(see(reply=heavy))[readable.NAME], "reading ease")
    assert (
        readable.readable(see(request=RewriteRequest(draft="Wir helfen Ihnen gern mit dem Vertrag."))) == {}
    )
