"""A tape plays what was recorded, records what was not, and says what it lacks."""

import json
from pathlib import Path

import pytest

from evals import cases, subjects, tape
from evals.run import run
from evals.tape import TapeError
from service.principles.pack import Pack
from tests.upstream import Upstream, edits, says

DRAFT = (
    "name: tiny\ncases:\n- name: tiny-threat\n  inputs:\n    draft: Your seat is booked. You have been warned.\n"
    "    customer: Is my seat booked?\n  metadata:\n    kind: violation\n    note: tiny\n"
    "    violations: [{principle: never-threaten, words: You have been warned.}]\n"
)


@pytest.fixture
def tiny(tmp_path: Path) -> list[cases.Case]:
    path = tmp_path / "tiny.yaml"
    path.write_text(DRAFT)
    return cases.read(path)


def test_what_a_live_model_says_is_recorded_and_replayed(
    server: Upstream, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Pack, tiny: list[cases.Case]
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    server.will(edits({"at": "2", "text": "", "for": "never-threaten", "why": "a threat"}))
    live = subjects.subject("live", pack)
    row = run(live, tiny).rows[0]
    assert (row.wrote, row.reply, row.completion_tokens) == ("llm", "Your seat is booked.", 20)

    assert live.tape is not None
    live.tape.made = tape.Made.now("a model", pack.version)
    live.tape.save(tmp_path / "one.jsonl")
    again = subjects.subject("replay", pack, tmp_path / "one.jsonl")
    replayed = run(again, tiny)
    assert len(server.asked) == 1
    assert (replayed.model, replayed.rows[0].reply) == ("a model", row.reply)
    assert replayed.rows[0].grades["mended: never-threaten"] == row.grades["mended: never-threaten"]


def test_a_case_without_a_recording_is_named_and_not_counted(
    tmp_path: Path, pack: Pack, tiny: list[cases.Case]
) -> None:
    empty = tape.Tape(tape.Made.now("a model", "p"))
    empty.save(tmp_path / "none.jsonl")
    found = run(subjects.subject("replay", pack, tmp_path / "none.jsonl"), tiny)
    assert found.unrecorded == ["tiny-threat"]
    assert found.judged == []


def test_a_run_over_some_cases_keeps_the_recordings_of_the_others(tmp_path: Path) -> None:
    kept = tape.Tape(
        tape.Made.now("m", "p"), {key: tape.Recorded(key=key, content="{}") for key in ("a", "b")}
    )
    kept.asked.add("a")
    kept.save(tmp_path / "some.jsonl")
    assert set(tape.load(tmp_path / "some.jsonl").answers) == {"a", "b"}
    kept.save(tmp_path / "all.jsonl", prune=True)
    assert set(tape.load(tmp_path / "all.jsonl").answers) == {"a"}


def test_a_changed_prompt_finds_no_recording() -> None:
    one = {"messages": [{"role": "system", "content": "be kind"}], "model": "a", "temperature": 1}
    assert tape.key(one) == tape.key({**one, "model": "b", "temperature": 0})
    assert tape.key(one) != tape.key({"messages": [{"role": "system", "content": "be curt"}]})


def test_an_answer_that_was_cut_is_not_kept(
    server: Upstream, monkeypatch: pytest.MonkeyPatch, pack: Pack, tiny: list[cases.Case]
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("AMENDS_ATTEMPTS", "1")
    server.will(says('{"edits": [', finish="length"))
    live = subjects.subject("live", pack)
    assert run(live, tiny).rows[0].wrote == "embedded"
    assert live.tape is not None
    assert live.tape.answers == {}


def test_a_spoilt_recording_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "spoilt.jsonl"
    path.write_text(json.dumps({"model": "m", "made": "2026-01-01", "prompts": "p"}) + "\n{}\n")
    with pytest.raises(TapeError, match=r"spoilt\.jsonl:2: no recording"):
        tape.load(path)
    with pytest.raises(TapeError, match="No such file"):
        tape.load(tmp_path / "none.jsonl")
