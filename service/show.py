"""Answers, findings and principles as a person reads them in a terminal."""

import bisect
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from service.models import Answer, Change, Finding
from service.principles.model import Principle
from service.principles.pack import Pack
from service.text import blocks
from service.text.diff import Mark, pieces

_GONE, _NEW = "red strike", "green"
_MARKS: dict[Mark, tuple[str, str, str]] = {
    "same": ("", "", ""),
    "gone": ("[-", "-]", _GONE),
    "new": ("{+", "+}", _NEW),
}


def inline(answer: Answer) -> Text:
    """The draft with what was taken out struck through and what was put in beside it."""
    shown = Text()
    for segment in answer.segments:
        if segment.text is not None:
            shown.append(segment.text)
        else:
            shown.append_text(diff(segment.before or "", segment.after or ""))
    return shown


def side_by_side(answer: Answer) -> Table:
    """The draft on the left, the reply on the right, the reason under each change."""
    table = Table(show_header=True, show_lines=False, expand=True, box=None, padding=(0, 1))
    table.add_column("draft", ratio=1, overflow="fold")
    table.add_column("reply", ratio=1, overflow="fold")
    changes = {change.id: change for change in answer.changes}
    for segment in answer.segments:
        if segment.text is not None:
            table.add_row(segment.text.strip("\n"), segment.text.strip("\n"))
        elif segment.change:
            change = changes[segment.change]
            table.add_row(Text(change.before.strip("\n"), _GONE), _explained(change))
    return table


def _explained(change: Change) -> Text:
    shown = Text(change.after.strip("\n"), _NEW)
    return shown.append(f"\n{change.principle}: {change.why}", "dim italic")


def diff(before: str, after: str) -> Text:
    """Two texts as one, told apart word by word.

    The marks of a word diff stand beside the colours, for terminals and files without any.
    """
    shown = Text()
    for mark, text in pieces(before, after):
        opening, closing, style = _MARKS[mark]
        shown.append(f"{opening}{text}{closing}", style)
    return shown


def reasons(answer: Answer) -> Text:
    """The rationale, what the agent may decide, and how the engine fared."""
    shown = Text()
    if answer.status == "unchanged":
        shown.append(f"unchanged: {answer.reason}\n", "bold")
    for n, change in enumerate(answer.changes, 1):
        shown.append(f"{n}. {change.principle}", "bold").append(f": {change.why}\n")
    for suggestion in answer.suggestions:
        shown.append("for you to decide: ", "cyan").append(f"{suggestion.text} ({suggestion.principle})\n")
    if answer.engine.fallback_from:
        shown.append(
            f"{answer.engine.fallback_from} gave no answer: {answer.engine.fallback_reason}\n", "yellow"
        )
    return shown


def findings(name: str, draft: str, found: Sequence[Finding], *, github: bool) -> Iterator[str]:
    """One line a finding, with line and column; columns count from 1."""
    starts = [line.start for line in blocks.lines(draft)]
    for finding in found:
        row = bisect.bisect_right(starts, finding.start)
        column = finding.start - starts[row - 1] + 1
        if github:
            title = f"{finding.principle}/{finding.cue}"
            yield f"::warning file={name},line={row},col={column},title={title}::{finding.message}"
        else:
            yield f"{name}:{row}:{column}: {finding.principle}/{finding.cue}: {finding.message}"


def principle_list(pack: Pack) -> Table:
    """The principles in order of precedence."""
    table = Table(box=None, padding=(0, 2), header_style="bold")
    for column in ("id", "cues", "in one line"):
        table.add_column(column, no_wrap=column != "in one line")
    for one in pack.principles:
        table.add_row(one.id, str(len(one.cues)), one.summary)
    return table


def principle(one: Principle) -> RenderableType:
    """One principle with its cues and what becomes of its examples."""
    head = Text(one.title, "bold").append(f"\n{one.why}\n{one.source}\n", "not bold")
    table = Table(box=None, padding=(0, 2), header_style="bold")
    for column in ("cue", "mends", "what it sees"):
        table.add_column(column, no_wrap=column != "what it sees")
    for cue in one.cues:
        table.add_row(cue.id, "yes" if cue.mends else "points", cue.message)
    shown = Text("\nexamples\n", "bold")
    for bad in one.examples.bad:
        if bad.fixed is not None:
            shown.append_text(diff(bad.plain, bad.fixed)).append("\n")
    return Group(head, table, shown)
