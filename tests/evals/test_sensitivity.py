"""The suite catches what is worse and lets pass what is not: both lists, with every engine that needs no network."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals import cases as all_cases
from evals import compare, judging, packs, tape
from evals.run import run
from evals.subjects import STEADY, subject
from service.principles import pack as loaded
from service.principles.pack import Pack

CASES = all_cases.load()
Data = dict[str, Any]


def regressions(pack: Pack, *, all_engines: bool = False) -> list[str]:
    """What `amends eval` holds against a pack; it stops at the first engine that shows something."""
    found: list[str] = []
    for name in STEADY:
        judge = judging.judge(pack, None, tape.load(judging.RECORDED), None) if name == "replay" else None
        after = run(subject(name, pack), CASES, judge=judge)
        found += compare.compare(packs.before("baseline", name, CASES, ()), after).regressions
        if found and not all_engines:
            break
    return found


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    """A copy of the pack to spoil."""
    shutil.copytree(loaded.DEFAULT, tmp_path / "prompts")
    return tmp_path / "prompts"


def _principle(prompts: Path, name: str, change: Callable[[Data], None]) -> None:
    path = prompts / "principles" / f"{name}.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _cue(data: Data, name: str) -> Data:
    found: Data = next(cue for cue in data["cues"] if cue["id"] == name)
    return found


def _without_cue(name: str) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data["cues"] = [cue for cue in data["cues"] if cue["id"] != name]
        for kind in ("bad", "good", "missed"):
            listed = data["examples"].get(kind, [])
            data["examples"][kind] = [e for e in listed if not isinstance(e, dict) or e.get("cue") != name]

    return change


def _with_cue(**cue: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        data["cues"].append({"id": "one-more", "message": "It says so.", "why": "It said so.", **cue})

    return change


def _text(prompts: Path, name: str, old: str, new: str) -> None:
    text = (prompts / name).read_text(encoding="utf-8")
    assert old in text
    (prompts / name).write_text(text.replace(old, new), encoding="utf-8")


def _house(prompts: Path, **given: Any) -> None:
    path = prompts / "house.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8")) | given
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


PACK_REGRESSIONS: dict[str, Callable[[Path], None]] = {}
PACK_HARMLESS: dict[str, Callable[[Path], None]] = {}
"""Filled below: what is done to a copy of prompts/."""


@pytest.mark.parametrize("name", PACK_REGRESSIONS)
def test_a_worse_pack_is_caught(prompts: Path, name: str) -> None:
    PACK_REGRESSIONS[name](prompts)
    assert regressions(loaded.load(prompts))


@pytest.mark.parametrize("name", PACK_HARMLESS)
def test_a_harmless_change_of_the_pack_is_not(prompts: Path, name: str) -> None:
    PACK_HARMLESS[name](prompts)
    assert regressions(loaded.load(prompts)) == []
