"""No proposal is trusted: each kind of harm is refused, and for the right reason."""

from dataclasses import replace

import pytest

from service import review
from service.principles.pack import Pack
from service.text import denials
from service.text.reading import read
from service.words import Edit, Operation, Situation

DRAFT = (
    "Hi {{user.name}},\n\n"
    "Unfortunately we cannot refund the $49.00 for order A-10427, since it was bought on March 3. "
    "If you return the lamp within 30 days, we will exchange it. "
    "Please call 0800 123 456 or write to help@shop.example. Details: https://shop.example/returns. "
    "Please wait a moment.\n\n"
    "> You are thieves!\n\n"
    "```\ncode = 1\n```\n\n"
    "Best regards,\nTom"
)
"""Sentences: 1 greeting, 2 refusal, 3 condition, 4 contact, 5 link, 6 filler, 7 quotation, 8-10 code, 11 signature."""
REFUSED = "We can't refund the $49.00 for order A-10427, since it was bought on March 3."


def _refusal(pack: Pack, edit: Edit, situation: Situation | None = None) -> tuple[str, str] | None:
    verdict = review.review(read(DRAFT), [edit], situation or Situation(), pack)
    return (verdict.refused[0].reason, verdict.refused[0].detail) if verdict.refused else None


def _edit(op: Operation, first: int, text: str = "", last: int | None = None) -> Edit:
    return Edit(op, first, last or first, text, "keep-it-simple", "plainer")


HARMS: list[tuple[str, Edit]] = [
    ("shape", _edit("replace", 0, "x")),
    ("shape", _edit("replace", 99, "x")),
    ("shape", _edit("replace", 3, "x", last=2)),
    ("shape", _edit("replace", 6)),
    ("shape", _edit("delete", 6, "left over")),
    ("shape", _edit("insert_after", 5, "x", last=6)),
    ("principle", Edit("delete", 6, 6, "", "be-funny", "")),
    ("block", _edit("replace", 1, "Hi {{user.name}}, we cannot refund the $49.00.", last=2)),
    ("untouchable", _edit("replace", 7, "> You are kind!")),
    ("untouchable", _edit("replace", 9, "code = 2")),
    ("untouchable", _edit("delete", 11)),
    ("untouchable", _edit("insert_after", 12, "and Jerry")),
    ("nothing", _edit("replace", 6, "Please wait a moment.")),
    ("fact_missing", _edit("replace", 1, "Hi there,")),
    ("fact_missing", _edit("replace", 2, "Unfortunately we cannot refund this order.")),
    ("fact_missing", _edit("replace", 4, "Please call us or write to help@shop.example.")),
    ("fact_missing", _edit("replace", 4, "Please call 0800 123 456.")),
    ("fact_missing", _edit("replace", 5, "Details are on our site.")),
    ("fact_missing", _edit("delete", 5)),
    ("fact_missing", _edit("replace", 3, "If you return the lamp, we will exchange it.")),
    ("fact_added", _edit("replace", 1, "Hi {{user.name}} {{user.name}},")),
    ("fact_added", _edit("replace", 6, "Please wait {{minutes}}.")),
    ("fact_added", _edit("replace", 6, "Please wait 5 minutes.")),
    ("fact_added", _edit("replace", 6, "Please wait until Friday.")),
    ("fact_added", _edit("replace", 6, "Please see https://shop.example/other.")),
    ("fact_added", _edit("replace", 6, "Please write to boss@shop.example.")),
    ("fact_added", _edit("replace", 6, "Please keep $5 at hand.")),
    ("fact_added", _edit("replace", 6, "Please wait, you are number 3.")),
    ("fact_added", _edit("replace", 6, "Please wait, see ⟦link1⟧.")),
    ("fact_added", _edit("replace", 6, "Please wait, 20% are before you.")),
    ("fact_added", _edit("replace", 2, REFUSED.replace("$49.00", "$94.00"))),
    ("fact_added", _edit("replace", 2, REFUSED.replace("March 3", "March 4"))),
    ("fact_added", _edit("replace", 2, REFUSED.replace("A-10427", "A-10472"))),
    ("claim", _edit("replace", 6, "We'll call you.")),
    ("claim", _edit("replace", 6, "We will gladly upgrade you.")),
    ("claim", _edit("replace", 6, "I have escalated this to the team.")),
    ("claim", _edit("replace", 6, "We've already checked it.")),
    ("claim", _edit("replace", 6, "You get a voucher.")),
    ("claim", _edit("replace", 6, "It is free of charge.")),
    ("claim", _edit("replace", 6, "We made a mistake here.")),
    ("claim", _edit("replace", 6, "It was our fault.")),
    ("claim", _edit("replace", 6, "We should have told you.")),
    ("claim", _edit("replace", 6, "This won't happen again.")),
    ("claim", _edit("replace", 6, "I guarantee you an answer.")),
    ("claim", _edit("replace", 6, "You get an answer shortly.")),
    ("claim", _edit("replace", 6, "I'm sorry that the lamp injured you.")),
    ("claim", _edit("replace", 6, "Sorry about the fraud.")),
    ("claim", _edit("replace", 2, REFUSED.replace("can't refund", "can refund"))),
    ("claim", _edit("insert_after", 6, "We'll refund you.")),
    ("claim", _edit("insert_after", 6, "Someone will ring you.")),
    ("condition", _edit("replace", 3, "Return the lamp in 30 days and we will exchange it.")),
    ("refusal", _edit("replace", 2, "About the $49.00 for order A-10427 of March 3.")),
    ("repeated", _edit("replace", 6, "Please wait a moment. Please wait a moment.")),
    ("rude", _edit("replace", 6, "Wait, you fool.")),
    ("hollow", _edit("replace", 6, "Sorry for any inconvenience.")),
    ("hollow", _edit("insert_after", 6, "We are happy to help.")),
    ("preamble", _edit("replace", 6, "Here is the rewritten reply: wait.")),
    ("preamble", _edit("insert_before", 2, "As an AI I like this.")),
    ("length", _edit("replace", 6, "Please wait a moment. " * 60)),
    ("language", _edit("replace", 6, "Bitte warten Sie noch einen Moment auf uns.")),
    ("nonsense", _edit("replace", 6, "Agreesee appasedlock theseenolly zibrary dispgrant.")),
    ("nonsense", _edit("insert_after", 6, ",]{ ")),
    ("nonsense", _edit("insert_after", 6, "Vrumpf.")),
    ("form", _edit("replace", 6, "Please wait.\n\nA moment.")),
    ("form", _edit("replace", 6, "Please\nwait a moment.")),
    ("form", _edit("replace", 6, "\nPlease wait a moment.")),
    ("markup", _edit("replace", 6, "Please <b>wait</b> a moment.")),
    ("markup", _edit("replace", 6, "Please wait {% if late %}a moment{% endif %}.")),
]


