"""What the README shows of the suite is what the baselines say."""

from pathlib import Path

from evals import table


def test_the_readmes_table_is_the_baselines() -> None:
    page = Path("README.md").read_text(encoding="utf-8")
    assert table.put_in(page) == page
