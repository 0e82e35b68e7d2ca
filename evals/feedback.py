"""Feedback becomes cases: a draft and what the agent really sent, as a case to fill in."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from evals import cases
from service.errors import AmendsError
from service.models import RewriteRequest
from service.principles.pack import Pack
from service.rewriter import Rewriter
from service.text import facts

_TO_SAY = "TODO: what is hard about it, in one line"


class FeedbackError(AmendsError):
    """A case that cannot be added; the message says why."""


def add(path: Path, name: str, draft: str, sent: str, customer: str, pack: Pack) -> None:
    """Append a case to a file, made where it is not there; FeedbackError where the name is taken."""
    known = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    data: dict[str, Any] = known or {"name": path.stem, "cases": []}
    if any(case["name"] == name for case in data["cases"]):
        raise FeedbackError(f"{path}: there is a case {name!r} already; choose another name")
    data["cases"].append(_case(name, draft, sent, customer, pack))
    head = "# yaml-language-server: $schema=../cases.schema.json\n"
    text = head + yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(text, encoding="utf-8")
    cases.read(path)


def _case(name: str, draft: str, sent: str, customer: str, pack: Pack) -> dict[str, Any]:
    try:
        request = RewriteRequest(draft=draft, customer=customer)
    except ValidationError as error:
        raise FeedbackError(error.errors()[0]["msg"].removeprefix("Value error, ")) from None
    found = Rewriter(pack).check(request).findings
    kept = [fact.text for fact in facts.find(draft) if fact.text in sent]
    violations = [
        {"principle": f.principle, "words": f.text} if f.text else {"principle": f.principle} for f in found
    ]
    return {
        "name": name,
        "inputs": {"draft": draft, **({"customer": customer} if customer else {})},
        "metadata": {
            "kind": "feedback", "note": _TO_SAY, "keep": list(dict.fromkeys(kept)),
            "violations": violations, "must_not_say": [], "sent": sent,
        },
    }  # fmt: skip


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, for a person to read."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)
