"""Everything the README shows is run."""

import importlib.util
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from service.app import create_app
from service.models import CheckRequest, RewriteRequest
from service.principles.pack import Pack
from service.settings import Settings

README = Path("README.md").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)


def _shown(language: str, part: str) -> str:
    return next(text for kind, text in BLOCKS if kind == language and part in text)


def _holds(shown: Any, real: Any, place: str = "answer") -> None:
    """What is shown is in the real answer, which may have more."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            _holds(value, real[key], f"{place}.{key}")
    elif isinstance(shown, list):
        assert len(shown) == len(real), place
        for n, value in enumerate(shown):
            _holds(value, real[n], f"{place}[{n}]")
    else:
        assert shown == real, place


def test_the_first_request_gets_what_is_shown(pack: Pack) -> None:
    words = shlex.split(_shown("sh", "curl"))
    body, header = words[words.index("-d") + 1], words[words.index("-H") + 1]
    path = re.sub(r"^http://127\.0\.0\.1:8080", "", words[2])
    name, value = header.split(": ")
    with TestClient(create_app(Settings(), pack)) as client:
        response = client.post(path, content=body.encode(), headers={name: value})
    assert response.status_code == 200
    _holds(json.loads(_shown("json", "reply")), response.json())


def test_the_request_fields_are_those_of_the_contract() -> None:
    table = README[README.index("`POST /v1/rewrite` takes") : README.index("The answer is flat first")]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) | {"draft"} == set(
        RewriteRequest.model_fields
    )
    assert set(CheckRequest.model_fields) < set(RewriteRequest.model_fields)


def test_the_settings_are_those_of_the_code() -> None:
    table = README[README.index("## Settings") : README.index("Logs hold")]
    shown = set(re.findall(r"`((?:AMENDS|OPENAI)_\w+)`", table))
    real = {
        name.upper() if name.startswith("openai") else f"AMENDS_{name.upper()}"
        for name in Settings.model_fields
    }
    assert shown == real
    for name in ("deadline_ms", "attempts", "temperature", "log_level", "model", "mask"):
        assert f"`{Settings.model_fields[name].default}`" in table


def test_the_make_targets_exist() -> None:
    makefile = Path("Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"\bmake (\w+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize(("given", "port"), [([], None), (["PORT=9000"], "--port 9000")])
def test_make_serve_leaves_the_port_to_the_settings(given: list[str], port: str | None) -> None:
    done = subprocess.run(
        ["make", "-n", "serve", "PORT=", *given], capture_output=True, text=True, check=True
    )
    started = next(line for line in done.stdout.splitlines() if "service.cli serve" in line)
    assert started.endswith("serve " + port if port else "serve ")


@pytest.mark.parametrize("line", [line for line in _shown("sh", "amends rewrite").splitlines() if line])
def test_the_command_lines_run(line: str, tmp_path: Path) -> None:
    (tmp_path / "macros").mkdir()
    for name in ("draft.txt", "message.txt", "macros/one.txt"):
        (tmp_path / name).write_text("This is your final warning. Pay $5.00 by Friday.")
    command = line.partition("#")[0].replace("macros/*.txt", "macros/one.txt").split()[1:]
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", *command], cwd=tmp_path, capture_output=True, check=False, timeout=60,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert done.returncode == (1 if "check" in command else 0), done.stderr
    assert done.stdout


def test_the_measurements_are_commands() -> None:
    named = re.findall(r"python -m ([\w.]+)", README)
    assert len(named) >= 4
    assert all(importlib.util.find_spec(name) for name in named)


def test_the_layout_names_what_is_there() -> None:
    layout = README[README.index("## How the code is laid out") : README.index("Words:")]
    for name in re.findall(r"\b\w+\.py\b|\b(?:text|principles|engines|api)/", layout):
        assert (Path("service") / name).exists(), name


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("http") or Path(target).exists(), target


def test_the_changelog_has_a_place_for_the_next_version() -> None:
    assert "## Unreleased" in Path("CHANGELOG.md").read_text(encoding="utf-8")
