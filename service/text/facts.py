"""Facts: the spans of a text that must survive a rewrite.

Two facts are equal when their kind and their text agree, letter case and white space aside:
"$20" is neither "$25" nor "20 dollars".
"""

import re
from collections.abc import Iterable, Iterator

from service.text.formats import TAG
from service.text.placeholders import PLACEHOLDER
from service.words import Fact

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
"""A month's name, whole or short; cues look for the same ones."""

_MONTH = rf"{MONTH}\.?"
_DAY = r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)day"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_FIGURES = {
    word: str(n)
    for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
} | {
    "fourteen": "14",
    "fifteen": "15",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "ninety": "90",
}
_UNITS = {"min": "minute", "hr": "hour", "wk": "week", "yr": "year"}
_NUMBER_WORD = rf"(?:{'|'.join(_FIGURES)})"
_CODES = "USD|EUR|GBP|CHF|AUD|CAD|INR|JPY|SEK|NOK|DKK"
_CURRENCY = rf"(?:US\$|A\$|C\$|[$€£¥₹]|\b(?:{_CODES})\b)"
_CURRENCY_WORD = rf"(?:dollars?|euros?|pounds?|cents?|{_CODES})"
_AMOUNT = r"\d{1,18}(?:[.,]\d{1,6}){0,6}"
_UNIT = r"(?:minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|wks?|months?|years?|yrs?)"

# Each kind with its pattern; where two match at one place the earlier row wins, then the longer.
_KINDS: tuple[tuple[str, str], ...] = (
    ("code", r"```[\s\S]*?```|`[^`\n]+`"),
    ("url", r"\b(?:https?|ftp)://[^\s<>\"“”]+|\bwww\.[^\s<>\"“”]+"),
    ("email", r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"),
    (
        "url",
        r"(?<![\w@./-])(?:[a-z0-9-]{1,63}\.){1,8}(?:com|org|net|io|tv|gov|edu|app|dev|help|info|co\.uk|de|eu|uk|fr|nl|es|pt|pl|se|dk|fi|ch|ie|ca|au|nz|jp|br|co|ai|biz|shop|store|online|site|cloud|example|test)"
        r"(?![\w.-]{0,64}@)(?:/[^\s<>\"“”]*)?\b",
    ),
    ("handle", r"(?<![\w@])[@#][A-Za-z]\w+"),
    (
        "amount",
        rf"{_CURRENCY}\s?{_AMOUNT}(?:\s?(?:k|m|million|bn))?\b|\b{_AMOUNT}\s?(?:[€£$¥₹]|{_CURRENCY_WORD}\b)",
    ),
    ("percent", rf"\b(?!100\s?%\s*[.!?])(?:{_AMOUNT})\s?(?:%|percent\b|per cent\b)"),
    (
        "date",
        rf"\b\d{{4}}-\d\d?-\d\d?\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\b\d{{1,2}}/\d{{1,2}}\b"
        rf"|\b{_MONTH}\s\d{{4}}\b|\b{_MONTH}\s{_ORDINAL}(?:,?\s\d{{4}})?\b|\b{_ORDINAL}\s(?:of\s)?{_MONTH}(?:,?\s\d{{4}})?\b"
        rf"|\b(?:(?:next|this|last|coming)\s)?{_DAY}s?\b|\b(?:tomorrow|tonight|yesterday)\b",
    ),
    (
        "time",
        r"\b\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap](?:\.m\.|m\b))?|\b\d{1,2}\s?[ap](?:\.m\.|m\b)|\b(?:noon|midnight)\b",
    ),
    (
        "duration",
        rf"\b(?:\d{{1,9}}(?:\s?[-–]\s?\d{{1,9}}|\sto\s\d{{1,9}})?|{_NUMBER_WORD})[\s-]?(?:(?:business|working|calendar)\s)?{_UNIT}\b",
    ),
    ("iban", r"\b[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}(?:\s?[a-z0-9]{1,3})?\b"),
    ("card", r"\b\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}\b"),
    (
        "phone",
        r"(?<![\w.])(?:\+\d{1,3}[\s.-]?)?(?:\(\d{2,5}\)[\s.-]?)?\d{2,5}(?:[\s.-]\d{2,5}){1,4}(?![\w])|\*\d{3}\b",
    ),
    ("version", r"\bv?\d{1,9}(?:\.\d{1,9}){1,3}[a-z]?\b"),
    (
        "id",
        r"(?<![#\w])#(?:[A-Z0-9][\w-]*|\s\d[\w-]*)|\b(?=[\w-]{0,60}\d)(?=[\w-]{0,60}[A-Za-z])[A-Za-z0-9]{1,40}(?:[-_][A-Za-z0-9]{1,40}){0,10}\b"
        r"|\b[a-z]{1,4}\.\d{1,6}\b",
    ),
    ("number", rf"(?<![\w.,])(?!100\s?%){_AMOUNT}(?!\w)"),
    ("quote", r"[\"“](?=\S)[^\"“”\n]{1,80}(?<=\S)[\"”]"),
)
_STRUCTURE = frozenset({"code", "url", "email", "handle", "quote"})


def _joined(rows: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}_{n}>{pattern})" for n, (kind, pattern) in enumerate(rows)))


_STRUCTURED = _joined(
    [("placeholder", PLACEHOLDER.pattern), ("markup", TAG.pattern)]
    + [(kind, f"(?i:{pattern})") for kind, pattern in _KINDS if kind in _STRUCTURE]
)
# Searched in lowered text: a pattern that looks at letter case is several times slower.
_PLAIN = _joined((kind, pattern.lower()) for kind, pattern in _KINDS if kind not in _STRUCTURE)

