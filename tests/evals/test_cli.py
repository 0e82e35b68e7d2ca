"""The commands of the suite, as a writer and CI call them: tables, reports, exit codes."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals import cases, cli, feedback, packs, tape
from service import cli as amends
from service.principles import pack as loaded
from tests.upstream import Upstream, edits


def _run(*given: str) -> int:
    """The exit code of `amends eval ...`."""
    with pytest.raises(SystemExit) as done:
        cli.main(list(given))
    return int(str(done.value.code or 0))


@pytest.fixture
def worse(tmp_path: Path) -> Path:
    """A pack in which a cue that mends is gone."""
    shutil.copytree(loaded.DEFAULT, tmp_path / "worse")
    path = tmp_path / "worse" / "principles" / "remember-the-story.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["cues"] = [cue for cue in data["cues"] if cue["id"] != "dear-customer"]
    data["examples"]["bad"] = [bad for bad in data["examples"]["bad"] if bad["cue"] != "dear-customer"]
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return tmp_path / "worse"


def test_as_shipped_it_is_no_regression(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("--engine", "embedded") == 0
    shown = capsys.readouterr().out
    assert "no regression" in shown
    assert "never-threaten" in shown


def test_a_worse_pack_exits_1_and_says_which_case(worse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("--engine", "embedded", "--prompts", str(worse)) == 1
    shown = capsys.readouterr().out
    assert "REGRESSION" in shown
    assert "remember-the-story" in shown


def test_two_packs_side_by_side_with_reports(worse: Path, tmp_path: Path) -> None:
    code = _run(
        "--engine", "embedded", "--only", "stock", "--only", "stock-*",
        "--prompts", str(worse), "--against", str(loaded.DEFAULT), "--report", str(tmp_path / "out"),
    )  # fmt: skip
    assert code == 1
    (told,) = json.loads((tmp_path / "out" / "report.json").read_text())
    assert told["before"] != told["after"]
    assert any("mended: remember-the-story" in line for line in told["regressions"])
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "report.md",
        "report.html",
        "report.json",
        "junit.xml",
    }


def test_a_revision_is_the_other_side() -> None:
    assert _run("--engine", "embedded", "--only", "trap", "--against", "HEAD") == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--engine", "quick"], "there is no engine 'quick'"),
        (["--only", "no-such-case"], "no case matches"),
        (["--only", "trap", "--update-baseline"], "leave out --only"),
        (["--engine", "live", "--update-baseline"], "live is held against replay"),
        (["--engine", "embedded", "--only", "trap", "--against", "no-such-revision"], "neither `baseline`"),
        (["--engine", "replay", "--record", "no-such.jsonl"], "No such file"),
        (["--prompts", "no-such-pack"], "no principle file"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(
    given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(*given) == 2
    shown = capsys.readouterr().err
    assert said in " ".join(shown.split())
    assert shown.count("\n") == 1


def test_a_baseline_is_kept_only_when_every_case_was_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(packs, "BASELINES", tmp_path / "baselines")
    (worse / "rewrite.user.j2").write_text((worse / "rewrite.user.j2").read_text() + "\nBe brief.\n")
    assert _run("--engine", "replay", "--prompts", str(worse), "--update-baseline") == 2
    assert "have no recording" in capsys.readouterr().err
    assert not (tmp_path / "baselines").exists()
    assert _run("--engine", "embedded", "--update-baseline") == 0
    assert _run("--engine", "embedded") == 0


def test_feedback_becomes_a_case_to_fill_in(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Dear customer, pay $20 by Friday or else.\n\nRef 8812.\n")
    (tmp_path / "sent.txt").write_text("Hi Jo,\n\nPlease pay $20 by Friday.\n")
    into = tmp_path / "feedback.yaml"
    given = ["add", str(tmp_path / "draft.txt"), str(tmp_path / "sent.txt"), "--into", str(into)]
    assert _run(*given, "--name", "jo-pays") == 0
    (case,) = cases.read(into)
    told = cases.expected(case)
    assert (case.name, told.kind, told.keep) == ("jo-pays", "feedback", ("$20", "Friday"))
    assert told.sent == "Hi Jo,\n\nPlease pay $20 by Friday.\n"
    assert {v.principle for v in told.violations} == {"remember-the-story"}
    assert "TODO" in told.note
    assert _run(*given, "--name", "jo-pays-again") == 0
    assert len(cases.read(into)) == 2
    assert _run(*given, "--name", "jo-pays") == 2


def test_a_live_model_is_recorded_with_its_cost(
    server: Upstream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    server.will(edits())
    code = _run(
        "--engine", "live", "--only", "bank-third-mailbox", "--record", str(tmp_path / "live.jsonl"),
        "--concurrency", "1", "--price", "150", "600",
    )  # fmt: skip
    assert code == 0
    assert "100 tokens in, 20 tokens out, cost 0.0270" in " ".join(capsys.readouterr().out.split())
    assert len(tape.load(tmp_path / "live.jsonl").answers) == 1


def test_feedback_needs_a_draft(tmp_path: Path, pack: loaded.Pack) -> None:
    with pytest.raises(feedback.FeedbackError, match="the draft is empty"):
        feedback.add(tmp_path / "f.yaml", "empty", " ", "Sent.", "", pack)


def test_amends_eval_is_the_same_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["amends", "eval", "--engine", "embedded", "--only", "control"])
    with pytest.raises(SystemExit) as done:
        amends.main()
    assert done.value.code == 0
    assert "good left alone" in capsys.readouterr().out
