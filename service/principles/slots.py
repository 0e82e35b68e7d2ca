"""Slots: the named gaps of a cue, `<when>` or `<until:when>`, and what each may hold."""

import re
from collections.abc import Mapping
from functools import cache

from service.text.facts import MONTH
from service.text.reading import LINK

_PLACEHOLDER = r"(?:\{\{[^{}]*\}\}|[#%$]?\{[^{}\n]*\}|\[\[[^\]\n]*\]\]|<<[^<>\n]*>>)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NUMBER = (
    r"(?:\d+(?:\s?[-–]\s?\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|fourteen|fifteen|twenty|thirty|sixty|ninety|a few|several)"
)
_CLOCK = r"(?:(?:\d{1,2}:\d\d|\d{1,2})\s?(?:[ap]\.?m\.?)?|noon|midnight)"
_HOUR = r"\d{1,2}(?::\d\d)?\s?[ap]\.?m\b"
_DATE = (
    rf"(?:{_PLACEHOLDER}|(?:(?:next|this|the coming)\s)?{_WEEKDAY}(?:,?\s{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?"
    rf"|,?\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?(?:\s(?:of\s)?{MONTH})?)?"
    rf"|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}(?:,?\s\d{{4}})?"
    rf"|{MONTH}\s\d{{4}}|noon|midnight|{_HOUR}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|today|tonight|tomorrow|(?:the\s)?end of (?:the )?(?:day|week|month|business)"
    r"|(?:the|your|its|this) (?:next )?(?:due date|deadline|renewal date|expiry date|billing date)"
    rf"|(?:the\s)?\d{{1,2}}(?:st|nd|rd|th))(?:\s(?:at|by)\s{_CLOCK})?(?:,?\s\d{{4}})?"
)
_DURATION = (
    rf"(?:(?:the )?(?:next )?(?:{_NUMBER}|{_PLACEHOLDER})[\s-](?:(?:full|business|working|calendar)\s)?"
    r"(?:minutes?|hours?|hrs?|days?|weeks?|months?|years?))"
)
_WORD = rf"(?:{_PLACEHOLDER}|[\w&/%@'-]+)"

SLOTS: dict[str, str] = {
    "placeholder": _PLACEHOLDER,
    "date": _DATE,
    "duration": _DURATION,
    "when": rf"(?:(?:by|before|on or before|no later than|not later than|prior to|on|after|until)\s{_DATE}"
    rf"|(?:within|in|after|for)\s{_DURATION}(?:\s(?:of|from|after)\s(?:receiving|receipt of)?\s?(?:this|the|your)\s\w+(?:\s\w+)?)?"
    r"|immediately|right away|today|tomorrow|as soon as possible)",
    "amount": r"(?:(?:US|A|C)?[$€£¥₹]\s?\d+(?:[.,]\d+)*|(?:USD|EUR|GBP|CHF|AUD|CAD)\s?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*\s?(?:dollars?|euros?|pounds?|USD|EUR|GBP|[€£$])"
    rf"|{_PLACEHOLDER})",
    "number": r"\d+",
    "link": rf"{LINK}+",
    "word": _WORD,
    "thing": rf"(?:(?:the|your|our|this|that|these|those|any|all|my|a|an)\s)?{_WORD}(?:\s{_WORD}){{0,5}}?",
    "yours": r"(?:your|the|this)\s(?:(?:\w+['-]?\w*)\s){0,2}?(?:account|service|services|subscription|plan|membership|access"
    r"|line|order|booking|reservation|policy|contract|ticket|case|request|profile|listing|hosting|domain|website|site|store|claim|refund|warranty|card|phone|number|connection)",
    "clause": r"(?:[^.!?;:,()]|[.:,]\w)+?",
    "words": r"(?:[^.!?]|[.]\w)+?",
    "lead": r"(?:(?:also|however|unfortunately|regrettably|sadly|please note(?: that)?|kindly note(?: that)?|note that"
    r"|in addition|additionally|at this time|as such|therefore|but|and|so|ok|okay|sorry|again|finally|just so you know)(?:,\s|\s))*",
}
"""What a slot may hold, as RE2; a leading colon in a cue (`<:lead>`) matches without keeping."""

_SPACE = re.compile(r" ([?*+]?)")
_SLOT = re.compile(r"(?<!\?P)<(?:(\w*):)?([a-z]+)>")


def inline(pattern: str, own: Mapping[str, str]) -> str:
    """Put a file's own slots into a pattern; an own slot may use those above it in the file."""

    def slot(match: re.Match[str]) -> str:
        name, kind = match.group(1), match.group(2)
        if kind not in own:
            return match.group()
        body = inline(own[kind], {k: v for k, v in own.items() if k != kind})
        name = kind if name is None else name
        return f"(?P<{name}>{body})" if name else f"(?:{body})"

    return _SLOT.sub(slot, pattern)


@cache
def expand(pattern: str) -> str:
    """Return RE2 for a pattern with slots; ValueError names an unknown slot.

    A space matches any run of white space, line breaks included. Curly apostrophes and the odd
    kinds of space are evened out in the text that is searched, see `reading.visible`.
    """

    def slot(match: re.Match[str]) -> str:
        name, kind = match.group(1), match.group(2)
        if kind not in SLOTS:
            raise ValueError(f"unknown slot <{kind}>; the slots are {', '.join(sorted(SLOTS))}")
        name = kind if name is None else name
        body = _loosened(SLOTS[kind])
        return f"(?P<{name}>{body})" if name else f"(?:{body})"

    return _SLOT.sub(slot, _loosened(pattern)).replace("’", "'")


def _loosened(pattern: str) -> str:
    """Let a space outside a character class match any run of white space."""
    parts = re.split(r"(\[(?:\\.|[^\]\\])*\])", pattern)
    return "".join(part if n % 2 else _SPACE.sub(_run, part) for n, part in enumerate(parts))


def _run(space: re.Match[str]) -> str:
    return r"\s*" if space.group(1) in {"?", "*"} else r"\s+"
