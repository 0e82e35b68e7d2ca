"""Masks: what need not reach a provider is hidden behind tokens, one an occurrence, and restored."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from service.text import facts
from service.words import Fact

CLASSES: tuple[str, ...] = ("placeholder", "url", "email", "phone", "iban", "card", "id", "number")
"""Kinds of fact that are masked by default; of ids and numbers only the long ones are."""

ON_REQUEST: tuple[str, ...] = ("keep",)
"""Kinds that can be masked as well: `keep`, the names and other strings that a request names."""

_LONG = 8
_LABEL = {"url": "link", "placeholder": "slot", "number": "id", "keep": "name"}
_TOKEN = re.compile(r"⟦[a-z_]+\d+⟧")
_NAME = re.compile(r"[a-z]+(?:[_.][a-z]+)*")
_LONGEST_LABEL = 30


@dataclass
class Masks:
    """The tokens of one request; `hide` fills it, `restore` reads it."""

    classes: Collection[str] = CLASSES
    names: tuple[str, ...] = ()
    hidden: dict[str, str] = field(default_factory=dict)

    def hide(self, text: str) -> str:
        """The text with every fact of the chosen classes behind a token of its own."""
        parts: list[str] = []
        position = 0
        for fact in facts.find(text, self.names):
            if fact.kind not in self.classes or not _private(fact.kind, fact.text):
                continue
            token = f"⟦{_label(fact)}{len(self.hidden) + 1}⟧"
            self.hidden[token] = fact.text
            parts += [text[position : fact.start], token]
            position = fact.end
        return "".join(parts) + text[position:]

    def restore(self, text: str) -> str:
        """The text with every known token replaced by what it hid; an unknown one stays, and shows."""
        return _TOKEN.sub(lambda m: self.hidden.get(m.group(), m.group()), text)


def _label(fact: Fact) -> str:
    """What a token says of what it hides; a placeholder keeps its own name, or a model mistakes a date for a link."""
    if fact.kind == "placeholder" and (name := _NAME.search(fact.text.lower())):
        return name.group().replace(".", "_")[:_LONGEST_LABEL]
    return _LABEL.get(fact.kind, fact.kind)


def _private(kind: str, text: str) -> bool:
    return kind not in {"id", "number"} or sum(c.isalnum() for c in text) >= _LONG
