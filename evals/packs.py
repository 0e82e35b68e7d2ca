"""The two sides of a comparison: a baseline, another pack, or an earlier revision of prompts and code."""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from evals import results
from evals.cases import Case
from evals.results import Results
from evals.run import run
from evals.subjects import Name, subject
from service.errors import AmendsError
from service.principles import pack as packs

BASELINES = Path(__file__).parent / "baselines"
ROOT = Path(__file__).parents[1]
_REVISED = ("service", "prompts")
"""What a revision brings; cases and graders are today's on both sides."""


class RevisionError(AmendsError):
    """A revision that cannot be run; the message says which and why."""


def before(against: str, name: Name, cases: Sequence[Case], only: Sequence[str]) -> Results:
    """What the first side of a comparison found; `against` is baseline, a directory or a revision."""
    if against == "baseline":
        kept = results.load(BASELINES / f"{name}.json")
        wanted = {case.name for case in cases}
        return kept.model_copy(update={"rows": [row for row in kept.rows if row.case in wanted]})
    if Path(against).is_dir():
        return run(subject(name, packs.load(Path(against))), cases)
    return _revision(against, name, only)


def _revision(revision: str, name: Name, only: Sequence[str]) -> Results:
    """The same cases and graders over the service and prompts of a revision, in a process of their own."""
    with tempfile.TemporaryDirectory() as folder:
        _extract(revision, Path(folder))
        (Path(folder) / "evals").symlink_to(ROOT / "evals")
        wanted = [part for one in only for part in ("--only", one)]
        command = [sys.executable, "-m", "evals.side", name, *wanted]
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, env={**os.environ, "PYTHONPATH": folder}, capture_output=True, check=False
        )
        if done.returncode:
            last = done.stderr.decode().strip().splitlines()[-1:] or ["it says nothing"]
            raise RevisionError(f"{revision}: today's cases do not run there: {last[0]}")
        return Results.model_validate(json.loads(done.stdout))


def _extract(revision: str, folder: Path) -> None:
    archive = subprocess.run(  # noqa: S603
        ["git", "archive", revision, *_REVISED], cwd=ROOT, capture_output=True, check=False  # noqa: S607
    )  # fmt: skip
    if archive.returncode:
        raise RevisionError(
            f"{revision}: neither `baseline`, nor a directory, nor a revision of this repository"
        )
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
