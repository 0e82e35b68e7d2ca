"""How an edit reads: in the draft's language, in words that make sense, without stock phrases."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from service.checks.sources import Objection, Sources
from service.text import facts, language
from service.words import Edit

_KNOWN_SHARE = 0.6
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n")
_PAUSES = ".,;:!?…"
_PHRASE, _LONGEST_REPEAT = 3, 40
_MAY_DOUBLE = frozenset("very really so that had no bye well many much far again more on in".split())
_RUDE = re.compile(
    r"\b(?:idiots?|stupid\w*|morons?|dumb\w*|fools?|foolish|liars?|losers?|shut up|go away|pathetic|ridiculous|nonsense|whatever you say"
    r"|fuck\w*|shit\w*|crap|damn\w*|bastards?|bitch\w*|asshole\w*|screw you|hate you|hell with)\b",
    re.IGNORECASE,
)


def sense(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """Words that neither the texts nor the pack know are the mark of a model that babbles."""
    words = sources.words_after(edit)
    if edit.op == "delete" or (words and sources.draft.language != "en"):
        return None
    if not words:
        return None if sources.facts_after(edit) else ("nonsense", "there are no words in it")
    stems = [language.stem(word) for word in words]
    share = sum(stem in sources.pack.vocabulary or stem in sources.stems for stem in stems) / len(words)
    return ("nonsense", "") if share < _KNOWN_SHARE else None


def once(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """Nothing is said twice in a row, nor a sentence twice, that was not so before."""
    text, before = (facts.evened(sources.words(words)) for words in (edit.text, sources.before(edit)))
    said = Counter(s.strip() for s in _SENTENCE_END.split(text))
    for sentence, times in said.items():
        if times > 1 and sentence.count(" ") >= _PHRASE - 1 and before.count(sentence) < 2:
            return "repeated", sentence
    known = _MAY_DOUBLE | set(_doubled(before.split()))
    return next((("repeated", again) for again in _doubled(text.split()) if again not in known), None)


def _doubled(words: Sequence[str]) -> Iterator[str]:
    """Stretches of words that stand twice in a row; a single word only where no pause parts it, or thrice."""
    bare = [word.strip(_PAUSES) for word in words]
    for length in range(1, min(len(words) // 2, _LONGEST_REPEAT) + 1):
        n = 0
        while n <= len(bare) - 2 * length:
            stretch = bare[n : n + length]
            if bare[n] == bare[n + length] and stretch == bare[n + length : n + 2 * length]:
                if length > 1 or words[n][-1:] not in _PAUSES or bare[n + 2 : n + 3] == stretch:
                    yield " ".join(stretch)
                n += length
            else:
                n += 1


def style(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """No insult, no stock phrase that the house avoids, and the draft's own language."""
    if edit.op == "delete":
        return None
    before, text = facts.evened(sources.before(edit)), facts.evened(edit.text)
    if (rude := _RUDE.search(edit.text)) and not _RUDE.search(sources.before(edit)):
        return "rude", rude.group()
    for phrase in sources.pack.house.avoided:
        if phrase in text and phrase not in before:
            return "hollow", phrase
    if len(edit.text.split()) >= 4 and language.detect(edit.text) != sources.draft.language:
        return "language", ""
    return None


def overheard(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """A run of words from the model's own instructions is a leak, unless a text at hand has it too."""
    for run in language.runs(sources.words_after(edit)):
        if run in sources.pack.instructions and " ".join(run) not in sources.told:
            return "preamble", "the model's instructions are not for the customer"
    return None
