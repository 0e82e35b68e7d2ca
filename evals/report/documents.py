"""A comparison as files: Markdown and HTML for people, JSON and JUnit for machines."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from evals.compare import Comparison, Flip
from evals.report import tables
from service.text.diff import pieces

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    undefined=StrictUndefined,
    autoescape=select_autoescape(["html.j2"], default_for_string=False, default=False),
    trim_blocks=True,
    lstrip_blocks=True,
)


def write(directory: Path, comparisons: Sequence[Comparison]) -> list[Path]:
    """Write report.md, report.html, report.json and junit.xml; returns their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    texts = {
        "report.md": _rendered("report.md.j2", comparisons),
        "report.html": _rendered("report.html.j2", comparisons),
        "report.json": json.dumps([as_json(one) for one in comparisons], indent=1, ensure_ascii=False) + "\n",
        "junit.xml": junit(comparisons),
    }
    for name, text in texts.items():
        (directory / name).write_text(text, encoding="utf-8")
    return [directory / name for name in texts]


def as_json(one: Comparison) -> dict[str, Any]:
    """A comparison for machines."""
    return {
        "engine": one.after.engine,
        "before": one.before.pack,
        "after": one.after.pack,
        "regressions": one.regressions,
        "moves": [asdict(move) | {"change": move.change} for move in one.moves],
        "flips": [
            {"case": f.case, "grader": f.grader, "worse": f.worse, "reason": f.reason} for f in one.flips
        ],
        "unrecorded": one.after.unrecorded,
        "new": list(one.new),
        "rows": [row.model_dump(exclude={"draft"}) for row in one.after.rows],
    }


def junit(comparisons: Sequence[Comparison]) -> str:
    """JUnit XML: a suite an engine, a test a case and grader; what is not judged is skipped."""
    root = Xml.Element("testsuites", name="amends eval")
    for one in comparisons:
        suite = Xml.SubElement(root, "testsuite", name=one.after.engine)
        for row in one.after.judged:
            for grader, grade in row.grades.items():
                test = Xml.SubElement(suite, "testcase", classname=row.case, name=grader)
                if grade.outcome == "failed":
                    Xml.SubElement(test, "failure", message=grade.reason)
                elif grade.outcome == "not_judged":
                    Xml.SubElement(test, "skipped", message=grade.reason)
        for line in one.regressions:
            test = Xml.SubElement(suite, "testcase", classname="regression", name=line)
            Xml.SubElement(test, "failure", message=line)
        suite.set("tests", str(len(suite.findall("testcase"))))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _rendered(name: str, comparisons: Sequence[Comparison]) -> str:
    return _TEMPLATES.get_template(name).render(
        comparisons=comparisons, tables=tables, pieces=pieces, ordered=_ordered
    )


def _ordered(flips: Sequence[Flip]) -> list[Flip]:
    return sorted(flips, key=lambda flip: (not flip.worse, flip.case))
