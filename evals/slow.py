"""Pathological texts at full length: how long reading and review take, the slowest first.

Run as `python -m evals.slow`; exits 1 where any text of 20,000 characters takes longer than the limit.
"""

import sys
import time
from collections.abc import Callable

from service import review
from service.models import DRAFT_LIMIT
from service.principles import pack as packs
from service.principles.pack import Pack
from service.text import reading
from service.text.masking import Masks
from service.words import Edit, Situation

LIMIT_MS = 200.0
SEEDS = (
    "a", "A", "1", "1 ", "1-", "1.", "1,", "a.", "a.b.", "a-", "<", "<a ", "<p>", "</p>", "<b>x", "<!--", "{", "{{", "{%", "{{a}}",
    "[", "[[", "[a](", "(", "((", '"', "“a", "'", "`", "```\n", "@", "a@", "a@b.", "#", "#a ", "$", "$1 ", "%", "%s", "_", "____ ",
    "http://", "http://a.b/c ", "www.", "\n", "\r\n", " \n", "> a\n", "- a\n", "1. a\n", "--\n", "...", "….", "!?", "Dr. ", "e.g. ",
    "we will ", "we have not ", "if you ", "if you do not pay by ", "sorry ", "not ", "refund ", "cannot refund, ", "we can't and ",
    "On a wrote:\n", "Hi a, ", "Thank you. ", "one two ", "March 3 ", "next Friday ", "DE89 ", "4111 ", "é", "\u202e", "\u200b", "😀",
    "&nbsp;", "A_B ", "|a|b|\n", "**a** ", "please note that ", "as per our policy, ", "do not hesitate ", "\ue000", "⟦", "⟦a1⟧ ",
)  # fmt: skip


def main() -> int:
    """Print the slowest texts and say whether each step is within the limit for all."""
    pack = packs.load()
    took = [(milliseconds, step, seed) for seed in SEEDS for step, milliseconds in _steps(seed, pack).items()]
    took.sort(reverse=True)
    for milliseconds, step, seed in took[:10]:
        print(f"{milliseconds:8.1f} ms  {step:7} {seed!r}")
    slowest = took[0][0]
    print(
        f"{len(SEEDS)} texts of {DRAFT_LIMIT} characters, limit {LIMIT_MS:.0f} ms a step, slowest {slowest:.1f} ms"
    )
    return int(slowest > LIMIT_MS)


def _steps(seed: str, pack: Pack) -> dict[str, float]:
    """CPU time in milliseconds to read, check, mask and review one text, with an edit in its middle."""
    text = (seed * (DRAFT_LIMIT // len(seed) + 1))[:DRAFT_LIMIT]
    draft = reading.read(text)
    middle = max(1, len(draft.sentences) // 2)
    edit = Edit("replace", middle, middle, text[: DRAFT_LIMIT // 2], "keep-it-simple", "")
    masks = Masks()
    return {
        "read": _timed(lambda: reading.read(text)),
        "check": _timed(lambda: pack.cues.find(draft, text)),
        "mask": _timed(lambda: masks.restore(masks.hide(text))),
        "review": _timed(lambda: review.review(draft, [edit], Situation(), pack)),
    }


def _timed(step: Callable[[], object]) -> float:
    before = time.process_time()
    step()
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    sys.exit(main())
