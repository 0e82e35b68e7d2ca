"""A reply is the draft with edits applied, and nothing else."""

import pytest
from hypothesis import given

from service import edits, review
from service.principles import pack as packs
from service.text import facts
from service.text.reading import read
from service.words import Edit, Operation, Situation
from tests.strategies import DRAFTS, EDITS

PACK = packs.load()


@given(DRAFTS, EDITS)
def test_any_edits_whatever_leave_a_reply_with_every_fact(text: str, proposed: list[Edit]) -> None:
    draft = read(text)
    verdict = review.review(draft, proposed, Situation(), PACK)
    parts = edits.parts(draft, verdict.accepted)
    reply = "".join(part.after for part in parts)
    assert "".join(part.before for part in parts) == text
    assert reply.strip() or not text.strip()
    for fact in draft.facts:
        assert facts.stands_in(fact.text, facts.evened(reply)) or facts.key(fact) in map(
            facts.key, read(reply).facts
        ), fact
    assert len(verdict.accepted) + len(verdict.refused) == len(proposed)
    assert all(refusal.reason in review.REASONS for refusal in verdict.refused)


@given(DRAFTS, EDITS)
def test_untouched_sentences_stay_byte_for_byte(text: str, proposed: list[Edit]) -> None:
    draft = read(text)
    accepted = review.review(draft, proposed, Situation(), PACK).accepted
    touched = {n for e in accepted if e.op in {"replace", "delete"} for n in range(e.first, e.last + 1)}
    kept = [part.before for part in edits.parts(draft, accepted) if part.edit is None]
    for sentence in draft.sentences:
        if sentence.n not in touched:
            assert any(sentence.text in stretch for stretch in kept)


@given(DRAFTS, EDITS)
def test_what_was_accepted_once_is_accepted_again(text: str, proposed: list[Edit]) -> None:
    draft = read(text)
    accepted = review.review(draft, proposed, Situation(), PACK).accepted
    assert review.review(draft, accepted, Situation(), PACK).refused == ()


def _edit(op: Operation, first: int, text: str = "", last: int | None = None) -> Edit:
    return Edit(op, first, last or first, text, "keep-it-simple", "")


@pytest.mark.parametrize(
    ("text", "changes", "reply"),
    [
        ("One. Two. Three.", [_edit("delete", 2)], "One. Three."),
        ("One. Two. Three.", [_edit("delete", 1)], "Two. Three."),
        ("One. Two. Three.", [_edit("delete", 3)], "One. Two."),
        ("One. Two. Three.", [_edit("delete", 2), _edit("delete", 3)], "One."),
        ("One. Two. Three.", [_edit("delete", 1), _edit("delete", 2)], "Three."),
        ("One. Two. Three.", [_edit("delete", 1, last=2)], "Three."),
        ("One.\n\nTwo.\n\nThree.", [_edit("delete", 2)], "One.\n\nThree."),
        ("One.\n\nTwo.", [_edit("delete", 2)], "One."),
        ("One.\n- Two.\n- Three.", [_edit("delete", 2)], "One.\n- Three."),
        (
            "<p>One.</p>\n<p class='a'>Two.</p>\n<p>Three.</p>",
            [_edit("delete", 2)],
            "<p>One.</p>\n<p>Three.</p>",
        ),
        ("<ul><li>One.</li><li>Two.</li></ul>", [_edit("delete", 2)], "<ul><li>One.</li></ul>"),
        ("<p>One. Two.</p>", [_edit("delete", 1)], "<p>Two.</p>"),
        ("One. Two.", [_edit("insert_before", 1, "Zero.")], "Zero. One. Two."),
        ("One. Two.", [_edit("insert_after", 1, "Half.")], "One. Half. Two."),
        ("One. Two.", [_edit("insert_after", 2, "\n\nThree.")], "One. Two.\n\nThree."),
        ("Hi Jo,\n\nTwo.", [_edit("insert_after", 1, "One.")], "Hi Jo,\n\nOne.\n\nTwo."),
        ("One. Two.", [_edit("replace", 1, "Uno.", last=2)], "Uno."),
    ],
)
def test_seams(text: str, changes: list[Edit], reply: str) -> None:
    assert edits.reply(read(text), changes) == reply
