"""Text and edits of every kind, to hold the promises that are made for all of them."""

from hypothesis import strategies as st

from service.text.placeholders import SYNTAXES
from service.words import OPERATIONS, Edit, Operation

WORDS = st.sampled_from(
    ["Hi Anna,", "\n\n", "\n", " ", "We cannot refund $20.00.", "Pay by March 3.", "{{ticket.id}}", "{% if a %}", "{% endif %}",
     "https://a.example/x.", "Call 0800 123 456.", "> you said no. Why?", "- Restart it.", "Order A-10427 left.", "“Save all”",
     "I'm sorry.", "If you return it within 30 days, we will look.", "<b>now</b>", "Best regards,\nTom", "`code.`", "😀", "é",
     "```\nx = 1.\n```", "Sorry for any inconvenience.", "Please wait."]
)  # fmt: skip
SLOTS = st.sampled_from([example for row in SYNTAXES for example in row.examples])
DRAFTS = st.one_of(
    st.lists(st.one_of(WORDS, SLOTS), min_size=1, max_size=12).map(" ".join),
    st.text(min_size=1, max_size=120),
    st.lists(WORDS, min_size=1, max_size=18).map(" ".join),
    st.lists(WORDS, min_size=1, max_size=18).map("".join),
)
_OPS: st.SearchStrategy[Operation] = st.sampled_from(OPERATIONS)
EDITS = st.lists(
    st.builds(
        Edit,
        op=_OPS,
        first=st.integers(-1, 9),
        last=st.integers(-1, 9),
        text=st.one_of(
            st.just(""), WORDS, SLOTS, st.text(max_size=40), st.lists(WORDS, max_size=4).map(" ".join)
        ),
        principle=st.sampled_from(["never-threaten", "keep-it-simple", "no-such-principle"]),
        why=st.text(max_size=20),
    ),
    max_size=8,
)
