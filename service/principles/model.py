"""The schema of a principle file: closed, strict, and the source of `prompts/principle.schema.json`."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Pattern = Annotated[str, StringConstraints(min_length=1)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]

MARK_OPEN, MARK_CLOSE = "[[", "]]"


class Closed(BaseModel):
    """A model that refuses unknown keys and values of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Cue(Closed):
    """A pattern that a principle looks for, and what may be done about it without asking anyone."""

    id: Id
    kind: Literal["phrase", "regex", "swap", "omission"] = Field(
        description="phrase: literal words. regex: RE2, with <slots>. swap: phrases, each with its"
        " replacement. omission: something the customer's words call for and the draft lacks."
    )
    scope: Literal["words", "sentence"] = Field(
        "words", description="sentence: the pattern must span the whole sentence."
    )
    any: tuple[Pattern, ...] = Field((), description="Patterns, of which one must match.")
    swap: dict[Text, str] = Field(default_factory=dict, description="Phrase to replacement.")
    unless: tuple[Pattern, ...] = Field(
        (), description="Regexes; where one matches in the same sentence the cue is silent."
    )
    customer: tuple[Pattern, ...] = Field(
        (), description="Regexes, one of which must match the customer's message; slots are kept."
    )
    unless_customer: tuple[Pattern, ...] = Field(
        (), description="Regexes; where one matches the customer's message the cue is silent."
    )
    absent: tuple[Pattern, ...] = Field(
        (), description="Regexes; where one matches anywhere in the draft the cue is silent."
    )
    place: Literal["opening", "closing"] = Field(
        "opening", description="omission: where what is missing belongs."
    )
    message: Short = Field(description="What the finding says to the writer.")
    why: Short = Field(description="The reason shown with a change; names nothing of the texts.")
    replace: str | None = Field(None, description="Words to put in the match's place, with {slots}.")
    delete: bool = Field(False, description="Take the whole sentence out.")
    insert: Text | None = Field(None, description="omission: the sentence to insert, with {slots}.")
    suggest: Short | None = Field(None, description="What only the agent may decide.")

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        fixes = [self.replace is not None, self.delete, self.insert is not None]
        if sum(fixes) > 1:
            raise ValueError("give one of replace, delete and insert, not several")
        if (self.kind == "swap") != bool(self.swap):
            raise ValueError("swap belongs to kind swap, and kind swap needs it")
        if self.kind in {"phrase", "regex"} and not self.any:
            raise ValueError(f"kind {self.kind} needs at least one pattern in any")
        if self.kind == "omission" and (not self.customer or self.any):
            raise ValueError("kind omission needs customer patterns and takes no any")
        if self.insert is not None and self.kind != "omission":
            raise ValueError("insert belongs to kind omission")
        if self.delete and self.scope != "sentence":
            raise ValueError("delete needs scope: sentence, so that nothing else is taken out")
        if self.kind == "swap" and any(fixes):
            raise ValueError("kind swap has its replacements in swap")
        return self

    @property
    def mends(self) -> bool:
        """Whether the embedded engine may act on it."""
        return bool(self.swap) or self.replace is not None or self.delete or self.insert is not None


class Bad(Closed):
    """A text that violates the principle, the place marked with [[ ]]; `fixed` is what it becomes."""

    cue: Id
    text: Text
    customer: Text | None = None
    fixed: Text | None = None

    @model_validator(mode="after")
    def _one_marker(self) -> Self:
        if self.text.count(MARK_OPEN) != 1 or self.text.count(MARK_CLOSE) != 1:
            raise ValueError("mark the place once, with one [[ and one ]]")
        if self.text.index(MARK_OPEN) > self.text.index(MARK_CLOSE):
            raise ValueError("the ]] stands before the [[")
        return self

    @property
    def plain(self) -> str:
        """The text without its marker."""
        return self.text.replace(MARK_OPEN, "").replace(MARK_CLOSE, "")

    @property
    def span(self) -> tuple[int, int]:
        """Where the marker stood, in the plain text."""
        start = self.text.index(MARK_OPEN)
        return start, self.text.index(MARK_CLOSE) - len(MARK_OPEN)


class Good(Closed):
    """A text on which the principle stays silent."""

    text: Text
    customer: Text | None = None


class Examples(Closed):
    """Examples, each of them a test; `missed` are violations that no cue sees yet."""

    bad: tuple[Bad, ...]
    good: tuple[Good, ...]
    missed: tuple[Good, ...] = ()


class Principle(Closed):
    """One rule of conduct, one file: all that the product knows of it."""

    id: Id
    rank: Annotated[int, Field(ge=1, le=99, description="Precedence where cues overlap; 1 is first.")]
    title: Short
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=240)]
    prompt: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=700)] = Field(
        description="What the model is told."
    )
    why: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)] = Field(
        description="Shown to people, never sent to the model."
    )
    source: Short
    slots: dict[Annotated[str, StringConstraints(pattern=r"^[a-z]+$")], Pattern] = Field(
        default_factory=dict, description="The file's own slots: a name and the RE2 it stands for."
    )
    cues: tuple[Cue, ...]
    examples: Examples

    @model_validator(mode="after")
    def _cues_agree(self) -> Self:
        ids = [cue.id for cue in self.cues]
        if len(set(ids)) != len(ids):
            raise ValueError("two cues have one id")
        for bad in self.examples.bad:
            if bad.cue not in ids:
                raise ValueError(f"an example names the cue {bad.cue!r}, which is not here")
        return self
