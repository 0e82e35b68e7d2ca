"""Facts: the spans of a text that must survive a rewrite.

Two facts are equal when their kind and their text agree, letter case and white space aside:
"$20" is neither "$25" nor "20 dollars".
"""

import re
from collections.abc import Iterable

from service.text.formats import TAG
from service.text.placeholders import PLACEHOLDER
from service.words import Fact

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)day"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty"
    r"|thirty|forty|fifty|sixty|ninety)"
)
_CURRENCY = r"(?:US\$|A\$|C\$|[$€£¥₹]|\b(?:USD|EUR|GBP|CHF|AUD|CAD|INR|JPY|SEK|NOK|DKK)\b)"
_CURRENCY_WORD = r"(?:dollars?|euros?|pounds?|cents?|USD|EUR|GBP|CHF|AUD|CAD|INR|JPY|SEK|NOK|DKK)"
_AMOUNT = r"\d+(?:[.,]\d+)*"
_UNIT = r"(?:minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|yrs?)"

# Each kind with its pattern; where two match at one place the earlier row wins, then the longer.
_KINDS: tuple[tuple[str, str], ...] = (
    ("code", r"```[\s\S]*?```|`[^`\n]+`"),
    ("url", r"\b(?:https?|ftp)://[^\s<>\"“”]+|\bwww\.[^\s<>\"“”]+"),
    ("email", r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    (
        "url",
        r"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|tv|gov|edu|app|dev|help|info|co\.uk|de|eu)"
        r"(?![\w.-]*@)(?:/[^\s<>\"“”]*)?\b",
    ),
    ("handle", r"(?<![\w@])[@#][A-Za-z]\w+"),
    (
        "amount",
        rf"{_CURRENCY}\s?{_AMOUNT}(?:\s?(?:k|m|million|bn))?\b|\b{_AMOUNT}\s?(?:[€£$¥₹]|{_CURRENCY_WORD}\b)",
    ),
    ("percent", rf"\b{_AMOUNT}\s?(?:%|percent\b|per cent\b)"),
    (
        "date",
        rf"\b\d{{4}}-\d\d?-\d\d?\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\b\d{{1,2}}/\d{{1,2}}\b"
        rf"|\b{_MONTH}\s{_ORDINAL}(?:,?\s\d{{4}})?\b|\b{_ORDINAL}\s(?:of\s)?{_MONTH}(?:,?\s\d{{4}})?\b"
        rf"|\b(?:(?:next|this|last|coming)\s)?{_DAY}s?\b|\b(?:tomorrow|tonight|yesterday)\b",
    ),
    (
        "time",
        r"\b\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap](?:\.m\.|m\b))?|\b\d{1,2}\s?[ap](?:\.m\.|m\b)|\b(?:noon|midnight)\b",
    ),
    (
        "duration",
        rf"\b(?:\d+(?:\s?[-–]\s?\d+|\sto\s\d+)?|{_NUMBER_WORD})[\s-](?:(?:business|working|calendar)\s)?{_UNIT}\b",
    ),
    (
        "phone",
        r"(?<![\w.])(?:\+\d{1,3}[\s.-]?)?(?:\(\d{2,5}\)[\s.-]?)?\d{2,5}(?:[\s.-]\d{2,5}){1,4}(?![\w])|\*\d{3}\b",
    ),
    ("version", r"\bv?\d+(?:\.\d+){1,3}[a-z]?\b"),
    ("id", r"#\s?[A-Z0-9][\w-]*|\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\b"),
    ("number", rf"(?<![\w.,]){_AMOUNT}(?!\w)"),
    ("quote", r"[\"“](?=\S)[^\"“”\n]{1,80}(?<=\S)[\"”]"),
)
_PATTERN = re.compile(
    "|".join(
        f"(?P<{kind}_{n}>{pattern})" if kind == "placeholder" else f"(?P<{kind}_{n}>(?i:{pattern}))"
        for n, (kind, pattern) in enumerate(
            (("placeholder", PLACEHOLDER.pattern), ("markup", TAG.pattern), *_KINDS)
        )
    )
)
_TRAILING = re.compile(r"[.,;:!?'’*_]+$")


def _trimmed(text: str) -> str:
    """A link without the punctuation of the sentence around it."""
    text = _TRAILING.sub("", text)
    while text.endswith((")", "]")) and text.count(text[-1]) > text.count("(" if text[-1] == ")" else "["):
        text = _TRAILING.sub("", text[:-1])
    return text


def find(text: str, keep: Iterable[str] = ()) -> tuple[Fact, ...]:
    """Return the facts of a text in order, none overlapping; `keep` names exact strings besides."""
    found: list[Fact] = []
    position = 0
    for match in _kept_or_matched(text, keep):
        kind, start, end = match
        if start < position:
            continue
        found.append(Fact(kind, text[start:end], start, end))
        position = end
    return tuple(found)


def _kept_or_matched(text: str, keep: Iterable[str]) -> list[tuple[str, int, int]]:
    spans = [
        ("keep", m.start(), m.end())
        for wanted in keep
        if wanted
        for m in re.finditer(re.escape(wanted), text)
    ]
    position = 0
    while match := _PATTERN.search(text, position):
        kind = (match.lastgroup or "number").rsplit("_", 1)[0]
        shown = _trimmed(match.group()) if kind == "url" else match.group()
        end = match.start() + max(len(shown), 1)
        spans.append((kind, match.start(), end))
        position = end
    return sorted(spans, key=lambda s: (s[1], s[0] != "keep", -s[2]))


def key(fact: Fact) -> tuple[str, str]:
    """What makes two facts equal: kind and text, letter case, white space and a plural unit aside."""
    if fact.kind in {"placeholder", "markup", "url", "code", "keep"}:
        return fact.kind, fact.text
    plain = " ".join(fact.text.casefold().split()).rstrip(".")
    if fact.kind == "duration":
        plain = plain.replace("-", " ").removesuffix("s")
    if fact.kind == "quote":
        plain = plain.strip('"“”.,!?')
    return fact.kind, plain


_EDGES = re.compile(r"^[\"“”']+|[\"“”'.]+$")


def evened(text: str) -> str:
    """Letter case, white space and the shape of apostrophes left out of account."""
    return " ".join(text.replace("’", "'").casefold().split())


def stands_in(fact: str, text: str) -> bool:
    """Whether a fact's words stand in a text, and not as a part of something longer."""
    wanted = _EDGES.sub("", evened(fact))
    if not wanted:
        return True
    return bool(re.search(rf"(?<![\w$€£.,@/-]){re.escape(wanted)}(?![\w@/-]|[.,]\w)", evened(text)))
