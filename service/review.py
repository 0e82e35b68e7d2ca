"""Review: no proposal is trusted. Each edit is accepted, or refused with a reason an engine can mend.

Pure: the same draft, edits, situation and pack always give the same verdict.
"""

from collections.abc import Sequence
from dataclasses import replace

from service import checks
from service.checks import together
from service.checks.sources import Sources
from service.principles.pack import Pack
from service.text import facts
from service.text.reading import Draft
from service.words import Edit, Refusal, Reviewed, Situation

REASONS: dict[str, str] = {
    "shape": "The edit names sentences or an operation that do not exist, or lacks its text.",
    "principle": "The edit names no principle of this request.",
    "block": "The edit runs over the end of a block, or takes out a whole HTML block.",
    "untouchable": "Quotations, signatures and code are never edited.",
    "overlap": "Another edit already changes one of these sentences.",
    "nothing": "The edit changes nothing.",
    "markup": "Tags and logic placeholders must all stay, in their order.",
    "form": "The edit breaks the text into other lines or paragraphs.",
    "fact_missing": "Something that must survive is gone.",
    "fact_added": "Something is stated that no source has.",
    "claim": "The edit claims or promises what the draft and the permissions do not.",
    "refusal": "A refusal of the draft is lost or turned, or a new one made.",
    "condition": "A condition of the draft is lost.",
    "apology": "The draft's apology would go while the one meant for its place was refused.",
    "hollow": "The edit brings in a phrase the house avoids.",
    "repeated": "The edit says the same twice.",
    "rude": "The edit insults.",
    "language": "The edit is not in the draft's language.",
    "nonsense": "Most of its words are in no text at hand.",
    "preamble": "The edit talks about the rewrite instead of to the customer.",
    "length": "The edit is far longer than what it replaces.",
    "empty": "Nothing but a greeting would be left.",
}
"""Every reason for which an edit is refused; a public list."""

NOT_MENDED = frozenset({"nothing", "untouchable", "principle", "overlap", "empty"})
"""Reasons for which an edit is dropped at once: sending it back would mend nothing."""


def review(draft: Draft, proposed: Sequence[Edit], situation: Situation, pack: Pack) -> Reviewed:
    """Review edits one by one, then the reply they make together."""
    sources = Sources(draft, situation, pack)
    accepted: list[Edit] = []
    refused: list[Refusal] = []
    for edit in proposed:
        if refusal := _objection(edit, accepted, sources):
            refused.append(refusal)
        else:
            accepted.append(_honest(edit, sources))
    while fault := together.fault(accepted, sources):
        refused.append(fault)
        accepted.remove(fault.edit)
    if unsaid := together.apology_unsaid(accepted, refused, sources):
        refused.append(unsaid)
        accepted.remove(unsaid.edit)
    return Reviewed(tuple(sorted(accepted, key=lambda e: (e.first, e.op))), tuple(refused))


def _objection(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Refusal | None:
    """What speaks against an edit, the plainest first."""
    for check in checks.CHECKS:
        if objection := check(edit, accepted, sources):
            return Refusal(edit, *objection)
    return None


def _honest(edit: Edit, sources: Sources) -> Edit:
    """The edit with a reason that states no fact of its own; else the principle's title is the reason."""
    claimed = {facts.key(fact) for fact in facts.find(edit.why)} - sources.facts
    if claimed <= {facts.key(fact) for fact in sources.facts_after(edit)}:
        return edit
    principle = sources.pack.principle(edit.principle)
    return replace(edit, why=f"{principle.title}." if principle else "")
