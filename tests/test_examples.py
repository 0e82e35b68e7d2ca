"""Three drafts a principle, written apart from its file: the check finds it, the embedded engine mends it."""

from collections import Counter

import pytest

from service.api import examples
from service.api.examples import Example
from service.principles.pack import Pack
from service.rewriter import Rewriter


@pytest.mark.parametrize("example", examples.every(), ids=lambda e: f"{e.principle}: {e.title}")
async def test_it_is_found_and_mended(pack: Pack, example: Example) -> None:
    rewriter = Rewriter(pack)
    found = {finding.principle for finding in rewriter.check(example.request).findings}
    assert example.principle in found
    answer = await rewriter.rewrite(example.request)
    assert example.principle in {change.principle for change in answer.changes}, answer.rationale
    assert example.principle not in {finding.principle for finding in answer.findings.reply}
    assert answer.verdict.facts_missing == answer.verdict.facts_added == []
    assert answer.verdict.refused_edits == []


def test_three_a_principle(pack: Pack) -> None:
    assert Counter(example.principle for example in examples.every()) == dict.fromkeys(pack.ids, 3)


def test_no_example_is_taken_from_a_principle_file(pack: Pack) -> None:
    taught = {bad.plain for principle in pack.principles for bad in principle.examples.bad}
    assert not taught & {example.draft for example in examples.every()}
