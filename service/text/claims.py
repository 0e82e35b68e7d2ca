"""Claims: what a reply promises, grants, admits or reports done, told from its words.

A rewrite may frame a claim anew; it may not make one that the draft and the standing permissions
do not make. The patterns err towards seeing a claim: an edit refused in vain costs a nicer
sentence, one accepted in vain costs the customer's trust.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import re2

from service.text.denials import NEGATION
from service.text.shape import even

# RE2 runs these over a whole letter several times faster than the standard engine, and always in linear time.
Match = Any
"""RE2's match, which has no public type."""

_MENTION = re.compile(
    r"\b(?:you(?:'ve| have)? (?:asked|requested|wanted|hoped|mentioned|were|expected|look)|your (?:refund )?(?:request|question|plans? to|wish|hope|idea)|(?:thanks|thank you) for)\b"
    r"|\b(?:sorry|apologi\w+|policy|policies|option|page|form|team|process)\b"
)
_CONCESSION = re2.compile(
    r"\b(?:(refund|reimburs|credit|waiv|compensat|discount|voucher|coupon|gift|complimentary|replac|exchang|upgrad|extend|extension"
    r"|goodwill|prioriti|expedit|rebook|reinstat|restor|unlock|revers|money back)\w*"
    r"|(for free|free of charge|at no (?:extra )?(?:cost|charge)|no charge|on us|an exception))"
)
_OURS = r"(?:we|i|someone(?: from [\w ]{2,25})?|(?:a|one of our|our) (?:team|staff|colleagues?|agents?|specialists?|technicians?|drivers?))"
_OWN_FUTURE = rf"\b{_OURS}(?:'ll| will| shall|'re going to| are going to|'m going to| am going to)"
_SKIPPED = (
    r"(?:(?:also|then|now|always|gladly|certainly|definitely|personally|be able to|be forced to|be|have to|need to|go ahead and|get to"
    r"|have no (?:choice|option) but to|do (?:my|our) best to|try to|make (?:an|every|our best) effort to|do what (?:we|i) can to|see if (?:we|i) can|make sure (?:to|that|you|it)?|ensure (?:that|you)?|(?:real|kind|glad|happi|certain|definite|immediate|prompt|quick|final|actual|automatical|sure|personal|direct)ly)\s+)*"
)
_OWN_PROMISE = re2.compile(rf"{_OWN_FUTURE}\s+{_SKIPPED}(\w{{2,}})")
_OTHER_PROMISE = re2.compile(
    rf"\b(?:it|they|somebody|manager|you|that|this)(?:'ll| will)\s+{_SKIPPED}(\w{{2,}})"
)
_NO_CHOICE = re.compile(r"\bno (?:other )?(?:choice|option) but\b")
_SUBORDINATE = re.compile(r"^\s*(?:\w+,\s)?(?:if|when|unless|once|since|because|as|although|while)\b[^,]*,")
_WORDS = re.compile(r"[a-z']+")
_DONE = re2.compile(
    r"\b(?:i|we)(?:'ve| have| had)\s+(?:already |now |just |since |also |personally |gone ahead and )*([a-z]+(?:ed|en|ent|ade|ade|one|ound|old|iven|ut|aid))\b"
    r"|\b(?:i|we) (?:already |just |also )?([a-z]{3,}(?:ated|orted|ssed|ued|cked|nded|pped|rded|fied|ixed|sked|ched|lled|oved|led|red))\b"
)
_ADMISSION = re2.compile(
    r"\bour (?:own )?(?:fault|mistake|error|negligence|failure|failing|slip|oversight)\b|\bwe(?:'re| are) (?:liable|at fault|to blame)\b"
    r"|\b(?:we|i) (?:failed|made a mistake|messed up|dropped the ball|got (?:it|this|that) wrong|let you down|should(?: not|n't)? have|were wrong|was wrong|neglected)\b"
    r"|\b(?:mistake|error|fault) (?:was|is) (?:ours|mine)\b"
)
_ASSURANCE = re2.compile(
    r"\b(?:guarantee\w*|promise\w*|definitely|won't happen again|will not happen again|never happen again|rest assured|100%|in full\b|full refund)"
)
_TIMING = re2.compile(
    r"\b(?:today|tonight|tomorrow|right away|straight away|immediately|shortly|(?:as )?soon(?: as possible| as)?|asap|promptly|without delay)\b"
)
_GRAVE = re2.compile(
    r"\b(?:injur|burn(?:ed|t|s)\b|caught fire|lawsuit|lawyer|attorney|police|fraud|scam|stole|theft|steal|discriminat|racis|sexis|harass|assault"
    r"|illegal|unlawful|negligen|danger|poison|breach|violat)\w*"
)

_NOT_GRANTED = re.compile(
    r"\b(?:is|are|was|were)(?: not|n't) (?:\w+ )?(?:possible|available|allowed|permitted|included|covered|offered|something)\b"
    r"|\b(?:cannot|can't) be\b"
)
_CONTACT = (
    "reply",
    "rever",
    "respon",
    "answer",
    "contact",
    "write",
    "email",
    "come back",
    "get back",
    "in touch",
)
_LONGEST_CLAUSE = 300
_CLAUSE_END = re.compile(r"[.!?;,\n]|\bbut\b")
_NEAR = 16
_ASKED = re.compile(r"\b(?:let (?:us|me) know|tell (?:us|me)|please|hope|wish)\b")
_WE_DO = re.compile(
    r"\b(?:we|i) (?!would\b|could\b|should\b|might\b|may\b|do\b|did\b|can\b|cannot\b)([a-z]{2,})\b(?<!ed)(?! not\b)"
)
"""What a source says that we do, it lets a reply say that we will do."""

