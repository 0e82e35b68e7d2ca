"""Language and grammar, where a wrong guess would reach a customer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text import grammar, language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("No refunds.", "en"),
        ("Ok, pls restart the router. Thx", "en"),
        ("Hallo Herr Meier, leider können wir Ihnen nicht helfen.", "de"),
        ("Bonjour, nous sommes désolés pour le retard de votre commande.", "fr"),
        ("Gracias por su mensaje, lo siento mucho.", "es"),
        ("Grazie per il messaggio, non è possibile.", "it"),
        ("Obrigado pela sua mensagem, não é possível.", "pt"),
        ("Bedankt voor uw bericht, wij kunnen dit niet doen.", "nl"),
        ("Здравствуйте, мы получили ваше сообщение.", "ru"),
        ("ご連絡ありがとうございます。", "ja"),
        ("", "en"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language.detect(text) == code


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("my order arrived broken", "your order arrived broken"),
        ("My order NEVER arrived", "your order never arrived"),
        ("I was charged twice", "you were charged twice"),
        ("I've been waiting 9 days for my laptop", "you've been waiting 9 days for your laptop"),
        ("the app keeps crashing on my phone", "the app keeps crashing on your phone"),
        ("we still cant log in", "you still can't log in"),
    ],
)
def test_turned(said: str, turned: str) -> None:
    assert grammar.turned(said) == turned


@pytest.mark.parametrize(
    "said",
    [
        "your driver stole my parcel",
        "you lied to me",
        "my heater burned me",
        "my order is late because the clerk forgot it",
        "my order, which I paid for, is late",
        "my order is late, fix it",
        "it is such a scam",
        "",
        "my order " + "really " * 14 + "came late",
    ],
)
def test_what_is_not_certain_is_not_turned(said: str) -> None:
    assert grammar.turned(said) is None


@pytest.mark.parametrize(
    ("verb", "form"),
    [("suspend", "suspended"), ("close", "closed"), ("cancel", "cancelled"), ("deny", "denied"), ("ship", "shipped"),
     ("send", "sent"), ("shut off", "shut off"), ("delay", "delayed")],
)  # fmt: skip
def test_participles(verb: str, form: str) -> None:
    assert grammar.done(verb) == form


@pytest.mark.parametrize(
    ("left", "new", "right", "joined"),
    [
        ("", "", ", we sent it", "we sent it"),
        ("We sent it", "", ".", "We sent it."),
        ("We sent it ", "", " today.", "We sent it today."),
        ("We sent it, ", "", ".", "We sent it."),
        ("", "It is closed.", ".", "It is closed."),
    ],
)
def test_seams(left: str, new: str, right: str, joined: str) -> None:
    assert grammar.joined(left, new, right) == joined


@given(st.text(max_size=40))
def test_opening_changes_one_letter_at_most(text: str) -> None:
    opened = grammar.opened(text)
    assert sum(a != b for a, b in zip(text, opened, strict=False)) <= 1
