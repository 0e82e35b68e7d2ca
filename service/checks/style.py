"""How an edit reads: in the draft's language, in words that make sense, without stock phrases."""

from collections.abc import Sequence

from service.checks.sources import Objection, Sources
from service.text import facts, language
from service.words import Edit

_KNOWN_SHARE = 0.6


def sense(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """Words that neither the texts nor the pack know are the mark of a model that babbles."""
    words = language.words(sources.words(edit.text))
    if edit.op == "delete" or (words and sources.draft.language != "en"):
        return None
    if not words:
        return None if facts.find(edit.text) else ("nonsense", "there are no words in it")
    stems = [language.stem(word) for word in words]
    share = sum(stem in sources.pack.vocabulary or stem in sources.stems for stem in stems) / len(words)
    return ("nonsense", "") if share < _KNOWN_SHARE else None


def style(edit: Edit, accepted: Sequence[Edit], sources: Sources) -> Objection | None:
    """No stock phrase that the house avoids, and the draft's own language."""
    before, text = facts.evened(sources.before(edit)), facts.evened(edit.text)
    for phrase in sources.pack.house.avoided:
        if phrase in text and phrase not in before:
            return "hollow", phrase
    if len(edit.text.split()) >= 4 and language.detect(edit.text) != sources.draft.language:
        return "language", ""
    return None
