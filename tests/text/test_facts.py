"""What must survive is seen, whole, and told apart from its like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text import facts, placeholders


@pytest.mark.parametrize(
    ("syntax", "example"),
    [(row.name, example) for row in placeholders.SYNTAXES for example in row.examples],
)
def test_every_placeholder_is_seen_whole(syntax: str, example: str) -> None:
    found = [f for f in facts.find(f"Hello {example}, all is well.") if f.kind == "placeholder"]
    assert [f.text for f in found] == [example], syntax


@pytest.mark.parametrize(
    ("text", "kind", "fact"),
    [
        ("It costs $1,299.00 in all.", "amount", "$1,299.00"),
        ("It costs 20 euros in all.", "amount", "20 euros"),
        ("You pay €5 a month.", "amount", "€5"),
        ("You save 15% on it.", "percent", "15%"),
        ("It ends on March 3, 2026.", "date", "March 3, 2026"),
        ("It ends on 3rd of March.", "date", "3rd of March"),
        ("It ends on 2026-03-01.", "date", "2026-03-01"),
        ("It ends next Friday.", "date", "next Friday"),
        ("It ends in December 2026.", "date", "December 2026"),
        ("We open at 9:30 am.", "time", "9:30 am"),
        ("It takes 3 business days.", "duration", "3 business days"),
        ("It takes three to four weeks.", "duration", "four weeks"),
        ("Reply within 24 hours.", "duration", "24 hours"),
        ("Call +1 (800) 555-0199 now.", "phone", "+1 (800) 555-0199"),
        ("Call 0800 123 456 now.", "phone", "0800 123 456"),
        ("Write to jo.doe+x@mail.example.com.", "email", "jo.doe+x@mail.example.com"),
        ("See https://example.com/a_(b)?c=1.", "url", "https://example.com/a_(b)?c=1"),
        ("See (https://example.com/a).", "url", "https://example.com/a"),
        ("See hulk.example.tv/Help now.", "url", "hulk.example.tv/Help"),
        ("Order A-10427 has left.", "id", "A-10427"),
        ("Ticket #88213 is open.", "id", "#88213"),
        ("Use version 2.10.3 of it.", "version", "2.10.3"),
        ("You have 12 of them.", "number", "12"),
        ("Press “Save all” twice.", "quote", "“Save all”"),
        ("Run `make serve` first.", "code", "`make serve`"),
        ("Ask @acme_help there.", "handle", "@acme_help"),
    ],
)
def test_facts_are_seen(text: str, kind: str, fact: str) -> None:
    assert (kind, fact) in [(f.kind, f.text) for f in facts.find(text)]


@pytest.mark.parametrize(
    ("one", "other"), [("$20", "$25"), ("$20", "20 dollars"), ("May 3", "May 4"), ("3 days", "3 hours")]
)
def test_unlike_facts_differ(one: str, other: str) -> None:
    assert facts.key(facts.find(one)[0]) != facts.key(facts.find(other)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30-day", "30 days"),
        ("4years", "four years"),
        ("3-5 days", "3 – 5 days"),
        ("MARCH 3", "march\n3"),
        ("“Save”", '"Save"'),
    ],
)
def test_like_facts_agree(one: str, other: str) -> None:
    assert facts.key(facts.find(one)[0]) == facts.key(facts.find(other)[0])


@pytest.mark.parametrize(
    ("fact", "text", "stands"),
    [
        ("$20", "It is $20.", True),
        ("$20", "It is $200.", False),
        ("20", "It is $20.", False),
        ("5", "It is 5.5 long.", False),
        ("Friday", "by friday, please", True),
        ("10", "order 10-42", False),
    ],
)
def test_a_fact_stands_only_as_a_whole(fact: str, text: str, stands: bool) -> None:
    assert facts.stands_in(fact, facts.evened(text)) is stands


def test_what_the_caller_keeps_is_a_fact() -> None:
    assert [(f.kind, f.text) for f in facts.find("Ask Jo Doe.", ["Jo Doe"])] == [("keep", "Jo Doe")]


@given(st.text(max_size=300))
def test_facts_are_spans_of_the_text_in_order(text: str) -> None:
    position = 0
    for fact in facts.find(text):
        assert fact.start >= position
        assert text[fact.start : fact.end] == fact.text != ""
        position = fact.end