_ALIKE = {"asap": "as soon as possible", "stole": "theft", "stolen": "theft", "steal": "theft"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a text: its kind, what it is about (a stem), and the words."""

    kind: str
    about: str
    text: str


def find(text: str, *, spoken_of: bool = False) -> tuple[Claim, ...]:
    """The claims a text makes, each kind and object once, in lower case; a denied one is none.

    With `spoken_of`, a concession that is only mentioned counts as well.
    """
    text = even(text).lower()
    found: dict[tuple[str, str], Claim] = {}
    for kind, pattern, about, denied in _STATED:
        for match in pattern.finditer(text):
            key = kind, about(match)
            none = _ungranted if spoken_of and denied is _not_granted else denied
            if key not in found and not none(text, match) and not _asked(text, match):
                found[key] = Claim(*key, match.group().strip())
    return tuple(found.values())


Known = frozenset[tuple[str, str]]


def known(sources: Iterable[str]) -> Known:
    """What the sources claim, to hold a new text against.

    What someone else will do or what will happen is known where a source has the same verb at all, and
    what we have done where it has the same participle; what we will do or grant is known only where a
    source says it of us in the same way.
    """
    found: set[tuple[str, str]] = set()
    for source in sources:
        words = _WORDS.findall(even(source).lower())
        found |= {(claim.kind, claim.about) for claim in find(source, spoken_of=True)}
        found |= {("promise", _stem(match[1])) for match in _WE_DO.finditer(even(source).lower())}
        found |= {("outcome", _stem(word)) for word in words} | {("done", word) for word in words}
    return frozenset(found)


def added(new: str, known: Known) -> list[Claim]:
    """The claims of a new text that none of its sources makes."""
    return [claim for claim in find(new) if (claim.kind, claim.about) not in known]


def _verb(match: Match) -> str:
    """What is promised; all ways of getting in touch are one."""
    return "answer" if match[1].startswith(_CONTACT) else _stem(match[1])


def _participle(match: Match) -> str:
    return str(match[1] or match[2])


def _granted(match: Match) -> str:
    return str(match[1] or match[2])[:8]


def _words(match: Match) -> str:
    return _stem(_ALIKE.get(match.group(), match.group()))


def _stem(words: str) -> str:
    return " ".join(words.casefold().split())[:5]


def _clause_start(text: str, match: Match) -> int:
    """Where the clause of a match begins, as far back as a clause may reasonably go."""
    earliest = max(0, match.start() - _LONGEST_CLAUSE)
    ends = [m.end() for m in _CLAUSE_END.finditer(text, earliest, match.start())]
    return ends[-1] if ends else earliest


def _clause(text: str, match: Match) -> str:
    latest = match.end() + _LONGEST_CLAUSE
    end = _CLAUSE_END.search(text, match.end(), latest)
    return text[_clause_start(text, match) : end.start() if end else latest]


def _refused(text: str, match: Match) -> bool:
    """Whether what looks like a promise is none: "we will not refund", "you'll find it there"."""
    return match[1] in {"not", "never", "no", "neither", "hardly"} or (
        match[0].startswith("you") and match[1] in {"find", "see", "notice", "need", "want", "know"}
    )


def _not_granted(text: str, match: Match) -> bool:
    """Whether a concession is denied in its own clause, or only spoken of."""
    return _ungranted(text, match) or bool(_MENTION.search(_clause(text, match)))


def _ungranted(text: str, match: Match) -> bool:
    told = text[_clause_start(text, match) : match.end() + 12]
    denied = NEGATION.search(_NO_CHOICE.sub("", _SUBORDINATE.sub("", told)))
    return bool(denied or _NOT_GRANTED.search(_clause(text, match)))


def _never(text: str, match: Match) -> bool:
    return False


def _disowned(text: str, match: Match) -> bool:
    """ "This was not our fault" admits nothing."""
    return bool(NEGATION.search(text, max(0, match.start() - _NEAR), match.start()))


def _asked(text: str, match: Match) -> bool:
    """ "Whether it will come" says nothing of what will, nor "how to see your credit is still open"."""
    clause = _clause(text, match)
    return "whether " in clause[: max(clause.find(match[0]), 0)] or "still open" in clause


def _no_time(text: str, match: Match) -> bool:
    """ "As soon as you reply" is a condition, not a time; "let us know soon" asks and "I hope it comes soon" wishes: no promise."""
    asked = text[_clause_start(text, match) : match.start()]
    return str(match[0]).endswith("soon as") or bool(_ASKED.search(asked))


_STATED = (
    ("promise", _OWN_PROMISE, _verb, _refused),
    ("outcome", _OTHER_PROMISE, _verb, _refused),
    ("done", _DONE, _participle, _never),
    ("concession", _CONCESSION, _granted, _not_granted),
    ("admission", _ADMISSION, _words, _disowned),
    ("assurance", _ASSURANCE, _words, _never),
    ("timing", _TIMING, _words, _no_time),
    ("allegation", _GRAVE, _words, _never),
)
"""Each kind of claim: its pattern, what it is about, and when a match is none."""
