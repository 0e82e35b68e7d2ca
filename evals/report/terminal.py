"""A comparison in a terminal: two tables, what flipped with its diff and reason, and the verdict."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.compare import Comparison, Flip
from evals.report import tables
from service.show import diff

_MOST_FLIPS = 12


def comparison(one: Comparison) -> RenderableType:
    """All that a person wants to see of one engine."""
    return Group(
        Text(tables.summary(one.after), "bold"),
        _table("grader", tables.lines(one, principles=False)),
        _table("principle mended", tables.lines(one, principles=True)),
        *_flips(one.flips),
        *_notes(one),
        verdict(one),
        Text(),
    )


def verdict(one: Comparison) -> Text:
    """One line: whether it is a regression, and of what."""
    found = one.regressions
    if not found:
        better = sum(not flip.worse for flip in one.flips)
        return Text(f"no regression; {better} grades are better than before", "green")
    return Text(f"REGRESSION, {len(found)}: {found[0]}", "bold red")


def _table(first: str, lines: Sequence[tables.Line]) -> Table:
    table = Table(box=None, padding=(0, 2), header_style="bold")
    table.add_column(first, no_wrap=True)
    for name in tables.HEAD[1:]:
        table.add_column(name, justify="right", no_wrap=True)
    for line in lines:
        style = "red" if line.change.startswith("-") else "green" if line.change else ""
        table.add_row(*line, style=style)
    return table


def _flips(flips: Sequence[Flip]) -> Iterator[RenderableType]:
    worse_first = sorted(flips, key=lambda flip: not flip.worse)
    for flip in worse_first[:_MOST_FLIPS]:
        word = "worse" if flip.worse else "better"
        yield Text(f"\n{word}: {flip.case}: {flip.grader}", "bold red" if flip.worse else "bold green")
        yield Text(flip.reason, "italic")
        if flip.before.reply != flip.after.reply:
            yield diff(flip.before.reply.strip(), flip.after.reply.strip())
    if len(flips) > _MOST_FLIPS:
        yield Text(f"and {len(flips) - _MOST_FLIPS} more; --report DIR writes them all", "dim")


def _notes(one: Comparison) -> Iterator[Text]:
    if missing := one.after.unrecorded:
        shown = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")
        yield Text(
            f"{len(missing)} cases have no recording for these prompts and were not judged: {shown}\n"
            "record them with: amends eval --engine live --record evals/recordings/shipped.jsonl",
            "yellow",
        )
    if one.new:
        yield Text(f"{len(one.new)} cases are new since the baseline", "dim")
