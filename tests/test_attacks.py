"""A hostile engine tries each kind of harm; review stops it for the right reason, and each rule is needed."""

import asyncio
from collections import Counter
from collections.abc import Callable

import pytest

from service import checks, review
from service.checks import substance, together
from service.models import RewriteRequest
from service.principles import pack as packs
from service.principles.pack import Pack
from service.rewriter import Rewriter
from service.text import claims, denials
from service.text.reading import read
from service.words import Proposal
from tests.harms import HARMS, Harm
from tests.test_rewriter import Scripted

# A claim in HTML or of a fact changed may be caught by either rule; which one speaks first does not matter.
ALIKE = {
    frozenset({"fact_missing", "fact_added"}),
    frozenset({"claim", "refusal"}),
    frozenset({"markup", "fact_missing"}),
}


def _refused(harm: Harm, pack: Pack) -> str | None:
    verdict = review.review(read(harm.draft), [harm.edit], harm.situation, pack)
    return verdict.refused[0].reason if verdict.refused else None


@pytest.mark.parametrize("harm", HARMS, ids=[f"{n}-{harm.reason}" for n, harm in enumerate(HARMS)])
def test_each_harm_is_refused(pack: Pack, harm: Harm) -> None:
    reason = _refused(harm, pack)
    assert reason == harm.reason or {reason, harm.reason} in ALIKE, harm.edit.text


@pytest.mark.parametrize("harm", HARMS[::7], ids=str)
def test_a_hostile_engine_leaves_a_reply_fit_to_send(pack: Pack, harm: Harm) -> None:
    hostile = Scripted(Proposal((harm.edit,)), Proposal((harm.edit,)), Proposal())
    answer = asyncio.run(Rewriter(pack, hostile).rewrite(RewriteRequest(draft=harm.draft)))
    rules_alone = asyncio.run(Rewriter(pack).rewrite(RewriteRequest(draft=harm.draft)))
    assert answer.reply == rules_alone.reply


def test_there_are_enough_of_them_and_they_differ() -> None:
    assert len({(harm.draft, harm.edit) for harm in HARMS}) == len(HARMS) >= 120


def _without_check(check: checks.Check) -> Callable[[pytest.MonkeyPatch], None]:
    kept = tuple(one for one in checks.CHECKS if one is not check)
    return lambda patch: patch.setattr(checks, "CHECKS", kept)


def _without_claim(kind: str) -> Callable[[pytest.MonkeyPatch], None]:
    added = claims.added
    return lambda patch: patch.setattr(
        claims, "added", lambda new, known: [c for c in added(new, known) if c.kind != kind]
    )


def _blind(module: object, name: str, answer: object) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setattr(module, name, lambda *_: answer)


MUTANTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    **{f"no check {check.__name__}": _without_check(check) for check in checks.CHECKS},
    **{f"no claim {kind}": _without_claim(kind) for kind in
       ("promise", "outcome", "done", "concession", "admission", "assurance", "timing", "allegation")},
    **{f"no {name}": _blind(denials, name, False) for name in ("refusal_lost", "refusal_new", "condition_lost")},
    "no turned": _blind(denials, "turned", None),
    **{f"no {name}": _blind(together, name, None) for name in ("fault", "_lost", "_exchanged", "_left_unsaid", "_denial_gone", "_said_again")},
    "no strict kinds": lambda patch: patch.setattr(substance, "_STRICT", frozenset()),
}  # fmt: skip


def survivors(name: str, pack: Pack) -> Counter[str]:
    """What gets through, or through for another reason, with one rule switched off."""
    with pytest.MonkeyPatch.context() as patch:
        MUTANTS[name](patch)
        return Counter(harm.reason for harm in HARMS if _fails(harm, pack))


def _fails(harm: Harm, pack: Pack) -> bool:
    try:
        reason = _refused(harm, pack)
    except Exception:
        return True
    return not (reason == harm.reason or {reason, harm.reason} in ALIKE)


@pytest.mark.parametrize("name", MUTANTS)
def test_each_rule_is_needed(pack: Pack, name: str) -> None:
    assert survivors(name, pack), f"{name}: every harm is still refused"


if __name__ == "__main__":
    shipped = packs.load()
    for mutant in MUTANTS:
        let_through = survivors(mutant, shipped)
        print(f"{mutant:24} {sum(let_through.values()):4}  {dict(let_through)}")  # noqa: T201
