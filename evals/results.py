"""What a run found, as it is kept, compared and reported."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.graders.base import Grade
from service.errors import AmendsError


class ResultsError(AmendsError):
    """A file of results that is missing or cannot be read."""


class Row(BaseModel):
    """One case's outcome under one engine."""

    model_config = ConfigDict(extra="forbid")

    case: str
    kind: str
    draft: str = ""
    reply: str
    wrote: str
    """The engine whose edits made the reply; it differs from the one under test after a fallback."""
    grades: dict[str, Grade]
    length: float
    milliseconds: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    recorded: bool = True
    """False where a replay found no recording: the grades are then another engine's and do not count."""


class Results(BaseModel):
    """A run of one engine over the cases; `whole` says whether it was over all of them."""

    model_config = ConfigDict(extra="forbid")

    engine: str
    model: str | None
    pack: str
    service: str
    whole: bool
    rows: list[Row]
    prices: tuple[float, float] | None = None
    """What a million tokens cost, in and out."""

    @property
    def judged(self) -> list[Row]:
        """The rows that count."""
        return [row for row in self.rows if row.recorded]

    @property
    def unrecorded(self) -> list[str]:
        """The cases for which a replay found nothing."""
        return sorted({row.case for row in self.rows if not row.recorded})

    @property
    def steady(self) -> bool:
        """Whether the same inputs always give the same answer, so that a flip is no chance."""
        return self.engine != "live"

    def save(self, path: Path) -> None:
        """Keep the results as a baseline: without the drafts and times, which stand elsewhere or vary."""
        rows = [row.model_copy(update={"draft": "", "milliseconds": 0}) for row in self.rows]
        kept = self.model_copy(update={"rows": sorted(rows, key=lambda row: row.case)})
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(kept.model_dump_json(indent=1, exclude_defaults=True) + "\n", encoding="utf-8")


def load(path: Path) -> Results:
    """Read a baseline; ResultsError says what to do where there is none."""
    try:
        return Results.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError:
        raise ResultsError(f"{path}: no baseline yet; `amends eval --update-baseline` writes one") from None
    except ValidationError as error:
        raise ResultsError(f"{path}: no results of a run: {error.errors()[0]['msg']}") from None


def by_case(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each case, one or, where a run was repeated, several."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.case, []).append(row)
    return found
