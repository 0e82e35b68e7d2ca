"""What goes in and out: the public contract, flat first so that a macro can read it."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from service.words import Format, Situation

DRAFT_LIMIT = 20_000
DEADLINE = (500, 60_000)

Channel = Literal["email", "chat", "social", "sms"]
EngineChoice = Literal["auto", "llm", "embedded"]
Status = Literal["rewritten", "unchanged"]
Reason = Literal["already_good", "no_safe_edit", "refused", "language", "deadline", "upstream"]
Span = Annotated[list[int], Field(min_length=2, max_length=2)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


class Model(BaseModel):
    """A closed model: an unknown field is an error that names it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Turn(Model):
    """One message of the conversation so far."""

    role: Literal["customer", "agent"] = Field("customer", description="Who wrote it.")
    text: Annotated[str, StringConstraints(max_length=DRAFT_LIMIT)] = Field(description="The message.")


class CheckRequest(Model):
    """A draft to look at."""

    draft: Annotated[str, StringConstraints(max_length=DRAFT_LIMIT)] = Field(
        description="The text that is about to be sent; 1 to 20,000 characters.",
    )
    customer: str | list[Turn] = Field(
        default="", description="The customer's message, or the turns of the conversation, oldest first."
    )
    format: Literal["auto", "plain", "markdown", "html"] = Field("auto", description="The draft's format.")
    principles: list[str] = Field(default_factory=list, description="Ids to apply; empty means all.")

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if not self.draft.strip():
            raise ValueError("the draft is empty")
        return self

    @property
    def form(self) -> Format | None:
        """The format asked for; None where it is to be detected."""
        return None if self.format == "auto" else self.format

    @property
    def situation(self) -> Situation:
        """What the reply may draw on besides the draft."""
        return Situation(customer=self._said("customer"))

    def _said(self, role: str) -> tuple[str, ...]:
        if isinstance(self.customer, str):
            return (self.customer,) if self.customer.strip() and role == "customer" else ()
        return tuple(turn.text for turn in self.customer if turn.role == role)


class RewriteRequest(CheckRequest):
    """A draft to rewrite, and what is known of its situation."""

    keep: list[Line] = Field(
        default_factory=list, description="Exact strings that must stay, such as names.", max_length=100
    )
    may_say: list[Line] = Field(
        default_factory=list,
        description="Facts and concessions the reply may state although the draft does not.",
        max_length=50,
    )
    context: dict[str, str | int | float | bool] = Field(
        default_factory=dict, description="Anything known: customer since, plan, order. Flat."
    )
    channel: Channel = Field("email", description="Decides length and greeting habits.")
    engine: EngineChoice = Field("auto", description="auto: the model where one is set, else embedded.")
    deadline_ms: int | None = Field(
        None, ge=DEADLINE[0], le=DEADLINE[1], description="The answer comes before this; default 9000."
    )

    @property
    def situation(self) -> Situation:
        """What the reply may draw on besides the draft."""
        context = {name: str(value) for name, value in self.context.items()}
        said = self._said("customer")
        return Situation(said, tuple(self.may_say), tuple(self.keep), context, self.channel)


class Finding(Model):
    """One place where the draft or the reply goes against a principle."""

    principle: str = Field(description="The principle's id.")
    cue: str = Field(description="Which of its cues saw it.")
    message: str = Field(description="What is wrong, in one line.")
    start: int = Field(description="First code point of the span.")
    end: int = Field(description="One past the last; equals start where something is missing there.")
    text: str = Field(description="The words of the span.")
    suggestion: str | None = Field(
        None, description="What the embedded engine would put there; empty to cut it."
    )


class Change(Model):
    """One accepted edit."""

    id: str
    principle: str
    before: str
    after: str
    why: str
    draft_span: Span = Field(description="Half-open span in the draft, in Unicode code points.")
    reply_span: Span = Field(description="Half-open span in the reply, in Unicode code points.")


class Segment(Model):
    """A stretch of the text: kept (`text`) or changed (`before`, `after`, `change`)."""

    text: str | None = None
    before: str | None = None
    after: str | None = None
    change: str | None = None


class Suggestion(Model):
    """What only the agent may decide; never written into the reply."""

    principle: str
    text: str


class Findings(Model):
    """Findings in the draft, and those left in the reply."""

    draft: list[Finding]
    reply: list[Finding]


class RefusedEdit(Model):
    """An edit that review did not let through."""

    principle: str
    op: str
    first: int
    last: int
    text: str
    reason: str
    detail: str


class Verdict(Model):
    """What was checked, and how it came out."""

    facts_kept: int = Field(description="How many facts of the draft stand in the reply.")
    facts_missing: list[str]
    facts_added: list[str]
    promises_added: list[str]
    refused_edits: list[RefusedEdit]


class EngineReport(Model):
    """Which engine wrote, and what happened on the way."""

    name: str
    model: str | None
    attempts: int
    fallback_from: str | None = None
    fallback_reason: str | None = None


class Versions(Model):
    """What to name when a rewrite is to be reproduced."""

    service: str
    pack: str


class TokenUsage(Model):
    """Tokens as the model server counted them, all attempts together."""

    prompt_tokens: int
    completion_tokens: int


class Answer(Model):
    """The reply, fit to send whatever happened, and the reasons for every change."""

    id: str
    status: Status
    reason: Reason | None = Field(description="Why nothing was changed; null where something was.")
    reply: str = Field(description="Always fit to send.")
    rationale: str = Field(description="Plain text, one line a change.")
    change_count: int
    changes: list[Change]
    segments: list[Segment] = Field(
        description="Joined text-or-before is the draft, joined text-or-after is the reply."
    )
    suggestions: list[Suggestion]
    findings: Findings
    verdict: Verdict
    engine: EngineReport
    versions: Versions
    usage: TokenUsage
    elapsed_ms: int


class CheckAnswer(Model):
    """What the cues find in a draft; no model is asked."""

    findings: list[Finding]
    finding_count: int
    language: str
    format: str
    versions: Versions
