"""Every example in every principle file is a test: the finding, its span, its fix, and silence."""

import re
from collections.abc import Iterator

import pytest
import re2

from service import edits, review
from service.engines import embedded
from service.engines.base import Case
from service.principles import cues, patterns
from service.principles import pack as packs
from service.principles.cues import Match
from service.principles.model import Bad, Cue, Good, Principle
from service.principles.pack import Pack
from service.text import reading
from service.text.shape import even
from service.words import Situation

LEAST_CUES = 12
SHIPPED = packs.load()


def _bad() -> Iterator[object]:
    for principle in SHIPPED.principles:
        for n, bad in enumerate(principle.examples.bad):
            yield pytest.param(principle, bad, id=f"{principle.id}-{bad.cue}-{n}")


def _good(kind: str) -> Iterator[object]:
    for principle in SHIPPED.principles:
        for n, good in enumerate(getattr(principle.examples, kind)):
            yield pytest.param(principle, good, id=f"{principle.id}-{n}")


def _told(example: Bad | Good) -> Situation:
    return Situation(customer=(example.customer,) if example.customer else ())


def _found(pack: Pack, text: str, example: Bad | Good) -> list[Match]:
    return pack.cues.find(reading.read(text), example.customer or "")


def _shown(found: list[Match], text: str) -> list[str]:
    return [f"{m.principle.id}/{m.cue.id}: {text[m.start : m.end]!r}" for m in found]


def _cue(principle: Principle, wanted: str) -> Cue:
    return next(cue for cue in principle.cues if cue.id == wanted)


@pytest.mark.parametrize(("principle", "bad"), list(_bad()))
def test_bad_example_is_found_once_at_its_place(pack: Pack, principle: Principle, bad: Bad) -> None:
    found = _found(pack, bad.plain, bad)
    assert [(m.principle.id, m.cue.id, m.start, m.end) for m in found] == [
        (principle.id, bad.cue, *bad.span)
    ], _shown(found, bad.plain)


@pytest.mark.parametrize(("principle", "bad"), list(_bad()))
def test_bad_example_becomes_its_fix_and_the_fix_is_clean(pack: Pack, principle: Principle, bad: Bad) -> None:
    draft = reading.read(bad.plain)
    case = Case(draft, pack.cues.find(draft, bad.customer or ""), _told(bad), pack)
    proposed = embedded.propose(case).edits
    verdict = review.review(draft, proposed, _told(bad), pack)
    assert verdict.refused == ()
    mended = edits.reply(draft, verdict.accepted)
    assert mended == (bad.fixed or bad.plain)
    if bad.fixed:
        assert _shown(_found(pack, mended, bad), mended) == []
    assert (bad.fixed is not None) == _cue(principle, bad.cue).mends, "a cue that mends shows its fix"


@pytest.mark.parametrize(("principle", "good"), list(_good("good")))
def test_good_example_is_silent(principle: Principle, good: Good) -> None:
    own = cues.Cues([principle])
    found = own.find(reading.read(good.text), good.customer or "")
    assert _shown(found, good.text) == []


@pytest.mark.parametrize(("principle", "missed"), list(_good("missed")))
def test_known_miss_is_still_missed(principle: Principle, missed: Good) -> None:
    own = cues.Cues([principle])
    assert own.find(reading.read(missed.text), missed.customer or "") == []


@pytest.mark.parametrize("principle", SHIPPED.principles, ids=lambda p: p.id)
def test_every_pattern_has_an_example(principle: Principle) -> None:
    unused: list[tuple[str, ...]] = []
    for cue in principle.cues:
        texts = [bad for bad in principle.examples.bad if bad.cue == cue.id]
        for source, _ in cues.sources(cue):
            if not any(_hits(source, bad.plain) for bad in texts):
                unused.append((cue.id, source[:80]))
        for source in cue.customer:
            if not any(patterns.compiled(source).search(even(bad.customer or "")) for bad in texts):
                unused.append((cue.id, "customer", source[:80]))
    assert unused == []


@pytest.mark.parametrize("principle", SHIPPED.principles, ids=lambda p: p.id)
def test_every_exception_has_a_good_example(principle: Principle) -> None:
    idle: list[tuple[str, ...]] = []
    for cue in principle.cues:
        for source in (*cue.unless, *cue.absent):
            silencing = patterns.compiled(source)
            if not any(silencing.search(reading.visible(good.text)) for good in principle.examples.good):
                idle.append((cue.id, source[:80]))
        for source in cue.unless_customer:
            told = [even(good.customer or "") for good in principle.examples.good]
            if not any(patterns.compiled(source).search(text) for text in told):
                idle.append((cue.id, "customer", source[:80]))
    assert idle == []


def _hits(source: str, text: str) -> bool:
    pattern = patterns.compile_re2(source)
    draft = reading.read(text)
    return any(pattern.search(reading.visible(s.text)) for s in draft.editable)


@pytest.mark.parametrize("principle", SHIPPED.principles, ids=lambda p: p.id)
def test_breadth(principle: Principle) -> None:
    assert len(principle.cues) >= LEAST_CUES
    assert len(principle.examples.good) >= LEAST_CUES
    assert principle.examples.missed, "no rule sees everything: say what this one misses"


@pytest.mark.parametrize("principle", SHIPPED.principles, ids=lambda p: p.id)
def test_fixes_keep_what_matters(principle: Principle) -> None:
    number = re.compile(r"\d+(?:[.,]\d+)*|\{\{[^}]*\}\}|https?://\S+")
    for bad in principle.examples.bad:
        if bad.fixed:
            assert sorted(set(number.findall(bad.plain))) == sorted(
                set(number.findall(bad.fixed)) & set(number.findall(bad.plain))
            ), bad.plain


def test_nine_principles() -> None:
    assert sorted(SHIPPED.ids) == [
        "apologize-from-the-heart", "cherish-loyalty", "keep-it-simple", "let-it-go", "listen-actively",
        "never-threaten", "put-their-needs-first", "remember-the-story", "see-through-their-eyes",
    ]  # fmt: skip


def test_patterns_are_linear_time() -> None:
    listed = [pattern for same in SHIPPED.cues._patterns.values() for pattern in same]
    assert all(isinstance(pattern.regex, type(re2.compile("a"))) for pattern in listed)
