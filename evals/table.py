"""The tables of the READMEs, made from baselines and recordings: `python -m evals.table` writes them anew."""

from collections.abc import Callable
from pathlib import Path

from evals import results, rivals
from evals.packs import BASELINES, ROOT
from evals.report import tables
from evals.subjects import STEADY


def baselines() -> str:
    """A line a run, and the table of all graders."""
    kept = [results.load(BASELINES / f"{name}.json") for name in STEADY]
    said = "\n".join(f"- {tables.summary(one)}" for one in kept)
    return f"{said}\n\n{tables.overview(kept)}"


PAGES: dict[Path, tuple[str, Callable[[], str]]] = {
    ROOT / "README.md": ("eval table", baselines),
    ROOT / "evals" / "README.md": ("rivals table", rivals.table),
}
"""Each page, the name of its marks, and what stands between them."""


def made(path: Path) -> str:
    """The page with its table made anew."""
    name, table = PAGES[path]
    begin, end = f"<!-- {name}, made by `python -m evals.table` -->\n", f"<!-- end of {name} -->\n"
    before, rest = path.read_text(encoding="utf-8").split(begin)
    return f"{before}{begin}\n{table()}\n\n{end}{rest.split(end)[1]}"


def main() -> None:
    """Write the tables."""
    for path in PAGES:
        path.write_text(made(path), encoding="utf-8")


if __name__ == "__main__":
    main()
