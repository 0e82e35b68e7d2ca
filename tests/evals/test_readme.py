"""What the suite's README shows is run, with one engine, and leaves this repository as it is."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from evals import cli, packs
from evals.graders import PROMISES
from service.principles import pack as loaded

README = Path("evals/README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^amends eval.*?(?=\s+#|$)", README, re.MULTILINE)


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_run(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(packs.BASELINES, tmp_path / "baselines")
    monkeypatch.setattr(packs, "BASELINES", tmp_path / "baselines")
    for name in ("draft.txt", "sent.txt", "message.txt"):
        (tmp_path / name).write_text("Pay $5.00 by Friday.")
    monkeypatch.setenv("AMENDS_PROMPTS", str(loaded.DEFAULT))
    monkeypatch.chdir(tmp_path)
    given = shlex.split(line)[2:]
    given += ["--into", "feedback.yaml"] if given[0] == "add" else ["--engine", "embedded"]
    with pytest.raises(SystemExit) as done:
        cli.main(given)
    assert not done.value.code


def test_there_are_commands_to_run() -> None:
    assert len(COMMANDS) >= 4


def test_options_named_in_the_text_exist() -> None:
    source = Path("evals/cli.py").read_text(encoding="utf-8")
    for option in set(re.findall(r"`(?:amends eval )?--([a-z-]+)", README)):
        assert re.search(rf"^    {option.replace('-', '_')}: Annotated", source, re.MULTILINE), option


def test_every_promise_is_in_the_table_of_graders() -> None:
    for name in PROMISES:
        assert f"| {name} |" in README, name
