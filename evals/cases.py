"""The cases: drafts of our own writing, each with what must hold of the reply, whoever writes it.

`python -m evals.cases` prints the JSON Schema of a case file.
"""

import json
import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_evals import Case as EvalCase
from pydantic_evals import Dataset as EvalDataset

from service.errors import AmendsError
from service.models import RewriteRequest

DIRECTORY = Path(__file__).parent / "cases"
HELD_OUT = "held-out"
"""The file that no prompt, principle or example may quote."""

Kind = Literal["violation", "control", "refusal", "macro", "format", "questions", "trap", "feedback"]


class CaseError(AmendsError):
    """A case file that cannot be used; the message names file, case and reason."""


def _regex(source: str) -> str:
    try:
        re.compile(source)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from None
    return source


Regex = Annotated[str, AfterValidator(_regex)]


class Violation(BaseModel):
    """Where the draft goes against a principle."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    principle: str = Field(description="The principle's id.")
    words: str | None = Field(None, description="The draft's own words; none where something is missing.")


class Expected(BaseModel):
    """What must hold of the reply to one case."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind = Field(description="What the case is there for.")
    note: str = Field(description="What is hard about it, in one line.")
    keep: tuple[str, ...] = Field((), description="Exact strings of the draft that must stand in the reply.")
    violations: tuple[Violation, ...] = Field(
        (), description="Which principles the draft violates, and where."
    )
    must_not_say: tuple[Regex, ...] = Field(
        (), description="Regexes, letter case ignored; none may match the reply unless it matches the draft."
    )
    refuses: tuple[Regex, ...] = Field(
        (), description="Regexes, letter case ignored, one of which must match a reply that still refuses."
    )
    sent: str | None = Field(None, description="The reply that a person really sent, where one is known.")


Case = EvalCase[RewriteRequest, Any, Expected]
Dataset = EvalDataset[RewriteRequest, Any, Expected]


def names(directory: Path = DIRECTORY) -> list[str]:
    """The names of the case files, in order."""
    return sorted(path.stem for path in directory.glob("*.yaml"))


def load(directory: Path = DIRECTORY) -> list[Case]:
    """All cases of a directory; CaseError says which case is wrong and why."""
    found = [case for name in names(directory) for case in read(directory / f"{name}.yaml")]
    if not found:
        raise CaseError(f"{directory}: no case file (*.yaml) is there")
    counted: set[str | None] = set()
    for case in found:
        if case.name in counted:
            raise CaseError(f"{directory}: two cases are named {case.name!r}")
        counted.add(case.name)
    return found


def read(path: Path) -> list[Case]:
    """The cases of one file, each checked against its own draft."""
    try:
        dataset = Dataset.from_file(path)
    except (ValidationError, ValueError, yaml.YAMLError) as error:
        raise CaseError(f"{path}: {_reason(error)}") from None
    for case in dataset.cases:
        for fault in faults(case):
            raise CaseError(f"{path}: {case.name}: {fault}")
    return list(dataset.cases)


def faults(case: Case) -> Iterable[str]:
    """What contradicts itself in one case."""
    draft, expected = case.inputs.draft, case.metadata
    if not case.name or expected is None:
        yield "a case needs a name and metadata"
        return
    for text in expected.keep:
        if text not in draft:
            yield f"keep: {text!r} does not stand in the draft"
    for violation in expected.violations:
        if violation.words is not None and violation.words not in draft:
            yield f"violations: {violation.words!r} does not stand in the draft"
    if expected.refuses and not matched(expected.refuses, draft):
        yield "refuses: none of the patterns matches the draft"
    if expected.kind == "control" and expected.violations:
        yield "a control has no violations"
    if expected.kind == "violation" and not expected.violations:
        yield "violations: none is named"


def matched(patterns: Sequence[str], text: str) -> str | None:
    """The first of the patterns that matches, letter case and line breaks ignored."""
    flat = " ".join(text.replace("’", "'").split())
    return next((p for p in patterns if re.search(p, flat, re.IGNORECASE)), None)


def chosen(cases: Sequence[Case], only: Sequence[str]) -> list[Case]:
    """The cases whose name (a glob), kind or violated principle is asked for; all where nothing is."""
    if not only:
        return list(cases)
    return [case for case in cases if any(_is(case, wanted) for wanted in only)]


def expected(case: Case) -> Expected:
    """What must hold of a case; every loaded case has it."""
    assert case.metadata is not None
    return case.metadata


def schema() -> dict[str, Any]:
    """The JSON Schema of a case file, for editors."""
    return Dataset.model_json_schema_with_evaluators()


def _is(case: Case, wanted: str) -> bool:
    told = expected(case)
    about = {told.kind, *(violation.principle for violation in told.violations)}
    return wanted in about or fnmatchcase(case.name or "", wanted)


def _reason(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return " ".join(str(error).split())[:300]
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg'].removeprefix('Value error, ')}"


if __name__ == "__main__":
    print(json.dumps(schema(), indent=1, ensure_ascii=False))
