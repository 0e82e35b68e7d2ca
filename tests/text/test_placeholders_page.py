"""The page of placeholder syntaxes and the table in the code say the same."""

import re
from pathlib import Path

from service.text.placeholders import SYNTAXES

PAGE = Path("docs/placeholders.md")


def test_the_page_lists_what_the_code_knows() -> None:
    rows = re.findall(r"^\| ([a-z ]+) \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    shown = [
        (name, tuple(re.findall(r"``? ?(.*?) ?`?`(?: |$)", cell))) for name, cell in rows if name != "syntax"
    ]
    assert [name for name, _ in shown] == [row.name for row in SYNTAXES]
    for (name, examples), row in zip(shown, SYNTAXES, strict=True):
        assert examples == tuple(example.replace("|", r"\|") for example in row.examples), name
