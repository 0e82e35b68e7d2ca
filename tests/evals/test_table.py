"""What the READMEs show of the suite is what baselines and recordings say."""

from pathlib import Path

import pytest

from evals import table


@pytest.mark.parametrize("path", table.PAGES, ids=lambda path: path.parent.name)
def test_the_tables_are_made_from_what_is_kept(path: Path) -> None:
    assert table.made(path) == path.read_text(encoding="utf-8")
