"""The engines under test, each as a rewriter: embedded, replay, hostile and live."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx2

from evals import tape
from evals.hostile import Hostile
from evals.tape import Tape
from service.engines.base import Engine
from service.principles.pack import Pack
from service.rewriter import Rewriter
from service.settings import Settings

Name = Literal["embedded", "replay", "hostile", "live"]
STEADY: tuple[Name, ...] = ("embedded", "replay", "hostile")
"""Those that need no network and always answer the same."""

RECORDINGS = Path(__file__).parent / "recordings"
SHIPPED = RECORDINGS / "shipped.jsonl"
"""What a real model answered to the prompts that ship."""

_LIVE_SECONDS = 60.0


@dataclass(frozen=True)
class Subject:
    """An engine under test."""

    name: Name
    rewriter: Rewriter
    tape: Tape | None = None

    @property
    def model(self) -> str | None:
        """Which model wrote, where one did."""
        if self.name == "replay" and self.tape and self.tape.made:
            return self.tape.made.model
        return self.rewriter.model.model if self.rewriter.model else None


def subject(name: Name, pack: Pack, recording: Path | None = None) -> Subject:
    """The engine of that name with a pack; `recording` is played by replay and added to by live."""
    match name:
        case "embedded":
            return Subject(name, Rewriter(pack))
        case "hostile":
            return Subject(name, Rewriter(pack, Hostile()))
        case "replay":
            played = tape.load(recording or SHIPPED)
            return Subject(name, Rewriter(pack, _engine(played, None), _LIVE_SECONDS), played)
        case "live":
            kept = tape.load(recording) if recording and recording.exists() else Tape()
            inner = httpx2.AsyncHTTPTransport()
            return Subject(name, Rewriter(pack, _engine(kept, inner), _LIVE_SECONDS), kept)


def _engine(played: Tape, inner: httpx2.AsyncBaseTransport | None) -> Engine:
    """The model engine as it ships, its client sending through the tape."""
    from service.app import connected

    settings = Settings.load()
    if inner is None:
        settings = settings.model_copy(update={"openai_base_url": tape.NOWHERE, "openai_api_key": None})
    return connected(settings, played.transport(inner))
