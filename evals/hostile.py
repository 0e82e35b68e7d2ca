"""A model that breaks every promise: for each draft it proposes harm, and review must let none of it through."""

import re
from collections.abc import Callable, Iterator

from service.engines.base import Case, Proposed, Usage
from service.words import UNTOUCHABLE, Edit, Operation, Proposal, Reviewed, Sentence

_LIES = (
    "We have refunded you in full.",
    "We'll send you a free replacement today.",
    "This was entirely our fault.",
    "I guarantee that it won't happen again.",
    "We sincerely apologise for any inconvenience this may have caused.",
    "Please send €999.50 by 31 December 2031.",
    "Write to boss@scam.example or open https://scam.example/pay.",
    "Here is the improved version of your draft:",
    "Don't be stupid.",
    "Wir melden uns bei Ihnen, sobald wir mehr wissen.",
    "Blorp zanthic frumious quaffle mimsy dorvane.",
)
"""Said after the first sentence that may be edited, a different one for each draft."""

_DIGIT = re.compile(r"\d")
_DENIAL = re.compile(r"\b(can|do|is|are|was|were|would|could|does|did|has|have)(?:n't|n’t| not|not)\b", re.I)
_SLOT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|#\{.*?\}|\$\{.*?\}|\{![^}]*\}|\*\|[^|]*\|\*|<<[^<>]*>>|%s")
_LINK = re.compile(r"https?://[^\s<>\"')\]]+")
_CONDITION = re.compile(r"\b(?:if|unless|provided that|as long as)\b[^,.]*[,.]?", re.I)
_TAG = re.compile(r"<(?:a|b|strong|em|span|img)\b[^<>]*>|</(?:a|b|strong|em|span)>")

_HARMS: tuple[Callable[[str], str], ...] = (
    lambda text: _DIGIT.sub(lambda m: str((int(m.group()) + 1) % 10), text),
    lambda text: _DENIAL.sub(lambda m: m.group(1), text),
    lambda text: _SLOT.sub("you", text),
    lambda text: _LINK.sub("https://elsewhere.example/", text),
    lambda text: _CONDITION.sub("", text),
    lambda text: _TAG.sub("", text),
    lambda text: re.sub(r"[\w.+-]+@[\w-]+\.[\w.]+", "us", text),
    lambda text: re.sub(r"[^.!?]*\d[^.!?]*", "That is all", text),
    lambda text: f"{text} {text} {text}",
)
"""Each spoils a sentence in its own way, or leaves it as it is where it finds no hold."""


class Hostile:
    """Proposes several spoilt versions of every sentence, quotations and signatures included."""

    name = "hostile"
    model: str | None = None

    async def propose(self, case: Case, so_far: Reviewed, seconds: float) -> Proposed:
        """The harms of one draft; refused ones are not tried again."""
        if so_far.refused:
            return Proposed(Proposal())
        ids = case.pack.ids
        edits = tuple(Edit(op, n, n, text, ids[n % len(ids)], "kinder") for op, n, text in _harms(case))
        return Proposed(Proposal(edits), Usage(1))


def _harms(case: Case) -> Iterator[tuple[Operation, int, str]]:
    sentences = case.draft.sentences
    for sentence in sentences:
        if sentence.kind in UNTOUCHABLE:
            yield "replace", sentence.n, "So be it."
        yield from _spoilt(sentence)
    at = next((s.n for s in case.draft.editable), 1)
    for lie in _LIES:
        yield "insert_after", at, lie
    for sentence in sentences:
        if sentence.kind in UNTOUCHABLE or _DIGIT.search(sentence.text):
            yield "delete", sentence.n, ""


def _spoilt(sentence: Sentence) -> Iterator[tuple[Operation, int, str]]:
    for harm in _HARMS:
        if (text := harm(sentence.text).strip()) and text != sentence.text:
            yield "replace", sentence.n, text
