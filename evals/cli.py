"""The command line of the suite: amends eval, amends eval add."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console

from evals import cases as all_cases
from evals import compare, feedback, judging, packs, tape
from evals.cases import Case
from evals.compare import Comparison
from evals.report import documents, terminal
from evals.results import Results
from evals.run import run
from evals.subjects import STEADY, Name, Subject, subject
from service.errors import AmendsError
from service.principles import pack as loaded
from service.settings import Settings

EXIT_REGRESSION, EXIT_USAGE = 1, 2
_JUDGED = frozenset({"replay", "live"})

app = typer.Typer(
    name="amends eval",
    help="Measure the rewrites: what a change of a principle, a prompt, a model or the code makes better and worse.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
_WIDE = 120
_out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else _WIDE)
_err = Console(stderr=True, highlight=False, soft_wrap=True)


class UsageError(AmendsError):
    """Options that do not go together."""


@dataclass(frozen=True)
class Plan:
    """What is to be run."""

    engines: tuple[Name, ...]
    cases: Sequence[Case]
    only: tuple[str, ...]
    prompts: Path
    recording: Path | None
    repeat: int
    concurrency: int
    judge: str | None
    verdicts: Path
    prices: tuple[float, float] | None

    def subject(self, name: Name) -> Subject:
        """One engine under test."""
        return subject(name, loaded.load(self.prompts), self.recording)

    def after(self, one: Subject) -> Results:
        """What the engine's answers are worth now; what a judge says of them is kept."""
        told = tape.load(self.verdicts) if self.verdicts.exists() else tape.Tape()
        found = run(
            one, self.cases, whole=not self.only, repeat=self.repeat if one.name == "live" else 1,
            concurrency=self.concurrency, progress=one.name == "live" and sys.stderr.isatty(),
            judge=judging.judge(one.rewriter.pack, self.judge, told, one.model) if one.name in _JUDGED else None,
        )  # fmt: skip
        if self.judge and one.name in _JUDGED:
            told.made = told.made or tape.Made.now(self.judge, found.pack)
            told.save(self.verdicts)
        return found.model_copy(update={"prices": self.prices if one.name == "live" else None})


@app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    engine: Annotated[
        list[str] | None,
        typer.Option(help="embedded, replay, hostile or live; may be repeated. Default: the first three."),
    ] = None,
    prompts: Annotated[Path | None, typer.Option(help="A pack's directory; AMENDS_PROMPTS.")] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="Cases by name (a glob), kind or principle; may be repeated.")
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, help="Answers to ask of a live model for each case.")] = 1,
    against: Annotated[
        str, typer.Option(help="baseline, another pack's directory, or a git revision.")
    ] = "baseline",
    tolerance: Annotated[float, typer.Option(help="Drop of a rate to let pass, live.")] = compare.TOLERANCE,
    record: Annotated[
        Path | None, typer.Option(help="Recordings to replay, and to add a live model's answers to.")
    ] = None,
    judge: Annotated[
        str | None, typer.Option(help="A model to judge the replies; never the one that wrote them.")
    ] = None,
    verdicts: Annotated[
        Path, typer.Option(help="What a judge has said; added to by --judge.")
    ] = judging.RECORDED,
    price: Annotated[
        tuple[float, float] | None,
        typer.Option(help="What a million tokens cost, in and out; shows the cost, live."),
    ] = None,
    concurrency: Annotated[int, typer.Option(min=1, help="Live calls under way at once.")] = 8,
    report: Annotated[
        Path | None, typer.Option(help="Write report.md, report.html, report.json and junit.xml here.")
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option(help="Keep this run as what later ones are held against.")
    ] = False,
) -> None:
    """Run the cases and compare; exit code 1 on a regression."""
    if context.invoked_subcommand:
        return
    plan = Plan(
        _engines(engine), all_cases.chosen(all_cases.load(), only or []), tuple(only or ()),
        prompts or Settings.load().prompts, record, repeat, concurrency, judge, verdicts, price,
    )  # fmt: skip
    if not plan.cases:
        raise UsageError(f"no case matches {', '.join(plan.only)}")
    if update_baseline:
        _keep(plan)
        return
    comparisons = [_compared(plan, name, against, tolerance) for name in plan.engines]
    for path in documents.write(report, comparisons) if report else []:
        _err.print(f"wrote {path}")
    raise typer.Exit(EXIT_REGRESSION if any(one.regressions for one in comparisons) else 0)


@app.command()
def add(
    draft: Annotated[Path, typer.Argument(help="The draft, or the reply that Amends made of it.")],
    sent: Annotated[Path, typer.Argument(help="What the agent really sent.")],
    name: Annotated[str, typer.Option(help="The case's name, in lower case with dashes.")],
    customer: Annotated[Path | None, typer.Option(help="The customer's message.")] = None,
    into: Annotated[Path, typer.Option(help="The case file to add to.")] = all_cases.DIRECTORY
    / "feedback.yaml",
) -> None:
    """Make a case of what an agent sent instead: facts and findings filled in, the rest for you to say."""
    said = customer.read_text(encoding="utf-8") if customer else ""
    texts = draft.read_text(encoding="utf-8"), sent.read_text(encoding="utf-8")
    feedback.add(into, name, *texts, said, loaded.load(Settings.load().prompts))
    _out.print(f"{into}: {name} added; say in its note, violations and must_not_say what matters")


def _compared(plan: Plan, name: Name, against: str, tolerance: float) -> Comparison:
    before = None if against == "baseline" else packs.before(against, name, plan.cases, plan.only)
    one = plan.subject(name)
    after = plan.after(one)
    if one.tape and plan.recording and name == "live":
        _saved(one.tape, plan.recording, after)
    before = before or packs.before(against, "replay" if name == "live" else name, plan.cases, plan.only)
    compared = compare.compare(before, after, tolerance)
    _out.print(terminal.comparison(compared))
    return compared


def _saved(kept: tape.Tape, path: Path, after: Results) -> None:
    kept.made = kept.made or tape.Made.now(after.model or "", after.pack)
    kept.save(path, prune=after.whole)
    _err.print(f"{path}: {len(kept.answers)} answers")


def _keep(plan: Plan) -> None:
    """Write the baselines; a run over some of the cases, or without their recordings, is none."""
    if plan.only:
        raise UsageError("--update-baseline needs all the cases; leave out --only")
    if "live" in plan.engines:
        raise UsageError("--update-baseline keeps embedded, replay and hostile; live is held against replay")
    runs = [plan.after(plan.subject(name)) for name in plan.engines]
    for results in runs:
        if missing := results.unrecorded:
            raise UsageError(
                f"--update-baseline: {len(missing)} cases have no recording, {missing[0]} for one; record them first"
            )
    for results in runs:
        results.save(packs.BASELINES / f"{results.engine}.json")
        _out.print(f"{packs.BASELINES / results.engine}.json: {len(results.rows)} cases")


def _engines(wanted: list[str] | None) -> tuple[Name, ...]:
    names: tuple[Name, ...] = get_args(Name)
    for one in wanted or ():
        if one not in names:
            raise UsageError(f"there is no engine {one!r}; the engines are {', '.join(names)}")
    return tuple(name for name in names if name in wanted) if wanted else STEADY


def main(given: Sequence[str] | None = None) -> None:
    """Run the suite's command line; an error is one line and exit code 2."""
    try:
        app(given, prog_name="amends eval")
    except AmendsError as error:
        _err.print(f"amends eval: {error}", markup=False)
        sys.exit(EXIT_USAGE)


if __name__ == "__main__":
    main()
