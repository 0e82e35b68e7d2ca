"""Two runs compared: what flipped, what moved, and whether it is a regression or may be chance."""

from dataclasses import dataclass

import numpy as np

from evals.graders import PROMISES
from evals.graders.base import Outcome
from evals.graders.mended import PREFIX, family
from evals.results import Results, Row, by_case

TOLERANCE = 0.02
"""A drop of a grader's rate up to here is let pass where answers vary."""

STALE = 0.1
"""The share of cases that may lack a recording before a replay counts as not measured."""

FEWEST = 8
"""Cases below which nothing can be told from chance."""

_DRAWS = 2_000
_SURE = 95


@dataclass(frozen=True, slots=True)
class Flip:
    """A case that passed a grader in one run and failed it in the other."""

    case: str
    grader: str
    worse: bool
    reason: str
    before: Row
    after: Row


@dataclass(frozen=True, slots=True)
class Move:
    """A grader's rate before and after, over the cases that both runs judged; `low` to `high` is where the
    change lies with 95 % confidence (paired bootstrap over cases, percentile method, Efron 1979).
    """

    grader: str
    cases: int
    before: float
    after: float
    low: float
    high: float

    @property
    def change(self) -> float:
        """The difference of the two rates."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that a report says of two runs of one engine."""

    before: Results
    after: Results
    flips: tuple[Flip, ...]
    moves: tuple[Move, ...]
    broken: tuple[tuple[str, str, str], ...]
    """Promises that the second run fails, whatever the first did: case, grader, reason."""

    stale: tuple[str, ...]
    """Cases without a recording, where there are more than may be."""

    new: tuple[str, ...]
    """Cases that the first run did not have."""

    tolerance: float

    @property
    def regressions(self) -> list[str]:
        """What makes the run a regression, a line each; empty where it is none."""
        found = [f"{case}: {grader}: {reason}" for case, grader, reason in self.broken]
        if self.stale:
            found.append(f"{len(self.stale)} cases have no recording for these prompts")
        if self.after.steady:
            said = {(case, grader) for case, grader, _ in self.broken}
            flips = [f for f in self.flips if f.worse and (f.case, f.grader) not in said]
            return found + [f"{f.case}: {f.grader}: {f.reason}" for f in flips]
        return found + [
            f"{m.grader}: {m.before:.0%} to {m.after:.0%} (95 %: {m.low:+.0%} to {m.high:+.0%})"
            for m in self.moves
            if m.high < -self.tolerance
        ]


def compare(before: Results, after: Results, tolerance: float = TOLERANCE) -> Comparison:
    """Compare two runs case by case; where an engine always answers alike, every flip for the worse counts."""
    old, new = by_case(before.judged), by_case(after.judged)
    both = [case for case in new if case in old]
    names = list(dict.fromkeys(family(name) for case in both for row in new[case] for name in row.grades))
    missing = after.unrecorded
    return Comparison(
        before,
        after,
        tuple(flip for case in both for flip in _flips(old[case][0], new[case][0])),
        tuple(_move(name, [(old[case], new[case]) for case in both]) for name in names),
        tuple(_broken(after)),
        tuple(missing) if len(missing) > STALE * max(len({r.case for r in after.rows}), 1) else (),
        tuple(case for case in new if case not in old),
        tolerance,
    )


def rate(results: Results, grader: str) -> tuple[int, int, int]:
    """How often a grader passed, failed and could not judge, over the rows of a run."""
    outcomes = [outcome for row in results.judged for outcome in _outcomes(row, grader)]
    return outcomes.count("passed"), outcomes.count("failed"), outcomes.count("not_judged")


def graders(results: Results) -> list[str]:
    """The graders that a run knows, those of principles last."""
    found = dict.fromkeys(family(name) for row in results.rows for name in row.grades)
    return sorted(found, key=lambda name: (name.startswith(PREFIX), name not in PROMISES, name))


def _flips(before: Row, after: Row) -> list[Flip]:
    """A grade that is new to one side is no flip, unless it is new and failed where nothing was said."""
    found = []
    for name, grade in after.grades.items():
        was = before.grades.get(name)
        if was is None or (was.outcome == "failed") == (grade.outcome == "failed"):
            continue
        worse = grade.outcome == "failed"
        found.append(Flip(after.case, name, worse, grade.reason if worse else was.reason, before, after))
    return found


def _broken(after: Results) -> list[tuple[str, str, str]]:
    return [
        (row.case, name, grade.reason)
        for row in after.judged
        for name, grade in row.grades.items()
        if name in PROMISES and grade.outcome == "failed"
    ]


def _move(grader: str, pairs: list[tuple[list[Row], list[Row]]]) -> Move:
    """The rates over the cases that both judged, and the interval of their difference."""
    sides = [(_share(old, grader), _share(new, grader)) for old, new in pairs]
    known = np.array([(b, a) for b, a in sides if b is not None and a is not None]).reshape(-1, 2)
    if not len(known):
        return Move(grader, 0, 0.0, 0.0, 0.0, 0.0)
    before, after = known.mean(axis=0)
    if len(known) < FEWEST:
        return Move(grader, len(known), float(before), float(after), -1.0, 1.0)
    drawn = np.random.default_rng(0).integers(0, len(known), (_DRAWS, len(known)))
    changes = (known[:, 1] - known[:, 0])[drawn].mean(axis=1)
    low, high = np.percentile(changes, [(100 - _SURE) / 2, (100 + _SURE) / 2])
    return Move(grader, len(known), float(before), float(after), float(low), float(high))


def _outcomes(row: Row, grader: str) -> list[Outcome]:
    return [grade.outcome for name, grade in row.grades.items() if family(name) == grader]


def _share(rows: list[Row], grader: str) -> float | None:
    """The share of a case's runs that did not fail; None where it was not judged in any."""
    judged = [one for row in rows for one in _outcomes(row, grader) if one != "not_judged"]
    return judged.count("passed") / len(judged) if judged else None
