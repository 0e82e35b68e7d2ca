"""The wire form: what a model is told and what its answer must look like. Pure."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, Field, ValidationError

from service.engines.base import Case
from service.errors import UpstreamError
from service.text.masking import Masks
from service.words import UNTOUCHABLE, Advice, Edit, Operation, Proposal, Reviewed

Message = dict[str, str]

_THOUGHT = re.compile(r"<think>[\s\S]*?</think>")
_BREAK = re.compile(r"[ \t]*\n\s*(?!\s|[-*+•–][ \t]|\(?\d{1,2}[.)][ \t])")
_PLACE = re.compile(r"^(?:(before|after) )?([0-9]{1,6})(?:-([0-9]{1,6}))?$")
_INSERTS: dict[str, Operation] = {"before": "insert_before", "after": "insert_after"}
_PREFIXES = {op: f"{word} " for word, op in _INSERTS.items()}
_MOST_EDITS, _MOST_SUGGESTIONS, _LONGEST_WHY, _MOST_TRIES = 60, 2, 160, 50


class _WireEdit(BaseModel):
    at: str = Field(pattern=_PLACE.pattern)
    text: str = ""
    principle: str = Field(alias="for", coerce_numbers_to_str=True)
    why: str = ""

    @property
    def place(self) -> tuple[Operation, int, int]:
        """The operation and the sentences it is on; a replacement by nothing is a deletion."""
        match = _PLACE.fullmatch(self.at)
        assert match is not None
        first, last = int(match[2]), int(match[3] or match[2])
        if match[1]:
            return _INSERTS[match[1]], first, last
        return "replace" if self.text.strip() else "delete", first, last


class _WireAdvice(BaseModel):
    principle: str = Field(alias="for", coerce_numbers_to_str=True)
    text: str


class _Wire(BaseModel):
    edits: list[_WireEdit] = Field(max_length=_MOST_EDITS)
    suggestions: list[_WireAdvice] = Field(default_factory=list)


def schema(ids: Sequence[str]) -> dict[str, Any]:
    """The strict JSON schema of an answer; only keywords that every server enforces.

    Principles go by their number in the instructions: an id takes several tokens, in every edit.
    """

    def closed(**properties: Any) -> dict[str, Any]:
        return {
            "type": "object", "properties": properties, "required": list(properties),
            "additionalProperties": False,
        }  # fmt: skip

    numbers = [str(n) for n in range(1, len(ids) + 1)]
    text, which = {"type": "string"}, {"type": "string", "enum": numbers}
    edit = closed(at=text, text=text, **{"for": which}, why=text)
    return closed(
        edits={"type": "array", "items": edit},
        suggestions={"type": "array", "items": closed(**{"for": which}, text=text)},
    )


def messages(case: Case, so_far: Reviewed, masks: Masks) -> list[Message]:
    """The chat messages for one draft; stable text first, so that a provider's prompt cache hits.

    The draft and the customer's words go in as JSON data, never as template source.
    """
    pack = case.pack
    environment = _environment(tuple(pack.templates.items()))
    data = _data(case, masks)
    system = environment.get_template("rewrite.system.j2").render(
        house=pack.house, principles=pack.principles
    )
    user = environment.get_template("rewrite.user.j2").render(
        data=json.dumps(data, ensure_ascii=False), masked=bool(masks.hidden), channel=case.situation.channel
    )
    told = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    if so_far.refused:
        edits = {
            "accepted": [_edit(edit, masks) for edit in so_far.accepted],
            "refused": [
                {**_edit(r.edit, masks), "reason": r.reason, "detail": masks.hide(r.detail)}
                for r in so_far.refused
            ],
        }
        repair = environment.get_template("repair.user.j2").render(
            edits=json.dumps(edits, ensure_ascii=False)
        )
        told.append({"role": "user", "content": repair})
    return told


@lru_cache(maxsize=4)
def _environment(templates: tuple[tuple[str, str], ...]) -> ImmutableSandboxedEnvironment:
    """The templates compiled once a pack; no text of a request is ever a template."""
    return ImmutableSandboxedEnvironment(
        loader=DictLoader(dict(templates)), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _data(case: Case, masks: Masks) -> dict[str, Any]:
    draft, situation, pack, hide = case.draft, case.situation, case.pack, masks.hide
    sentences = [
        {"n": s.n, "block": s.block + 1, "kind": s.kind, "text": hide(s.text)}
        | ({"locked": True} if s.kind in UNTOUCHABLE else {})
        for s in draft.sentences
    ]
    return {
        "customer_messages": [hide(text) for text in situation.customer],
        "context": {name: hide(value) for name, value in situation.context.items()},
        "may_say": [hide(text) for text in situation.may_say],
        "format": draft.form,
        "draft": sentences,
        "findings": [
            {"n": m.sentence, "for": pack.ids.index(m.principle.id) + 1, "message": m.cue.message}
            for m in case.found
        ],
    }


def _edit(edit: Edit, masks: Masks) -> dict[str, str]:
    """An edit in the words in which a model gives one."""
    sentences = f"{edit.first}-{edit.last}" if edit.last > edit.first else str(edit.first)
    return {"at": _PREFIXES.get(edit.op, "") + sentences, "text": masks.hide(edit.text)}


def parse(content: str, masks: Masks, ids: Sequence[str]) -> Proposal:
    """Read a model's answer; UpstreamError (worth a retry) where it is no proposal."""
    try:
        wire = _Wire.model_validate(_object(_THOUGHT.sub("", content)))
    except (ValidationError, ValueError):
        raise UpstreamError("malformed", retry=True) from None
    edits = tuple(
        Edit(
            *e.place, _text(e, masks), _id(e.principle, ids),
            masks.restore(" ".join(e.why.split())[:_LONGEST_WHY]),
        )
        for e in wire.edits
    )  # fmt: skip
    advice = [
        Advice(_id(s.principle, ids), masks.restore(s.text))
        for s in wire.suggestions
        if s.text.strip() and _id(s.principle, ids) in ids
    ]
    return Proposal(edits, tuple(advice[:_MOST_SUGGESTIONS]))


def _id(named: str, ids: Sequence[str]) -> str:
    """The principle of that number; what is no number is taken for an id, which review knows or refuses."""
    return ids[int(named) - 1] if named.isdecimal() and 0 < int(named) <= len(ids) else named


def _text(edit: _WireEdit, masks: Masks) -> str:
    """The edit's words; a replacement stays in its line, since models like to break after a link."""
    operation, _, _ = edit.place
    if operation == "delete":
        return ""
    text = masks.restore(edit.text)
    return _BREAK.sub(" ", text.strip("\n")) if operation == "replace" else text


def _object(content: str) -> Any:
    """The first JSON object with edits in it, whatever stands around it."""
    decoder = json.JSONDecoder(strict=False)
    for match in islice(re.finditer(r"\{", content), _MOST_TRIES):
        try:
            value, _ = decoder.raw_decode(content, match.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and "edits" in value:
            return value
    raise ValueError("no JSON object with edits")
