"""What an engine is asked, and what one that has to be waited for is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from service.principles.cues import Match
from service.principles.pack import Pack
from service.text.reading import Draft
from service.words import Proposal, Reviewed, Situation


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


@dataclass(frozen=True, slots=True)
class Case:
    """What an engine is asked about: the draft as read, what the cues found, and all that may be said."""

    draft: Draft
    found: Sequence[Match]
    situation: Situation
    pack: Pack


class Engine(Protocol):
    """A model, or what stands in for one: proposes edits; UpstreamError where it cannot."""

    name: str
    model: str | None

    async def propose(self, case: Case, so_far: Reviewed, seconds: float) -> Proposed:
        """Propose edits within so many seconds; `so_far` is what became of those before, nothing at first."""
        ...