@pytest.mark.parametrize(
    ("reason", "edit"), HARMS, ids=[f"{n}-{reason}" for n, (reason, _) in enumerate(HARMS)]
)
def test_harm_is_refused(pack: Pack, reason: str, edit: Edit) -> None:
    refusal = _refusal(pack, edit)
    assert refusal is not None
    assert refusal[0] == reason, refusal


def test_every_reason_but_those_of_several_edits_is_tried() -> None:
    assert {reason for reason, _ in HARMS} == set(review.REASONS) - {"overlap", "empty", "apology"}


@pytest.mark.parametrize(
    "edit",
    [
        _edit("delete", 6),
        _edit("replace", 2, REFUSED),
        _edit(
            "replace",
            2,
            "I'm sorry: the $49.00 for order A-10427 can't be refunded, since it was bought on March 3.",
        ),
        _edit("replace", 3, "We will exchange the lamp if you return it within 30 days."),
        _edit("replace", 4, "You can call 0800 123 456 or write to help@shop.example."),
        _edit("insert_before", 2, "I'm sorry the lamp was not right for you."),
        _edit("replace", 4, "You can reach us here:\n1. call 0800 123 456\n2. write to help@shop.example"),
        _edit("insert_after", 6, "If anything here is unclear, reply and we'll explain."),
    ],
)
def test_what_keeps_everything_is_accepted(pack: Pack, edit: Edit) -> None:
    assert _refusal(pack, edit) is None


def test_the_customers_words_the_context_and_may_say_permit() -> None:
    from service.principles import pack as packs

    pack = packs.load()
    said = Situation(customer=("I have waited 9 days!",))
    assert _refusal(pack, _edit("insert_before", 2, "I'm sorry you have waited 9 days."), said) is None
    known = Situation(context={"plan": "Gold 500"})
    assert _refusal(pack, _edit("replace", 6, "Please wait a moment on your Gold 500."), known) is None
    granted = Situation(may_say=("The fee is waived and we will send a voucher of $10.",))
    assert _refusal(pack, _edit("replace", 6, "We will send a voucher of $10."), granted) is None


def test_two_edits_of_one_sentence_overlap(pack: Pack) -> None:
    first, second = _edit("replace", 6, "Please give it a moment."), _edit("delete", 6)
    verdict = review.review(read(DRAFT), [first, second], Situation(), pack)
    assert (verdict.accepted, [r.reason for r in verdict.refused]) == ((first,), ["overlap"])


