"""The table of the README, made from the baselines: `python -m evals.table` writes it anew."""

from pathlib import Path

from evals import results
from evals.packs import BASELINES, ROOT
from evals.report import tables
from evals.subjects import STEADY

BEGIN, END = "<!-- eval table, made by `python -m evals.table` -->\n", "<!-- end of eval table -->\n"


def table() -> str:
    """A line a run, and the table of all graders."""
    kept = [results.load(BASELINES / f"{name}.json") for name in STEADY]
    said = "\n".join(f"- {tables.summary(one)}" for one in kept)
    return f"{said}\n\n{tables.overview(kept)}\n"


def put_in(page: str) -> str:
    """The page with the table between its marks made anew."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}"


def main(path: Path = ROOT / "README.md") -> None:
    """Write the README's table."""
    path.write_text(put_in(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
