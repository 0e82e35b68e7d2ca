"""The draft becomes numbered sentences with exact offsets, for any string."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text import formats, sentences
from service.text.reading import read
from service.words import Format

PIECES = st.sampled_from(
    ["Hi Anna,", "\n", "\n\n", "> quoted. Twice.", "- item one", "```\ncode. here\n```", "{{ticket.id}}", "Dr. No",
     "$4.50.", "https://a.example/x?y=1.", "e.g. this", "…", "Wait... what?", "😀", "<p>One. Two.</p>", "<br>", "--\nTom",
     "Best regards,\nTom", "^AB", "\r\n", "\t", " ", "No. 5", "a@b.example", "**bold.**", "# Head", "\u2028", "مرحبا."]
)  # fmt: skip
DRAFTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map("".join))


@given(DRAFTS, st.sampled_from([None, "plain", "markdown", "html"]))
def test_sentences_and_gaps_are_the_draft(text: str, form: Format | None) -> None:
    blocks, numbered = sentences.split(text, form)
    position, rebuilt = 0, ""
    for n, sentence in enumerate(numbered, 1):
        assert sentence.n == n
        assert sentence.start >= position, "no two sentences overlap"
        assert sentence.text.strip() == sentence.text != ""
        rebuilt += text[position : sentence.start] + sentence.text
        position = sentence.end
        block = blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
    assert rebuilt + text[position:] == text


@given(DRAFTS)
def test_every_letter_of_plain_text_is_in_a_sentence(text: str) -> None:
    _, numbered = sentences.split(text, "plain")
    inside = set().union(*(range(s.start, s.end) for s in numbered)) if numbered else set()
    outside = "".join(c for n, c in enumerate(text) if n not in inside)
    assert not any(c.isalpha() and c.isascii() for c in outside.replace("a)", ""))


@pytest.mark.parametrize(
    "text",
    [
        "Please ask Dr. Miller about it.",
        "Your order No. 5 has left.",
        "Bring an ID, e.g. a passport.",
        "Acme Inc. has shipped it.",
        "It costs $4.50 a month.",
        "See https://example.com/a.b?c=d. for more.",
        "Write to help@example.com today.",
        "Well... that took a while.",
        "J. R. Smith signed for it.",
        "Version 2.10.3 mends this.",
        "It opens at 9 a.m. on weekdays.",
        "Press “Save. Close” and wait.",
        'Hello {{user.name|fallback:"there. You"}} again.',
    ],
)
def test_one_sentence(text: str) -> None:
    assert [s.text for s in sentences.split(text)[1]] == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is late. We are sorry.", ["It is late.", "We are sorry."]),
        ("Is it on? If so, restart it!", ["Is it on?", "If so, restart it!"]),
        ("Great 😀! Thanks 🎉 Then go on.", ["Great 😀!", "Thanks 🎉 Then go on."]),
        ("We close at 5 p.m. Please come earlier.", ["We close at 5 p.m.", "Please come earlier."]),
        ("Hi Anna, we have sent it.", ["Hi Anna,", "we have sent it."]),
        ("No. We have not.", ["No.", "We have not."]),
        (
            "Go to https://a.example/x Then sign in there.",
            ["Go to https://a.example/x", "Then sign in there."],
        ),
        ("Done! 😀 Next one.", ["Done! 😀", "Next one."]),
    ],
)
def test_sentence_ends(text: str, expected: list[str]) -> None:
    assert [s.text for s in sentences.split(text)[1]] == expected


def test_blocks_of_a_letter() -> None:
    draft = (
        "Hi Anna,\n\nThank you. We looked.\n\n# Steps\n- Restart it.\n- Wait. Then look.\n\n> It is broken. Help!\n\n"
        "```\nrun. this\n```\n\nBest regards,\nTom\nAcme"
    )
    kinds = [(s.kind, s.text) for s in sentences.split(draft)[1]]
    assert kinds == [
        ("greeting", "Hi Anna,"),
        ("paragraph", "Thank you."),
        ("paragraph", "We looked."),
        ("heading", "Steps"),
        ("list_item", "Restart it."),
        ("list_item", "Wait."),
        ("list_item", "Then look."),
        ("quotation", "> It is broken. Help!"),
        ("code", "```"),
        ("code", "run. this"),
        ("code", "```"),
        ("signature", "Best regards,"),
        ("signature", "Tom"),
        ("signature", "Acme"),
    ]


def test_lines_are_blocks_unless_the_text_is_wrapped() -> None:
    short = sentences.split("Order: 5\nTotal: $9")[1]
    assert [s.block for s in short] == [0, 1]
    wrapped = sentences.split(
        "We have looked at what you sent us and found that the\nparcel was lost. It will be sent."
    )[1]
    assert [(s.block, s.n) for s in wrapped] == [(0, 1), (0, 2)]


@pytest.mark.parametrize(
    "line",
    [
        "Hello Mr. Tan,",
        "Dear Ms. Lindqvist",
        "Hi there!",
        "Good morning, Dr. No,",
        "Hey {{name}},",
        "Hi Jo and Al,",
    ],
)
def test_greetings(line: str) -> None:
    assert sentences.split(f"{line}\n\nIt has left.")[1][0].kind == "greeting"


@pytest.mark.parametrize(
    "text", ["Hi there, we have it.", "Hello Mr. Tan, it has left.", "Hi {{name}}, it has left."]
)
def test_greetings_inside_a_line(text: str) -> None:
    first, second = sentences.split(text)[1]
    assert (first.kind, first.text) == ("greeting", text[: len(first.text)])
    assert first.text.endswith(",")
    assert second.text


@pytest.mark.parametrize("mark", ["^AB", "-Katy", "~Ines", "*TAC", "/FC", "^ Jo"])
def test_sign_offs_are_signatures(mark: str) -> None:
    numbered = sentences.split(f"We have sent it again. {mark}")[1]
    assert [(s.kind, s.text) for s in numbered] == [
        ("paragraph", "We have sent it again."),
        ("signature", mark),
    ]


@pytest.mark.parametrize(
    "line", ["Regards, Billing", "Best, Tom", "Kind regards,", "Thank you, Ana & the team", "Sincerely"]
)
def test_closings_are_signatures(line: str) -> None:
    assert sentences.split(f"It has left.\n\n{line}")[1][-1].kind == "signature"


@pytest.mark.parametrize(
    "line", ["Thanks, we will look.", "Thank you, this helps a lot!", "Best is to wait."]
)
def test_thanks_are_not(line: str) -> None:
    assert sentences.split(f"It has left.\n\n{line}")[1][-1].kind == "paragraph"


def test_quoted_threads_are_quotations() -> None:
    draft = read(
        "It is on its way.\n\nOn Mon, 3 Mar 2025 at 10:00, Jo <jo@a.example> wrote:\nWhere is it? Still here."
    )
    assert [s.kind for s in draft.sentences] == ["paragraph", "quotation", "quotation"]


def test_html_blocks_keep_to_their_elements() -> None:
    text = (
        "<h1>Final Notice</h1><p>Hello {{ name }},</p><p>Your <b>plan</b> ends. Renew it.</p>"
        '<ul><li>One</li></ul><blockquote>Old. Mail.</blockquote><div class="signature">Tom</div>'
    )
    kinds = [(s.kind, s.text) for s in sentences.split(text)[1]]
    assert kinds == [
        ("heading", "Final Notice"),
        ("greeting", "Hello {{ name }},"),
        ("paragraph", "Your <b>plan</b> ends."),
        ("paragraph", "Renew it."),
        ("list_item", "One"),
        ("signature", "Old. Mail."),
        ("signature", "Tom"),
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Hello, all is well.", "plain"),
        ("Reply to <help@example.com> please.", "plain"),
        ("<p>Hello</p>", "html"),
        ("One<br>Two", "html"),
        ("See [the page](https://a.example).", "markdown"),
        ("# Title\n\nText", "markdown"),
        ("{{ '<p>'|safe }} there", "plain"),
    ],
)
def test_formats(text: str, form: str) -> None:
    assert formats.detect(text) == form
