"""The cases are what they say, and what is held out is quoted nowhere."""

from collections import Counter
from pathlib import Path

import pytest

from evals import cases
from evals.cases import CaseError, Kind, expected
from service.principles import pack as packs
from service.text import language

CASES = cases.load()
LEAST: dict[Kind, int] = {
    "control": 30,
    "refusal": 20,
    "macro": 20,
    "format": 15,
    "questions": 15,
    "trap": 15,
}


def test_there_are_enough_of_each_kind() -> None:
    counted = Counter(expected(case).kind for case in CASES)
    assert all(counted[kind] >= least for kind, least in LEAST.items()), counted
    for principle in packs.load().ids:
        own = cases.read(cases.DIRECTORY / f"{principle}.yaml")
        assert len(own) >= 12
        assert all(any(v.principle == principle for v in expected(case).violations) for case in own)


def test_every_violation_names_a_principle_that_exists() -> None:
    ids = set(packs.load().ids)
    assert {v.principle for case in CASES for v in expected(case).violations} <= ids


def test_no_pattern_of_what_must_not_be_said_is_in_its_own_draft() -> None:
    for case in CASES:
        for pattern in expected(case).must_not_say:
            assert not cases.matched([pattern], case.inputs.draft), (case.name, pattern)


def test_nothing_held_out_is_quoted_in_the_pack_or_in_other_cases() -> None:
    held = cases.read(cases.DIRECTORY / f"{cases.HELD_OUT}.yaml")
    secret = {
        run
        for case in held
        for text in (case.inputs.draft, *case.inputs.situation.customer)
        for run in language.runs(language.words(text))
    }
    shown = [path.read_text(encoding="utf-8") for path in packs.DEFAULT.rglob("*") if path.is_file()]
    shown += [
        p.read_text(encoding="utf-8") for p in cases.DIRECTORY.glob("*.yaml") if p.stem != cases.HELD_OUT
    ]
    for text in shown:
        assert not secret & set(language.runs(language.words(text)))


def test_the_schema_for_editors_is_the_one_the_code_makes() -> None:
    import json

    kept = json.loads(Path("evals/cases.schema.json").read_text(encoding="utf-8"))
    assert kept == cases.schema()


def test_choosing_by_name_kind_and_principle() -> None:
    assert {expected(case).kind for case in cases.chosen(CASES, ["trap"])} == {"trap"}
    named = cases.chosen(CASES, ["html-*"])
    assert named
    assert all((case.name or "").startswith("html-") for case in named)
    violating = cases.chosen(CASES, ["let-it-go"])
    assert all(any(v.principle == "let-it-go" for v in expected(case).violations) for case in violating)
    assert len(cases.chosen(CASES, [])) == len(CASES)


WRONG = {
    "keep: 'Friday'": "keep: [Friday]",
    "violations: 'gone'": "violations: [{principle: let-it-go, words: gone}]",
    "refuses: none": "refuses: [refund]",
    "a control has no violations": "violations: [{principle: let-it-go}]",
    "must_not_say.0": "must_not_say: ['(']",
    "extra_forbidden": "kepe: []",
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_case_is_one_line_that_says_why(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "name: wrong\ncases:\n- name: one\n  inputs: {draft: We mend it today.}\n"
        f"  metadata:\n    kind: control\n    note: wrong\n    {WRONG[fault]}\n"
    )
    with pytest.raises(CaseError) as told:
        cases.read(path)
    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)


def test_a_name_is_given_once(tmp_path: Path) -> None:
    one = "- name: one\n  inputs: {draft: We mend it.}\n  metadata: {kind: control, note: twice}\n"
    (tmp_path / "a.yaml").write_text("name: a\ncases:\n" + one + one)
    with pytest.raises(CaseError, match=r"two cases are named 'one'|[Dd]uplicate"):
        cases.load(tmp_path)
    with pytest.raises(CaseError, match="no case file"):
        cases.load(tmp_path / "none")
