"""What the text keeps of its form: tags in order and around their words, links, emphasis, lines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from service import edits
from service.checks.sources import Objection, Sources
from service.text import facts
from service.words import Edit, Fact

_TAG_NAME = re.compile(r"</?([A-Za-z][\w-]*)")
_LINK = re.compile(r"\[[^\[\]\n]{0,300}\]\(([^)\s]{1,2000})[^)\n]{0,300}\)")
_PREAMBLE = re.compile(
    r"^\s*(?:here(?:'s| is) (?:the|your|a) (?:rewritten|revised|improved|edited)|rewritten (?:reply|draft)|```|as an ai\b|sure[,!] here)",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"[,;:][ \t]{2,}\w|[ \t][,;](?=\s)|,[ \t]*[,;.](?!\.)")
_LIST_LINE = re.compile(r"\n[ \t]*(?:[-*+•–]|\(?\d{1,2}[.)])[ \t]+")
_MOST, _SLACK = 4, 500


def markup(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """Every tag stays, in its order and around what it was around; so do logic tags, links and emphasis."""
    before, draft = sources.before(edit), sources.draft
    was, now = sources.facts_before(edit), sources.facts_after(edit)
    if _ordered(was) != _ordered(now):
        return "markup", "keep every tag and logic placeholder, in order"
    if (
        draft.form == "html"
        and edit.op == "replace"
        and not all(_holds(*pair) for pair in zip(_elements(before), _elements(edit.text), strict=False))
    ):
        return "markup", "keep the words and placeholders of an element inside it"
    if draft.form == "markdown":
        if Counter(_LINK.findall(before)) - Counter(_LINK.findall(edit.text)):
            return "markup", "keep every link a link"
        if before.count("**") != edit.text.count("**") and edit.op == "replace":
            return "markup", "keep the emphasis"
    return None


def _ordered(found: Sequence[Fact]) -> list[str]:
    """Tags, and placeholders that carry logic: their order is their meaning."""
    return [
        f.text
        for f in found
        if f.kind == "markup" or (f.kind == "placeholder" and f.text.startswith("{%") and "," not in f.text)
    ]


def _elements(text: str) -> Iterator[str]:
    """The inner text of each element that is opened and closed here, in order of opening."""
    tags = [f for f in facts.find(text) if f.kind == "markup"]
    for n, tag in enumerate(tags):
        name = _TAG_NAME.match(tag.text)
        if tag.text.startswith("</") or not name:
            continue
        depth = 0
        for other in tags[n:]:
            same = _TAG_NAME.match(other.text)
            if same and same.group(1) == name.group(1) and not other.text.endswith("/>"):
                depth += -1 if other.text.startswith("</") else 1
            if depth == 0:
                yield text[tag.end : other.start]
                break


def _holds(was: str, now: str) -> bool:
    """Whether an element still has words where it had some, and the same placeholders."""
    slots = ([f.text for f in facts.find(inner) if f.kind == "placeholder"] for inner in (was, now))
    return bool(now.strip()) == bool(was.strip()) and len({tuple(sorted(found)) for found in slots}) == 1


def layout(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """A replacement stays in its lines, a list aside; nothing speaks about the rewrite itself."""
    before, draft = sources.before(edit), sources.draft
    if _PREAMBLE.search(edit.text):
        return "preamble", ""
    if (gap := _BROKEN.search(edit.text)) and not _BROKEN.search(before):
        return "form", f"words are missing at {gap.group().strip()!r}"
    if len(edit.text) > _MOST * len(before) + _SLACK:
        return "length", ""
    if edit.op == "replace" and draft.form != "html":
        broken = _LIST_LINE.sub("", edit.text.strip("\n"))
        if broken.count("\n") > before.count("\n") or edit.text != edit.text.strip("\n"):
            return "form", "a replacement has no line breaks but those of a list; insert a paragraph instead"
    if edit.op == "delete" and draft.form == "html":
        block = draft.sentence(edit.first).block
        whole = {s.n for s in draft.sentences if s.block == block} <= set(range(edit.first, edit.last + 1))
        if whole and edits.element(draft, block) is None:
            return "block", "this HTML block shares its element with others"
    return None
