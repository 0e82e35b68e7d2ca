"""What every engine is: something that proposes edits to a draft."""

from dataclasses import dataclass
from typing import Protocol

from service.principles.pack import Pack
from service.text.reading import Draft
from service.words import Edit, Proposal, Situation


@dataclass(frozen=True, slots=True)
class Refusal:
    """An edit that review refused, with the reason in words an engine can act on."""

    edit: Edit
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a proposal cost: calls made and tokens told by the server."""

    attempts: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal and what it cost."""

    proposal: Proposal
    usage: Usage = Usage()


class Engine(Protocol):
    """Anything that proposes edits; UpstreamError where it cannot."""

    name: str
    model: str | None

    async def propose(
        self, draft: Draft, situation: Situation, pack: Pack, refused: tuple[Refusal, ...], seconds: float
    ) -> Proposed:
        """Propose edits within so many seconds; `refused` are edits to mend, empty at first."""
        ...
