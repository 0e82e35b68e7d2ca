"""Edits applied: which span of the draft each one takes, and the reply that comes of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.text.reading import Draft
from service.words import Edit

_OPENED = re.compile(r"\s*<(p|li|h[1-6])\b[^<>]*>\s*$", re.IGNORECASE)
_LONGEST_TAG = 500


@dataclass(frozen=True, slots=True)
class Cut:
    """What an edit does to the draft's text: `draft[start:end]` becomes `new`."""

    start: int
    end: int
    new: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the reply: kept as it was (`edit` is None) or changed."""

    before: str
    after: str
    edit: Edit | None = None


def parts(draft: Draft, edits: Sequence[Edit]) -> list[Part]:
    """The draft and the reply side by side; joined befores are the draft, joined afters the reply.

    The edits must be valid for the draft and must not overlap: `review` sees to both.
    """
    deleted = {n for e in edits if e.op == "delete" for n in range(e.first, e.last + 1)}
    cuts = sorted((_cut(draft, edit, deleted) for edit in edits), key=_order)
    found: list[Part] = []
    position = 0
    for cut in cuts:
        start = max(cut.start, position)
        if start > position:
            found.append(Part(draft.text[position:start], draft.text[position:start]))
        end = max(cut.end, start)
        found.append(Part(draft.text[start:end], cut.new, cut.edit))
        position = end
    if position < len(draft.text) or not found:
        found.append(Part(draft.text[position:], draft.text[position:]))
    return found


def reply(draft: Draft, edits: Sequence[Edit]) -> str:
    """The draft with the edits applied."""
    return "".join(part.after for part in parts(draft, edits))


def _order(cut: Cut) -> tuple[int, bool, int]:
    """Insertions come before what they stand in front of, and after what they follow."""
    return cut.start, cut.edit.op != "insert_after", cut.end


def _cut(draft: Draft, edit: Edit, deleted: set[int]) -> Cut:
    first, last = draft.sentence(edit.first), draft.sentence(edit.last)
    if edit.op == "insert_before":
        return Cut(first.start, first.start, edit.text + _gap(draft, edit.text[-1:], edit.first), edit)
    if edit.op == "insert_after":
        return Cut(last.end, last.end, _gap(draft, edit.text[:1], edit.last) + edit.text, edit)
    if edit.op == "replace":
        return Cut(first.start, last.end, edit.text, edit)
    return Cut(*_deletion(draft, edit, deleted), "", edit)


def _gap(draft: Draft, edge: str, n: int) -> str:
    """What stands between an inserted sentence and its neighbour."""
    if edge.isspace():
        return ""
    sentence = draft.sentence(n)
    alone = draft.blocks[sentence.block].kind in {"greeting", "heading"}
    if alone and n < len(draft.sentences) and draft.form != "html":
        return draft.text[sentence.end : draft.sentence(n + 1).start]
    return " "


def _deletion(draft: Draft, edit: Edit, deleted: set[int]) -> tuple[int, int]:
    """The span that deleted sentences take with them, so that no stray space or empty line is left."""
    block = draft.sentence(edit.first).block
    members = [s for s in draft.sentences if s.block == block]
    start, end = draft.sentence(edit.first).start, draft.sentence(edit.last).end
    before = [s for s in members if s.n < edit.first]
    after = [s for s in members if s.n > edit.last]
    if any(s.n not in deleted for s in before):
        return before[-1].end, end
    if after:
        return start, after[0].start
    if before:  # the rest of the block goes as well, and takes the space between
        return start, end
    return _whole_block(draft, block, start, end)


def _whole_block(draft: Draft, block: int, start: int, end: int) -> tuple[int, int]:
    """A block that goes whole takes its list mark and the empty line after or before it; in HTML its element."""
    if draft.form == "html":
        return element(draft, block) or (start, end)
    span = draft.blocks[block]
    start, end = min(start, span.start), max(end, span.end)
    if block + 1 < len(draft.blocks):
        return start, draft.blocks[block + 1].start
    previous = draft.blocks[block - 1].end if block else 0
    return previous, end


def element(draft: Draft, block: int) -> tuple[int, int] | None:
    """The span of the HTML element that holds this block and nothing else, with the white space before it."""
    span = draft.blocks[block]
    opened = _OPENED.search(draft.text[max(0, span.start - _LONGEST_TAG) : span.start])
    closed = opened and re.compile(rf"\s*</{opened[1]}\s*>", re.IGNORECASE).match(draft.text, span.end)
    if not opened or not closed:
        return None
    return span.start - len(opened.group()), closed.end()