def test_an_insertion_beside_a_deletion_is_a_replacement_said_badly(pack: Pack) -> None:
    both = [_edit("insert_before", 6, "Please give it a moment."), _edit("delete", 6)]
    assert [r.reason for r in review.review(read(DRAFT), both, Situation(), pack).refused] == ["overlap"]


def test_a_fact_may_move_to_another_edit(pack: Pack) -> None:
    moved = [
        _edit(
            "replace",
            5,
            "Please wait a moment. Details: https://shop.example/returns. Call 0800 123 456.",
            last=6,
        ),
        _edit("replace", 4, "Please write to help@shop.example."),
    ]
    assert review.review(read(DRAFT), moved, Situation(), pack).refused == ()
    alone = review.review(read(DRAFT), moved[1:], Situation(), pack)
    assert [r.reason for r in alone.refused] == ["fact_missing"]


def test_something_is_always_left(pack: Pack) -> None:
    draft = read("Hi Anna,\n\nPlease wait. Thank you.")
    cuts = [_edit("delete", 2), _edit("delete", 3)]
    verdict = review.review(draft, cuts, Situation(), pack)
    assert [r.reason for r in verdict.refused] == ["empty"]


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("We cannot change it.", "We can change it.", True),
        ("We cannot change it.", "It isn't possible to change it.", False),
        ("If you do not pay, it ends.", "Please pay, otherwise it ends.", False),
        ("Don't hesitate to ask.", "Ask away.", False),
    ],
)
def test_refusals(before: str, after: str, lost: bool) -> None:
    assert denials.refusal_lost(before, after) is lost


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("If you send the receipt, it is exchanged.", "It is exchanged.", True),
        ("If you send the receipt, it is exchanged.", "Once you send the receipt, it is exchanged.", False),
        ("If you have any questions, write to us.", "Write to us.", False),
        ("Let me know if that works.", "Let me know.", False),
    ],
)
def test_conditions(before: str, after: str, lost: bool) -> None:
    assert denials.condition_lost(before, after) is lost


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("We apologize for the wait.", True),
        ("I'm sorry that your lamp arrived broken.", True),
        ("I'm sorry to hear how this went for you.", False),
    ],
)
def test_a_house_that_only_regrets_concedes_nothing(pack: Pack, text: str, refused: bool) -> None:
    house = pack.house.model_copy(update={"apology": "regret"})
    regretting = replace(pack, house=house)
    draft, edit = read("The desk has your message. Please wait."), _edit("insert_before", 1, text)
    situation = Situation(customer=("My lamp arrived broken.",))
    assert bool(review.review(draft, [edit], situation, regretting).refused) is refused
    assert review.review(draft, [edit], situation, pack).refused == ()


def test_a_reason_that_states_a_fact_of_its_own_gives_way_to_the_title(pack: Pack) -> None:
    edit = Edit("delete", 6, 6, "", "keep-it-simple", "Order B-999 is lost.")
    accepted = review.review(read(DRAFT), [edit], Situation(), pack).accepted
    assert accepted[0].why == "Keep it simple."


def test_another_language_is_edited_where_its_denials_can_be_told(pack: Pack) -> None:
    draft = read(
        "Sehr geehrte Frau Meier,\n\nleider können wir die Lampe nicht zurücknehmen. Sie haben die Frist versäumt."
    )
    kind = _edit("replace", 2, "Es tut uns leid, dass wir die Lampe nicht zurücknehmen können.")
    assert review.review(draft, [kind], Situation(), pack).refused == ()


def test_an_apology_does_not_go_while_its_successor_is_refused(pack: Pack) -> None:
    draft = read("Hi Jo,\n\nSorry for the inconvenience. The lamp leaves on Monday.")
    better = _edit("insert_before", 3, "I'm sorry that you waited 9 days.")
    cut = _edit("delete", 2)
    verdict = review.review(draft, [better, cut], Situation(), pack)
    assert [(r.reason, r.edit) for r in verdict.refused] == [("fact_added", better), ("apology", cut)]
    told = Situation(customer=("I have waited 9 days!",))
    assert review.review(draft, [better, cut], told, pack).refused == ()


def test_a_name_to_keep_is_no_permission_to_bring_it_in(pack: Pack) -> None:
    keeping = Situation(keep=("Dana",))
    draft, edit = (
        read("Your order is with the desk. Please wait.", keep=keeping.keep),
        _edit("replace", 1, "Your order is with Dana."),
    )
    verdict = review.review(draft, [edit], keeping, pack)
    assert [(r.reason, r.detail) for r in verdict.refused] == [("fact_added", "Dana")]
