"""The command line: reply on stdout, reasons on stderr, exit codes that scripts can use."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

THREAT = "Hi Jo,\n\nIf you do not pay the invoice of $49.00 by March 3, we will be forced to suspend your account.\n"
MENDED = "To keep your account active, please pay the invoice of $49.00 by March 3. Otherwise it will be suspended."
GOOD = "Your order left on Monday and should be with you by March 3.\n"


def _run(*arguments: str, stdin: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        input=data, capture_output=True, check=False, timeout=60,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ".", "NO_COLOR": "1", "COLUMNS": "100", **environment},
    )  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_the_reply_is_on_stdout_and_the_reasons_on_stderr() -> None:
    done = _run("rewrite", stdin=THREAT)
    assert (done.returncode, done.stdout) == (0, f"Hi Jo,\n\n{MENDED}\n")
    assert done.stderr.startswith("1. never-threaten: ")


def test_rewrite_reads_a_file_and_the_customer(tmp_path: Path) -> None:
    draft, customer = tmp_path / "draft.txt", tmp_path / "customer.txt"
    draft.write_text(THREAT)
    customer.write_text("I never got an invoice!")
    done = _run("rewrite", str(draft), "--customer", str(customer), "--json")
    answer = json.loads(done.stdout)
    assert MENDED in answer["reply"]
    assert done.stderr == ""


def test_unchanged_says_why() -> None:
    done = _run("rewrite", stdin=GOOD)
    assert (done.stdout, done.stderr) == (GOOD, "unchanged: already_good\n")


@pytest.mark.parametrize("layout", ["inline", "side"])
def test_a_diff_shows_what_changed(layout: str) -> None:
    done = _run("rewrite", "--diff", layout, stdin=THREAT)
    assert done.returncode == 0
    assert "forced" in done.stdout
    assert "Otherwise" in done.stdout


def test_check_says_where(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(THREAT)
    done = _run("check", str(draft))
    assert done.returncode == 1
    assert done.stdout.startswith(f"{draft}:3:1: never-threaten/")


def test_check_for_machines(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(THREAT)
    listed = json.loads(_run("check", str(draft), "--format", "json").stdout)
    assert listed[0]["file"] == str(draft)
    assert listed[0]["findings"][0]["principle"] == "never-threaten"
    noted = _run("check", str(draft), "--format", "github").stdout
    assert noted.startswith(f"::warning file={draft},line=3,col=1,title=never-threaten/")


def test_check_is_content_with_a_good_draft() -> None:
    done = _run("check", "-", stdin=GOOD)
    assert (done.returncode, done.stdout) == (0, "")


def test_principles() -> None:
    listed = _run("principles").stdout
    assert listed.count("\n") >= 10
    one = _run("principles", "never-threaten")
    assert "Never threaten" in one.stdout


def test_openapi_is_the_file() -> None:
    assert _run("openapi").stdout == Path("openapi.yaml").read_text(encoding="utf-8")


def test_help_lists_the_commands() -> None:
    shown = _run("--help").stdout
    assert all(name in shown for name in ("serve", "rewrite", "check", "principles", "openapi", "version"))


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (["rewrite", "/no/such/file"], "", "/no/such/file: No such file or directory"),
        (["rewrite"], "  ", "-: draft: the draft is empty"),
        (["rewrite"], b"\xff\xfe", "-: not UTF-8 text at byte 0"),
        (
            ["rewrite", "--principle", "be-funny"],
            "Hello",
            "there is no principle 'be-funny'; `amends principles` lists them",
        ),
        (["rewrite", "--engine", "magic"], "Hello", "-: engine: Input should be 'auto', 'llm' or 'embedded'"),
        (["principles", "be-funny"], "", "there is no principle 'be-funny'; `amends principles` lists them"),
    ],
)
def test_errors_are_one_line_and_exit_2(arguments: list[str], stdin: str | bytes, said: str) -> None:
    done = _run(*arguments, stdin=stdin)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"amends: {said}\n")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        (
            "AMENDS_PORT",
            "eighty",
            "AMENDS_PORT: Input should be a valid integer, unable to parse string as an integer",
        ),
        ("AMENDS_PORT", "70000", "AMENDS_PORT: Input should be less than or equal to 65535"),
        ("AMENDS_DEADLINE_MS", "1", "AMENDS_DEADLINE_MS: Input should be greater than or equal to 500"),
        (
            "AMENDS_MASK",
            "faces",
            "AMENDS_MASK: unknown class 'faces'; the classes are placeholder, url, email, phone, iban, card, id, number, keep",
        ),
        ("OPENAI_BASE_URL", "localhost", "OPENAI_BASE_URL: an address begins with http:// or https://"),
        ("AMENDS_PROMPTS", "/nowhere", "/nowhere/principles: no principle file (*.yaml) is there"),
    ],
)
def test_a_wrong_setting_is_one_clear_line_at_start(variable: str, value: str, said: str) -> None:
    done = _run("serve", **{variable: value})
    assert (done.returncode, done.stderr) == (2, f"amends: {said}\n")


def test_a_port_in_use_is_no_traceback() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = _run("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
