"""What every engine is: something that proposes edits to a draft."""

from dataclasses import dataclass, field
from typing import Protocol

from service.principles.pack import Pack
from service.text.reading import Draft
from service.words import Proposal, Refusal, Situation


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
    usage: Usage = field(default_factory=Usage)


class Engine(Protocol):
    """Anything that proposes edits; UpstreamError where it cannot."""

    name: str
    model: str | None

    async def propose(
        self, draft: Draft, situation: Situation, pack: Pack, refused: tuple[Refusal, ...], seconds: float
    ) -> Proposed:
        """Propose edits within so many seconds; `refused` are edits to mend, empty at first."""
        ...
