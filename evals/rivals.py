"""Three plain prompts, as products and people use them, on the same cases: what ours must be better than.

`python -m evals.rivals` prints, from recordings, how a judge sees ours beside each, in both orders,
and the tokens that each writes.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals import cases as all_cases
from evals import judging, subjects, tape
from evals.cases import Case
from evals.judging import Judge, Ruling
from evals.report.tables import markdown
from evals.run import run
from evals.tape import Tape
from service.models import RewriteRequest
from service.principles import pack as packs

PROMPTS = Path(__file__).parent / "rivals"
RECORDED = Path(__file__).parent / "recordings" / "rivals.jsonl"
NAMES = ("friendly", "empathy", "improve")


@dataclass(frozen=True)
class Score:
    """How ours fared beside one rival."""

    rival: str
    rulings: Sequence[Ruling]
    ours_tokens: int
    rival_tokens: int

    def row(self) -> list[str]:
        """The line of the table: ours is `two` in each ruling."""
        cells = [self.rival, str(len(self.rulings))]
        for whom in ("company", "customer"):
            said = [ruling.preferred(whom) for ruling in self.rulings]
            cells.append(f"{said.count('two')} / {said.count('one')} / {said.count('tie')}")
        for name in ("unfaithful", "hollow"):
            counts = [sum(all(r.remarks(name, of)) for r in self.rulings) for of in ("two", "one")]
            cells.append(f"{counts[0]} / {counts[1]}")
        return [*cells, f"{self.ours_tokens / max(self.rival_tokens, 1):.2f}"]


HEAD = (
    "rival", "cases", "company: ours / theirs / tie", "customer: ours / theirs / tie",
    "unfaithful: ours / theirs", "hollow: ours / theirs", "tokens out, ours to theirs",
)  # fmt: skip


def messages(name: str, request: RewriteRequest) -> list[dict[str, str]]:
    """What a rival is asked: its prompt, and the conversation and draft as data."""
    prompt = (PROMPTS / f"{name}.txt").read_text(encoding="utf-8").strip()
    data = {"conversation": list(request.situation.customer), "draft": request.draft}
    return [
        {"role": "system", "content": prompt},
        {"role": "user", "content": json.dumps(data, ensure_ascii=False)},
    ]


def reply(name: str, request: RewriteRequest, recorded: Tape) -> tape.Recorded | None:
    """What a rival answered, if it is on the tape."""
    return recorded.answers.get(tape.key({"messages": messages(name, request)}))


def table() -> str:
    """A line a rival."""
    pack = packs.load()
    judge = judging.judge(pack, None, tape.load(judging.RECORDED), None)
    recorded = tape.load(RECORDED)
    chosen = [case for case in all_cases.load() if reply(NAMES[0], case.inputs, recorded)]
    ours = run(subjects.subject("replay", pack), chosen)
    replies = {row.case: (row.reply, row.completion_tokens) for row in ours.judged}
    scores = [asyncio.run(_score(name, chosen, replies, recorded, judge)) for name in NAMES]
    return markdown(HEAD, [score.row() for score in scores])


async def _score(
    name: str, chosen: Sequence[Case], ours: dict[str, tuple[str, int]], recorded: Tape, judge: Judge
) -> Score:
    rulings = []
    tokens = [0, 0]
    for case in chosen:
        theirs = reply(name, case.inputs, recorded)
        if theirs is None or case.name not in ours:
            continue
        text, used = ours[case.name]
        tokens[0] += used
        tokens[1] += theirs.completion_tokens
        if ruling := await judge.compare(case.inputs, theirs.content, text):
            rulings.append(ruling)
    return Score(name, rulings, *tokens)


if __name__ == "__main__":
    print(table())