# Most sentences hold no fact at all: a look for the signs of one spares the search.
_SIGNS = re.compile(r"[{\[<%_⟦`@#\"“]|\*\||://|\.\w")
_PLAIN_SIGNS = re.compile(
    rf"\d|[#$€£¥₹]|\b(?:{_CODES.lower()}|{_MONTH}|{_DAY}|next|this|last|coming|tomorrow|tonight|yesterday|noon|midnight|{_NUMBER_WORD})\b"
)
_LOWERED = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_TRAILING = re.compile(r"[.,;:!?'’*_]+$")


def _trimmed(text: str) -> str:
    """A link without the punctuation of the sentence around it."""
    text = _TRAILING.sub("", text)
    while text.endswith((")", "]")) and text.count(text[-1]) > text.count("(" if text[-1] == ")" else "["):
        text = _TRAILING.sub("", text[:-1])
    return text


def find(text: str, keep: Iterable[str] = ()) -> tuple[Fact, ...]:
    """Return the facts of a text in order, none overlapping; `keep` names exact strings besides."""
    if not keep:
        return tuple(_in(text, 0, len(text)))
    found: list[Fact] = []
    position = 0
    for fact in (*_kept(text, keep), None):
        end = fact.start if fact else len(text)
        found += _in(text, position, end)
        if fact:
            found.append(fact)
            position = fact.end
    return tuple(found)


def structure(text: str) -> tuple[Fact, ...]:
    """Only the facts inside which no sentence ends: placeholders, markup, code, addresses, quotes."""
    return tuple(_structured(text, 0, len(text)))


def _in(text: str, start: int, end: int) -> Iterator[Fact]:
    """The facts of a stretch: structured ones first, the plain ones between them."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text.translate(_LOWERED)
    position = start
    for fact in _structured(text, start, end):
        yield from _plain(text, lowered, position, fact.start)
        yield fact
        position = fact.end
    yield from _plain(text, lowered, position, end)


def _structured(text: str, start: int, end: int) -> Iterator[Fact]:
    """The structured facts of a stretch, searched for from each sign of one."""
    while sign := _SIGNS.search(text, start, end):
        match = _STRUCTURED.search(text, _word_start(text, start, sign.start()), end)
        if match is None:
            return
        kind = _kind(match)
        shown = _trimmed(match.group()) if kind == "url" else match.group()
        start = match.start() + max(len(shown), 1)
        yield Fact(kind, text[match.start() : start], match.start(), start)


def _word_start(text: str, start: int, sign: int) -> int:
    return max(start, text.rfind(" ", start, sign) + 1, text.rfind("\n", start, sign) + 1)


def _plain(text: str, lowered: str, start: int, end: int) -> Iterator[Fact]:
    """The plain facts of a stretch, searched for from each sign of one, at the start of its word."""
    while sign := _PLAIN_SIGNS.search(lowered, start, end):
        match = _PLAIN.search(lowered, _word_start(text, start, sign.start()), end)
        if match is None:
            return
        start = match.end()
        yield Fact(_kind(match), text[match.start() : start], match.start(), start)


def _kind(match: re.Match[str]) -> str:
    return (match.lastgroup or "").rsplit("_", 1)[0]


def _kept(text: str, keep: Iterable[str]) -> list[Fact]:
    """Every occurrence of the strings to keep, the longest first where two want one place."""
    spans = sorted(
        (m.start(), -len(wanted)) for wanted in keep if wanted for m in re.finditer(re.escape(wanted), text)
    )
    found: list[Fact] = []
    for start, length in spans:
        if not found or start >= found[-1].end:
            found.append(Fact("keep", text[start : start - length], start, start - length))
    return found


_PART = re.compile(r"\d+|[a-z]+")


def key(fact: Fact) -> tuple[str, str]:
    """What makes two facts equal: kind and text, letter case and white space aside.

    A duration is the same in figures and in words, hyphened or not: "30-day" is "thirty days".
    """
    if fact.kind in {"placeholder", "markup", "url", "code", "keep"}:
        return fact.kind, fact.text
    plain = " ".join(fact.text.casefold().split()).rstrip(".")
    if fact.kind == "duration":
        parts = [part.removesuffix("s") for part in _PART.findall(plain)]
        plain = " ".join(_FIGURES.get(part) or _UNITS.get(part, part) for part in parts)
    if fact.kind == "quote":
        plain = plain.strip('"“”.,!?')
    return fact.kind, plain


_FIGURE_OF_SPEECH = re.compile(r"#[a-z_]\w*|(?:one|two|five|ten)[ -](?:minutes?|mins?)", re.IGNORECASE)


def must_stay(fact: Fact) -> bool:
    """Whether a reply without the fact has lost something; a hashtag or "takes two minutes" may go."""
    return not _FIGURE_OF_SPEECH.fullmatch(fact.text)


_EDGES = re.compile(r"^[\"“”']+|[\"“”'.]+$")


def evened(text: str) -> str:
    """Letter case, white space and the shape of apostrophes left out of account."""
    return " ".join(text.replace("’", "'").casefold().split())


def stands_in(fact: str, text: str) -> bool:
    """Whether a fact's words stand in an evened text, and not as a part of something longer."""
    wanted = _EDGES.sub("", evened(fact))
    if not wanted:
        return True
    return bool(re.search(rf"(?<![\w$€£.,:@/-]){re.escape(wanted)}(?![\w@/-]|[.,:]\w)", text))
