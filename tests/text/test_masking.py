"""What is hidden comes back byte for byte, and does not leave the house meanwhile."""

from hypothesis import given
from hypothesis import strategies as st

from service.text.masking import Masks

TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["{{ a }} ", "https://a.example/b ", "jo@a.example ", "+1 800 555 0199 ", "DE89370400440532013000 ",
             "⟦link1⟧ ", "{{ a }} ", "4111111111111111 ", "⟦", "⟧", "word "]
        ),
        max_size=20,
    ).map("".join),
)  # fmt: skip


@given(TEXTS)
def test_hidden_text_is_restored_exactly(text: str) -> None:
    masks = Masks()
    assert masks.restore(masks.hide(text)) == text


def test_one_token_an_occurrence() -> None:
    masks = Masks()
    hidden = masks.hide("{{ name }} and {{ name }}")
    assert hidden == "⟦name1⟧ and ⟦name2⟧"


def test_a_placeholder_keeps_its_name_so_that_a_model_knows_what_it_is() -> None:
    hidden = Masks().hide("Hi {{ticket.requester.first_name}}, {% if due %}by {{ due|date }}{% endif %} ____")
    assert hidden == "Hi ⟦ticket_requester_first_name1⟧, ⟦if2⟧by ⟦due3⟧⟦endif4⟧ ⟦slot5⟧"


def test_private_things_are_hidden_and_the_rest_is_not() -> None:
    text = "Mail jo@a.example or call +1 800 555 0199 about DE89370400440532013000: $20 by May 3."
    hidden = Masks().hide(text)
    assert "jo@" not in hidden
    assert "555" not in hidden
    assert "DE89" not in hidden
    assert "$20 by May 3" in hidden


def test_classes_can_be_switched() -> None:
    assert Masks(()).hide("jo@a.example") == "jo@a.example"
    assert Masks(("url",)).hide("jo@a.example https://b.example") == "jo@a.example ⟦link1⟧"


def test_cards_and_accounts_are_hidden_whole() -> None:
    hidden = Masks().hide("Paid with 4111 1111 1111 1111 from DE89 3704 0044 0532 0130 00, refund A-10427.")
    assert hidden == "Paid with ⟦card1⟧ from ⟦iban2⟧, refund A-10427."


def test_names_are_hidden_on_request() -> None:
    masks = Masks(("keep",), names=("Jo Doe",))
    assert masks.hide("Hi Jo Doe, Jo is here.") == "Hi ⟦name1⟧, Jo is here."
    assert masks.restore("Dear ⟦name1⟧,") == "Dear Jo Doe,"


def test_an_unknown_token_stays_to_be_seen_by_review() -> None:
    assert Masks().restore("see ⟦link9⟧") == "see ⟦link9⟧"
