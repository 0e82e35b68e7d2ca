"""A comparison calls a regression what is one, and nothing else."""

from pathlib import Path

import pytest

from evals import compare, results
from evals.graders import facts, hollow
from evals.graders.base import Grade, Outcome
from evals.report import documents, tables, terminal
from evals.results import Results, ResultsError, Row


def _row(case: str, *, outcome: Outcome = "passed", grader: str = hollow.NAME, recorded: bool = True) -> Row:
    grade = Grade(outcome=outcome, reason="because")
    return Row(
        case=case, kind="violation", reply=f"reply to {case}", wrote="llm", grades={grader: grade}, length=1.0,
        recorded=recorded,
    )  # fmt: skip


def _results(*rows: Row, engine: str = "embedded") -> Results:
    return Results(engine=engine, model=None, pack="p", service="s", whole=True, rows=list(rows))


def test_one_flip_is_a_regression_where_answers_do_not_vary() -> None:
    before = _results(*(_row(str(n)) for n in range(200)))
    after = _results(_row("0", outcome="failed"), *(_row(str(n)) for n in range(1, 200)))
    assert compare.compare(before, after).regressions == ["0: no hollow phrase: because"]
    assert compare.compare(after, before).regressions == []


def test_one_flip_of_a_live_model_is_noise_and_forty_are_not() -> None:
    before = _results(*(_row(str(n)) for n in range(200)), engine="live")

    def with_failures(count: int) -> Results:
        rows = [_row(str(n), outcome="failed" if n < count else "passed") for n in range(200)]
        return _results(*rows, engine="live")

    assert compare.compare(before, with_failures(1)).regressions == []
    (told,) = compare.compare(before, with_failures(40)).regressions
    assert "100% to 80%" in told
    assert "95 %" in told


def test_a_repeated_live_run_counts_its_share() -> None:
    before = _results(*(_row(str(n)) for n in range(50)), engine="live")
    twice = [_row(str(n), outcome="failed" if n % 2 else "passed") for n in range(50)]
    after = _results(*(_row(str(n)) for n in range(50)), *twice, engine="live")
    (move,) = compare.compare(before, after).moves
    assert (move.before, move.after, move.cases) == (1.0, 0.75, 50)
    assert move.low < move.change < move.high


def test_a_promise_that_was_always_broken_still_counts() -> None:
    broken = _results(_row("0", outcome="failed", grader=facts.NAME))
    assert compare.compare(broken, broken).regressions == ["0: facts kept: because"]


def test_not_judged_is_neither_better_nor_worse() -> None:
    judged, unknown = _results(_row("0")), _results(_row("0", outcome="not_judged"))
    assert compare.compare(judged, unknown).regressions == []
    failing = _results(_row("0", outcome="failed"))
    assert compare.compare(unknown, failing).regressions == ["0: no hollow phrase: because"]


def test_missing_recordings_count_when_there_are_many() -> None:
    rows = [_row(str(n)) for n in range(100)]
    few = _results(*(_row(str(n), recorded=n >= 5) for n in range(100)), engine="replay")
    many = _results(*(_row(str(n), recorded=n >= 50) for n in range(100)), engine="replay")
    before = _results(*rows, engine="replay")
    assert compare.compare(before, few).regressions == []
    assert compare.compare(before, many).regressions == ["50 cases have no recording for these prompts"]
    assert len(few.unrecorded) == 5


def test_new_cases_are_named_and_not_compared() -> None:
    one = compare.compare(_results(_row("0")), _results(_row("0"), _row("1", outcome="failed")))
    assert one.new == ("1",)
    assert one.regressions == []


def test_a_baseline_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    kept = _results(_row("1"), _row("0", outcome="not_judged"))
    kept.save(tmp_path / "b.json")
    again = results.load(tmp_path / "b.json")
    assert {row.case: row.grades for row in again.rows} == {row.case: row.grades for row in kept.rows}
    with pytest.raises(ResultsError, match="no baseline yet"):
        results.load(tmp_path / "none.json")
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(ResultsError, match="no results"):
        results.load(tmp_path / "bad.json")


def test_every_report_says_the_same(tmp_path: Path) -> None:
    import json
    from io import StringIO
    from xml.etree import ElementTree as Xml

    from rich.console import Console

    hostile = '<script>alert("x")</script>'
    worse = _row("0", outcome="failed").model_copy(update={"reply": hostile})
    one = compare.compare(_results(_row("0"), _row("1")), _results(worse, _row("1")))
    documents.write(tmp_path, [one])
    shown = Console(width=200, record=True, file=StringIO())
    shown.print(terminal.comparison(one))
    for text in (shown.export_text(), (tmp_path / "report.md").read_text()):
        assert "1 / 2" in text
        assert "because" in text
    page = (tmp_path / "report.html").read_text()
    assert "because" in page
    assert "<script" not in page
    (told,) = json.loads((tmp_path / "report.json").read_text())
    assert told["regressions"] == ["0: no hollow phrase: because"]
    suite = Xml.parse(tmp_path / "junit.xml").getroot()[0]
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert tables.lines(one, principles=False)[0].change == "-50.0%"
