"""The suite catches what is worse and lets pass what is not: both lists, with every engine that needs no network."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals import cases as all_cases
from evals import compare, judging, packs, tape
from evals.run import run
from evals.subjects import STEADY, Name, subject
from service import answer, checks, review, rewriter
from service.checks import together
from service.engines import embedded, wire
from service.principles import pack as loaded
from service.principles.cues import Cues
from service.principles.pack import Pack
from service.text import masking
from service.words import Proposal

CASES = all_cases.load()
Data = dict[str, Any]


def regressions(pack: Pack, engines: Sequence[Name] = STEADY, every: int = 1) -> list[str]:
    """What `amends eval` holds against a pack; it stops at the first engine that shows something.

    With `every`, over every so many of the cases: what changes nothing needs no second look at the like.
    """
    some = CASES[::every]
    for name in engines:
        judge = judging.judge(pack, None, tape.load(judging.RECORDED), None) if name == "replay" else None
        after = run(subject(name, pack), some, judge=judge)
        if found := compare.compare(packs.before("baseline", name, some, ()), after).regressions:
            return found
    return []


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


def _delete(principle: str, cue: str) -> Callable[[Path], None]:
    return lambda prompts: _principle(prompts, principle, _without_cue(cue))


def _set(principle: str, cue: str, **given: Any) -> Callable[[Path], None]:
    return lambda prompts: _principle(prompts, principle, lambda data: _cue(data, cue).update(given))


def _fields(principle: str, **given: Any) -> Callable[[Path], None]:
    return lambda prompts: _principle(prompts, principle, lambda data: data.update(given))


def _reordered(data: Data) -> None:
    data["cues"] = data["cues"][::-1]


def _commented(prompts: Path) -> None:
    for path in (prompts / "principles").glob("*.yaml"):
        path.write_text("# Looked through.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")


def _reflowed(prompts: Path) -> None:
    for path in (prompts / "principles").glob("*.yaml"):
        _principle(prompts, path.stem, lambda data: None)


PACK_REGRESSIONS: dict[str, Callable[[Path], None]] = {
    "the cue for form-letter greetings is deleted": _delete("remember-the-story", "dear-customer"),
    "the cue for stock openers is deleted": _delete("listen-actively", "stock-opener"),
    "the cue for 'as I said before' is deleted": _delete("see-through-their-eyes", "as-said-before"),
    "the cue for 'sorry for any inconvenience' is deleted": _delete(
        "apologize-from-the-heart", "apologize-for-inconvenience"
    ),
    "the cue for 'pursuant to' is deleted": _delete("keep-it-simple", "pursuant-to"),
    "a mending adds a phrase the house avoids": _set(
        "listen-actively", "stock-opener", delete=False, replace="Happy to help"
    ),
    "a new cue cuts thanks out of good replies": lambda prompts: _principle(
        prompts, "keep-it-simple", _with_cue(kind="phrase", any=["thank you"], replace="")
    ),
    "a new omission is never satisfied": lambda prompts: _principle(
        prompts,
        "listen-actively",
        _with_cue(kind="omission", customer=["[a-z]"], absent=["zzz"], insert="We read every word."),
    ),
    "a principle's guidance is inverted": _fields(
        "never-threaten", prompt="Warn customers early and firmly. Name the punishment first."
    ),
    "a principle's guidance is emptied of its point": _fields("let-it-go", prompt="Be nice."),
    "'true first' is taken out of the instructions": lambda prompts: _text(
        prompts, "rewrite.system.j2", "TRUE FIRST", "BE CREATIVE"
    ),
    "the instructions ask for warmth at any price": lambda prompts: _text(
        prompts, "rewrite.system.j2", "THEN WELCOME", "THEN PROMISE WHAT THEY WANT"
    ),
    "the draft is no longer sent": lambda prompts: _text(prompts, "rewrite.user.j2", "{{ data }}", ""),
    "the house may offer a refund to anybody": lambda prompts: _house(
        prompts, may_always_offer=["We'll refund you in full."]
    ),
    "the house's list of phrases to avoid is emptied": lambda prompts: _house(prompts, avoid=[]),
}

PACK_HARMLESS: dict[str, Callable[[Path], None]] = {
    "a cue's why is reworded": _set("remember-the-story", "dear-customer", why="A person, not an account."),
    "a principle's why is reworded": _fields("never-threaten", why="Fear is no way to keep anybody."),
    "a source is named otherwise": _fields("let-it-go", source="Peter's essay of 2009, the fourth point."),
    "a title is reworded": _fields("keep-it-simple", title="Say it simply"),
    "cues are reordered": lambda prompts: _principle(prompts, "keep-it-simple", _reordered),
    "comments are added to every file": _commented,
    "every file is written anew by another program": _reflowed,
    "a cue is added that no case sets off": lambda prompts: _principle(
        prompts,
        "keep-it-simple",
        _with_cue(kind="phrase", any=["zounds and gadzooks"], replace="well", unless=["never so"]),
    ),
    "a cue gets an exception that no case needs": _set(
        "remember-the-story", "dear-customer", unless=["gadzooks"]
    ),
    "the house gets a name": lambda prompts: _house(prompts, name="Lumo"),
}
"""What is done to a copy of prompts/."""


@pytest.mark.parametrize("name", PACK_REGRESSIONS)
def test_a_worse_pack_is_caught(prompts: Path, name: str) -> None:
    PACK_REGRESSIONS[name](prompts)
    assert regressions(loaded.load(prompts))


@pytest.mark.parametrize("name", PACK_HARMLESS)
def test_a_harmless_change_of_the_pack_is_not(prompts: Path, name: str) -> None:
    PACK_HARMLESS[name](prompts)
    assert regressions(loaded.load(prompts), every=3) == []


def _check_off(name: str) -> Callable[[pytest.MonkeyPatch], None]:
    kept = tuple(check for check in checks.CHECKS if check.__name__ != name)
    assert len(kept) < len(checks.CHECKS), name
    return lambda patch: patch.setattr(checks, "CHECKS", kept)


def _nothing(module: Any, name: str, value: Any = None) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setattr(module, name, lambda *_, **__: value)


def _last_edit_lost(patch: pytest.MonkeyPatch) -> None:
    parse = wire.parse

    def lossy(*given: Any) -> Proposal:
        found = parse(*given)
        return replace(found, edits=found.edits[:-1])

    patch.setattr(wire, "parse", lossy)


def _first_finding_only(patch: pytest.MonkeyPatch) -> None:
    find = Cues.find
    patch.setattr(Cues, "find", lambda *given: find(*given)[:1])


CODE_REGRESSIONS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    **{
        f"review without {name}": _check_off(name)
        for name in ("facts_kept", "claimed", "denied", "place", "layout", "style", "once")
    },
    "review without the facts of the whole": _nothing(together, "_lost"),
    "review without refusals of the whole": _nothing(together, "_denial_gone"),
    "review without what is said twice": _nothing(together, "_said_again"),
    "masks are not taken off": lambda patch: patch.setattr(masking.Masks, "restore", lambda self, text: text),
    "a model's last edit is lost": _last_edit_lost,
    "no second round to mend what was refused": lambda patch: patch.setattr(rewriter, "ROUNDS", 1),
    "only the first finding counts": _first_finding_only,
    "the embedded engine proposes nothing": _nothing(embedded, "propose", Proposal()),
    "reasons are lost": _nothing(answer, "_line", ""),
    "every reason is the same empty word": lambda patch: patch.setattr(
        review, "_honest", lambda edit, _: replace(edit, why="")
    ),
}


@pytest.mark.parametrize("name", CODE_REGRESSIONS)
def test_worse_code_is_caught(pack: Pack, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    CODE_REGRESSIONS[name](monkeypatch)
    assert regressions(pack, ("hostile", "embedded", "replay"))


def test_the_lists_are_long_enough() -> None:
    assert len(PACK_REGRESSIONS) + len(CODE_REGRESSIONS) >= 20
    assert len(PACK_HARMLESS) >= 10
