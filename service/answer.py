"""Answers composed: reply, segments, changes, rationale and verdict from the accepted edits. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from service import __version__, edits, models
from service.checks.sources import Sources, known_claims, told
from service.engines.base import Case, Usage
from service.engines.embedded import LANGUAGE, NAME
from service.principles.cues import Match
from service.principles.pack import Pack
from service.text import claims, facts, reading
from service.text.reading import Draft
from service.words import Advice, Edit, Refusal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine's proposal came to after review."""

    engine: str
    model: str | None
    accepted: tuple[Edit, ...] = ()
    refused: tuple[Refusal, ...] = ()
    suggestions: tuple[Advice, ...] = ()
    usage: Usage = field(default_factory=Usage)
    fallback: tuple[str, str] | None = None


def compose(id: str, case: Case, outcome: Outcome, elapsed: float) -> models.Answer:
    """Put together the whole answer; `elapsed` is in seconds."""
    draft, found, pack = case.draft, case.found, case.pack
    parts = edits.parts(draft, outcome.accepted)
    reply = "".join(part.after for part in parts)
    changes, segments = _changes(parts)
    after = reading.read(reply, draft.form, draft.keep)
    left = pack.cues.find(after, case.situation.customer_text) if reply != draft.text else found
    kind, why = outcome.fallback or (None, None)
    return models.Answer(
        id=id,
        status="rewritten" if reply != draft.text else "unchanged",
        reason=None if reply != draft.text else _reason(draft, found, outcome),
        reply=reply,
        rationale="\n".join(_line(n, change, pack) for n, change in enumerate(changes, 1)),
        change_count=len(changes),
        changes=changes,
        segments=segments,
        suggestions=[models.Suggestion(principle=s.principle, text=s.text) for s in outcome.suggestions],
        findings=models.Findings(draft=_findings(draft, found), reply=_findings(after, left)),
        verdict=_verdict(case, after, outcome),
        engine=models.EngineReport(
            name=outcome.engine,
            model=outcome.model,
            attempts=outcome.usage.attempts,
            fallback_from=kind,
            fallback_reason=why,
        ),
        versions=versions(pack),
        usage=models.TokenUsage(
            prompt_tokens=outcome.usage.prompt_tokens, completion_tokens=outcome.usage.completion_tokens
        ),
        elapsed_ms=round(elapsed * 1000),
    )


def checked(draft: Draft, found: Sequence[Match], pack: Pack) -> models.CheckAnswer:
    """The answer of a check."""
    return models.CheckAnswer(
        findings=_findings(draft, found),
        finding_count=len(found),
        language=draft.language,
        format=draft.form,
        versions=versions(pack),
    )


def versions(pack: Pack) -> models.Versions:
    """Service and pack, as every answer names them."""
    return models.Versions(service=__version__, pack=pack.version)


def _changes(parts: Sequence[edits.Part]) -> tuple[list[models.Change], list[models.Segment]]:
    changes: list[models.Change] = []
    segments: list[models.Segment] = []
    in_draft = in_reply = 0
    for part in parts:
        if part.edit is None:
            segments.append(models.Segment(text=part.before))
        else:
            name = f"c{len(changes) + 1}"
            changes.append(
                models.Change(
                    id=name,
                    principle=part.edit.principle,
                    before=part.before,
                    after=part.after,
                    why=part.edit.why,
                    draft_span=[in_draft, in_draft + len(part.before)],
                    reply_span=[in_reply, in_reply + len(part.after)],
                )
            )
            segments.append(models.Segment(before=part.before, after=part.after, change=name))
        in_draft += len(part.before)
        in_reply += len(part.after)
    return changes, segments


def _line(n: int, change: models.Change, pack: Pack) -> str:
    principle = pack.principle(change.principle)
    title = principle.title if principle else change.principle
    return f"{n}. {title}: {' '.join(change.why.split())}"


def _reason(draft: Draft, found: Sequence[Match], outcome: Outcome) -> models.Reason:
    """Why the draft came back as it was."""
    failure = outcome.fallback[1] if outcome.fallback else "not_configured"
    if failure not in {"not_configured", "refused", "nothing_proposed"}:
        return "deadline" if failure == "deadline" else "upstream"
    if outcome.engine == NAME and draft.language != LANGUAGE:
        return "language"
    if outcome.refused:
        return "refused"
    return "no_safe_edit" if found else "already_good"


def _findings(draft: Draft, found: Sequence[Match]) -> list[models.Finding]:
    return [
        models.Finding(
            principle=m.principle.id,
            cue=m.cue.id,
            message=m.cue.message,
            start=m.start,
            end=m.end,
            text=draft.text[m.start : m.end],
            suggestion=m.mend,
        )
        for m in found
    ]


def _verdict(case: Case, reply: Draft, outcome: Outcome) -> models.Verdict:
    """The check of the finished reply, made anew from the two texts and nothing else."""
    had, has = ({facts.key(f): f.text for f in text.facts} for text in (case.draft, reply))
    evened = facts.evened(reply.text)
    gone = {key: text for key, text in had.items() if key not in has and not facts.stands_in(text, evened)}
    may_go = {facts.key(fact) for fact in case.draft.facts if not facts.must_stay(fact)}
    situation = case.situation
    sourced = told(case.draft, situation, case.pack)
    extra = {key: text for key, text in has.items() if key not in had and not facts.stands_in(text, sourced)}
    if extra:
        sources = Sources(case.draft, situation, case.pack)
        extra = {facts.key(f): f.text for f in reply.facts if facts.key(f) in extra and not sources.states(f)}
    known = known_claims(case.draft, situation, case.pack)
    promised = claims.added(reply.spoken, known) if outcome.accepted else []
    return models.Verdict(
        facts_kept=len(had) - len(gone),
        facts_missing=[text for key, text in gone.items() if key not in may_go],
        facts_added=list(extra.values()),
        promises_added=[claim.text for claim in promised],
        refused_edits=[
            models.RefusedEdit(
                principle=r.edit.principle, op=r.edit.op, first=r.edit.first, last=r.edit.last,
                text=r.edit.text, reason=r.reason, detail=r.detail,
            )
            for r in outcome.refused
        ],
    )  # fmt: skip
