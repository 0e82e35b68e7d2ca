"""Readable: no harder to read than the draft, by Flesch's reading ease (Flesch, 1948); English only."""

import re
from collections.abc import Mapping

from evals.graders.base import PASSED, Grade, Seen, failed
from service.text import language, reading

NAME = "readable"
_HARDER = 12.0
"""Points by which a reply may be harder than its draft before it counts."""

_EASY = 60.0
"""From here on a text is plain English, however easy its draft was."""

_VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)


def readable(seen: Seen) -> Mapping[str, Grade]:
    """The ease of the reply is plain, or not far below the draft's."""
    draft, reply = (reading.read(text, seen.request.form) for text in (seen.request.draft, seen.reply))
    if draft.language != "en" or seen.reply == seen.request.draft:
        return {}
    before, after = ease(draft), ease(reply)
    if after < min(before - _HARDER, _EASY):
        return {NAME: failed(f"reading ease {after:.0f}, the draft's {before:.0f}")}
    return {NAME: PASSED}


def ease(read: reading.Draft) -> float:
    """Flesch reading ease of the sentences that are the reply's own; about 0 (hard) to 100 (easy)."""
    said = [language.words(reading.visible(s.text)) for s in read.editable]
    sentences = [words for words in said if words]
    count = sum(len(words) for words in sentences)
    if not count:
        return 100.0
    syllables = sum(_syllables(word) for words in sentences for word in words)
    return 206.835 - 1.015 * count / len(sentences) - 84.6 * syllables / count


def _syllables(word: str) -> int:
    """A guess from groups of vowels; a silent final e is not one."""
    groups = len(_VOWELS.findall(word))
    return max(groups - (groups > 1 and word.endswith("e") and not word.endswith("le")), 1)
