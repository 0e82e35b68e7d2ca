"""The tables of a report as plain rows, so that every format shows the same. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from evals import compare
from evals.compare import Comparison
from evals.graders.mended import PREFIX
from evals.results import Results


class Line(NamedTuple):
    """One line of a table: a grader or a principle, before and after."""

    name: str
    before: str
    after: str
    change: str
    sure: str


HEAD = ("passed / judged", "before", "after", "change", "95 % interval")


def lines(comparison: Comparison, *, principles: bool) -> list[Line]:
    """A line a grader, or a line a principle."""
    names = [n for n in compare.graders(comparison.after) if n.startswith(PREFIX) == principles]
    moves = {move.grader: move for move in comparison.moves}
    return [
        Line(
            name.removeprefix(PREFIX),
            counted(comparison.before, name),
            counted(comparison.after, name),
            f"{moves[name].change:+.1%}" if name in moves and moves[name].change else "",
            _interval(moves.get(name)),
        )
        for name in names
    ]


def counted(results: Results, grader: str) -> str:
    """Passed of those judged, and how many code could not judge."""
    passed, failed, unknown = compare.rate(results, grader)
    if not passed + failed + unknown:
        return "-"
    return f"{passed} / {passed + failed}" + (f" (+{unknown} ?)" if unknown else "")


def summary(results: Results) -> str:
    """One line on a run: engine, cases, who wrote, length, tokens, cost where prices are known."""
    rows = results.judged
    wrote = sum(row.wrote != "embedded" for row in rows)
    said = f"{results.engine}: {len(rows)} cases, pack {results.pack}"
    if results.engine in {"replay", "live"}:
        said += f", {wrote} written by {results.model}, {len(rows) - wrote} by the embedded engine"
    changed = [row.length for row in rows if row.length != 1.0]
    if changed:
        said += f", length of changed replies x{sorted(changed)[len(changed) // 2]:.2f} at the median"
    read, written = (
        sum(getattr(row, name) for row in rows) for name in ("prompt_tokens", "completion_tokens")
    )
    if written:
        said += f", {f'{read:,} tokens in, ' if read else ''}{written:,} tokens out"
    if results.prices:
        cost = (read * results.prices[0] + written * results.prices[1]) / 1_000_000
        said += f", cost {cost:.4f}"
    return said


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    marks = ["---", *("--:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, marks, *rows))


def overview(all_results: Sequence[Results]) -> str:
    """The table of the README: graders down, engines across."""
    names = list(dict.fromkeys(name for results in all_results for name in compare.graders(results)))
    rows = [
        [name.removeprefix(PREFIX) if name.startswith(PREFIX) else f"**{name}**"]
        + [counted(results, name) for results in all_results]
        for name in sorted(names, key=lambda n: n.startswith(PREFIX))
    ]
    return markdown(["passed / judged", *(results.engine for results in all_results)], rows)


def _interval(move: compare.Move | None) -> str:
    if move is None or not (move.change or move.low or move.high):
        return ""
    if move.cases < compare.FEWEST:
        return "too few cases" if move.change else ""
    return f"{move.low:+.1%} to {move.high:+.1%}"
