"""The words of the house as plain values: sentences, facts, edits, proposals."""

from dataclasses import dataclass, field
from typing import Literal, get_args

Format = Literal["plain", "markdown", "html"]
BlockKind = Literal["greeting", "paragraph", "list_item", "heading", "quotation", "signature", "code"]
Operation = Literal["replace", "insert_before", "insert_after", "delete"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)

UNTOUCHABLE: frozenset[BlockKind] = frozenset({"quotation", "signature", "code"})
"""Kinds of block that no edit may change."""


@dataclass(frozen=True, slots=True)
class Block:
    """One run of sentences that belong together; `start` to `end` includes a list marker or tag."""

    n: int
    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A numbered piece of the draft; numbers start at 1, spans are half-open code points."""

    n: int
    block: int
    kind: BlockKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A span that must survive: a placeholder, link, amount, date, number, id, code or tag."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A change proposed to sentences `first` to `last` of one block, with principle and reason."""

    op: Operation
    first: int
    last: int
    text: str
    principle: str
    why: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """An edit that review refused; `reason` is one of `review.REASONS`, `detail` what to mend."""

    edit: Edit
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What came of a review: edits to apply, in order, and those refused."""

    accepted: tuple[Edit, ...] = ()
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What only the agent may decide; never written into the reply."""

    principle: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """An engine's untrusted answer."""

    edits: tuple[Edit, ...] = ()
    suggestions: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a reply may draw on besides the draft: the customer's words and what is allowed."""

    customer: tuple[str, ...] = ()
    may_say: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    context: dict[str, str] = field(default_factory=dict)
    channel: str = "email"

    @property
    def said(self) -> tuple[str, ...]:
        """The texts besides the draft that a reply may take its facts from."""
        return (*self.may_say, *self.customer, *self.context.values())

    @property
    def customer_text(self) -> str:
        """The customer's own turns as one text, oldest first."""
        return "\n\n".join(self.customer)
