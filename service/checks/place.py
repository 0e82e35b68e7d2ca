"""Where an edit may be: sentences that exist, one block, nothing untouchable, no other edit's place."""

from collections.abc import Sequence

from service.checks.sources import Objection, Sources
from service.words import OPERATIONS, UNTOUCHABLE, Edit


def shape(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """A known operation on sentences that exist, with text where it needs some."""
    count = len(sources.draft.sentences)
    if edit.op not in OPERATIONS:
        return "shape", f"the operation {edit.op!r} is unknown"
    if not 1 <= edit.first <= edit.last <= count:
        return "shape", f"sentences run from 1 to {count}"
    if edit.op.startswith("insert") and edit.first != edit.last:
        return "shape", "an insertion names one sentence"
    if (edit.op == "delete") == bool(edit.text.strip()):
        return "shape", "a deletion has no text, every other edit has some"
    return None


def place(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """One block, nothing untouchable, a known principle, no other edit's sentences, and a change."""
    if edit.principle not in sources.pack.ids:
        return "principle", f"{edit.principle!r} is not one of the principles"
    touched = sources.draft.sentences[edit.first - 1 : edit.last]
    if len({s.block for s in touched}) > 1:
        return "block", f"sentences {edit.first} to {edit.last} lie in different blocks"
    if any(s.kind in UNTOUCHABLE for s in touched):
        return "untouchable", f"sentence {edit.first} is a {touched[0].kind}"
    if any(_clash(edit, other) for other in accepted):
        return "overlap", ""
    if edit.op == "replace" and edit.text == sources.before(edit):
        return "nothing", ""
    return None


def _clash(one: Edit, other: Edit) -> bool:
    """Whether two edits want the same place; beside a deletion nothing is inserted, that is a replacement."""
    if one.op.startswith("insert") and other.op.startswith("insert"):
        return one.op == other.op and one.first == other.first
    if one.op == "delete" or other.op == "delete" or one.op == other.op == "replace":
        return one.first <= other.last and other.first <= one.last
    inserted, replaced = (one, other) if one.op.startswith("insert") else (other, one)
    if inserted.op == "insert_after":
        return replaced.first <= inserted.first < replaced.last
    return replaced.first < inserted.first <= replaced.last
