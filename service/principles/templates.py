"""Templates of the embedded engine: words with {slots} and filters, filled or refused."""

import re
from collections.abc import Callable, Mapping

from service.text import grammar

FILTERS: dict[str, Callable[[str], str | None]] = {
    "turned": grammar.turned,
    "done": grammar.done,
    "inside": grammar.inside,
    "opened": grammar.opened,
    "lowered": grammar.lowered,
}
"""Each returns None where its grammar is not certain; the change is then not made."""

VOICES: dict[str, dict[str, str]] = {
    "I": {"we": "I", "we_are": "I'm", "we_have": "I've", "we_will": "I'll", "our": "my", "us": "me"},
    "we": {"we": "we", "we_are": "we're", "we_have": "we've", "we_will": "we'll", "our": "our", "us": "us"},
}
"""Slots every template has, in the draft's own voice."""

_FIELD = re.compile(r"\{(\w+)(\?)?(?:\|(\w+))?\}")
_FIRST_PERSON = re.compile(r"\b(?:[Ii]|[Mm]y|me)\b(?!\.)")


def voice(draft: str) -> str:
    """`I` where the draft speaks of itself so, else `we`."""
    return "I" if _FIRST_PERSON.search(draft) else "we"


def fill(template: str, slots: Mapping[str, str | None], speaks: str) -> str | None:
    """Return the template's words, or None where a slot is empty or its grammar not certain.

    An optional slot that is empty takes the space before it along.
    """
    words = VOICES[speaks]
    parts: list[str] = []
    position = 0
    for match in _FIELD.finditer(template):
        name, optional, chosen = match.groups()
        before = template[position : match.start()]
        value = words.get(name) or slots.get(name)
        if value and chosen:
            value = FILTERS[chosen](value)
        if not value:
            if not optional:
                return None
            before, value = before.removesuffix(" "), ""
        parts += [before, value]
        position = match.end()
    return "".join(parts) + template[position:]


def names(template: str) -> set[str]:
    """The slots that a template names."""
    return {name for name, _, _ in _FIELD.findall(template)}


def check(template: str, known: set[str]) -> None:
    """Raise ValueError where a template names a slot or a filter that does not exist."""
    for name, _, chosen in _FIELD.findall(template):
        if name not in known and name not in VOICES["we"]:
            raise ValueError(f"{{{name}}} is filled by no pattern of this cue")
        if chosen and chosen not in FILTERS:
            raise ValueError(f"unknown filter {chosen!r}; the filters are {', '.join(FILTERS)}")
