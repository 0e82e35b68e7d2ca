"""A draft as read: its blocks, sentences and facts, with the parts that are not to be touched."""

import re
from dataclasses import dataclass
from functools import cached_property

from service.text import claims, facts, formats, language, sentences
from service.text.shape import even
from service.words import UNTOUCHABLE, Block, Fact, Format, Sentence

_QUOTED = re.compile(r"[\"“](?=\S)[^\"“”\n]{2,400}[\"”]|(?<!\w)‘[^‘’\n]{2,400}’(?!\w)|`[^`\n]+`")
_QUOTE_SIGN = re.compile('["“‘`]')
_LINKED = re.compile(r"\b(?:(?:https?|ftp)://|www\.)[^\s<>]*[^\s<>.,;:!?)]")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
BLANK = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands, character for character, for what no cue may see: quotations and code."""
LINK = "\ue000"
"""Stands, character for character, for a link or an e-mail address."""


@dataclass(frozen=True)
class Draft:
    """A draft and all that is known of it before any engine looks."""

    text: str
    form: Format
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    keep: tuple[str, ...] = ()

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the whole draft, in order; none runs over the end of a block."""
        found: list[Fact] = []
        position = 0
        for block in (*self.blocks, None):
            edges = (block.start, block.end) if block else (len(self.text), len(self.text))
            for start, end in ((position, edges[0]), edges):
                stretch = self.text[start:end]
                part = facts.find(stretch, self.keep) if stretch.strip() else ()
                found += [Fact(f.kind, f.text, f.start + start, f.end + start) for f in part]
            position = edges[1]
        return tuple(found)

    def facts_in(self, start: int, end: int) -> tuple[Fact, ...]:
        """The facts that lie in a stretch of the draft."""
        return tuple(fact for fact in self.facts if start <= fact.start and fact.end <= end)

    @cached_property
    def spoken(self) -> str:
        """The text as it is read: in HTML without tags and with its entities resolved."""
        return formats.words(self.text) if self.form == "html" else self.text

    @cached_property
    def claims(self) -> claims.Known:
        """What the draft itself claims."""
        return claims.known([self.spoken])

    @cached_property
    def language(self) -> str:
        """The draft's language, as a two-letter code."""
        return language.detect(self.spoken)

    @cached_property
    def editable(self) -> tuple[Sentence, ...]:
        """The sentences an edit may touch."""
        return tuple(s for s in self.sentences if s.kind not in UNTOUCHABLE)

    def sentence(self, n: int) -> Sentence:
        """The sentence of that number; IndexError where there is none."""
        if n < 1:
            raise IndexError(n)
        return self.sentences[n - 1]


def read(text: str, form: Format | None = None, keep: tuple[str, ...] = ()) -> Draft:
    """Read a draft; the exact string is kept, nothing is normalised."""
    form = form or formats.detect(text)
    blocks, numbered = sentences.split(text, form)
    return Draft(text, form, blocks, numbered, keep)


def visible(text: str) -> str:
    """What cues are matched against: quotes, code and addresses blanked, apostrophes and spaces evened.

    The length stays the same, so a span found here is a span of the text.
    """
    if _QUOTE_SIGN.search(text):
        text = _QUOTED.sub(lambda m: BLANK * len(m.group()), text)
    if "://" in text or "www." in text:
        text = _LINKED.sub(lambda m: LINK * len(m.group()), text)
    if "@" in text:
        text = _MAIL.sub(lambda m: LINK * len(m.group()), text)
    return even(text)
