"""Denials: what a text refuses, denies or makes depend on a condition, told from its words.

A refusal of the draft stays one, whatever words it gets; so does a condition.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from service.text import language
from service.text.shape import even

NEGATION = re.compile(
    r"\b(?:not|no|cannot|never|nothing|unable|without|nor|none|neither|ineligible|non|outside|only|instead|rather than"
    r"|another (?:team|department|colleague|company|office)|unavailable|impossible|declined?|dont|cant|wont)\b|n't\b|\bnon-?[a-z]"
)
_UNWILLING = re.compile(rf"{NEGATION.pattern}|\b(?:beyond|against|hands are tied|refuse)\b")
_REFUSAL = re.compile(
    r"\b(?:cannot|can not|unable to|not able to|not possible|not eligible|ineligible|not covered"
    r"|not refundable|nonrefundable|no longer (?:possible|available)|not (?:allowed|permitted|accepted|available|included)"
    r"|(?:do|does|did|will|would|could|is|are|was|were|have|has) not)\b"
    r"|\b(?:ca|wo|do|does|did|would|could|is|are|was|were|have|has)n't\b|\bnon-refundable\b"
)
_IDIOM = re.compile(
    r"\b(?:cannot|can't|can not|could not|couldn't) (?:wait|begin to|help but|drop everything|thank you enough|stress enough|imagine|believe|possibly know)\b"
    r"|\b(?:is|are|was|were)(?: not|n't) (?:a|an|the|to be|just|only|simply|about)\b|\b(?:who|one who|that|you) (?:cannot|can't|can not|couldn't)\b"
    r"|\byou (?:did|had|were)(?: not|n't)\b|\b(?:no|not) (?:idea|wonder|doubt)\b|\bnot a (?:list|matter|question)\b|\bwe would(?: not|n't) be having\b"
)
"""Negations that refuse nothing: manners, rhetoric, and what the customer is said to be unable to do."""

_NO_REFUSAL = re.compile(
    r"\b(?:if|unless|when|should|in case)\b(?:[^.!?,;]|[.,]\d)*|\b(?:do not|don't) (?:hesitate|worry|forget|be|ignore|panic|know what|make the rules|want (?:that|this|it))\b"
    r"|\byou (?:don't|do not|didn't|haven't) (?:realise|realize|understand|seem|know|appreciate)"
)
_CONDITION = re.compile(r"\b(?:unless|as long as|provided (?:that|you)|only if|on condition|except|if)\b")
_POLITE_IF = re.compile(
    r"\bif (?:you|there)(?:'s| is|'d| would| have| need| want| wish| prefer| are| still| do| has| feel)?"
    r"[^.!?]{0,40}\b(?:questions?|help|anything|else|assistance|concerns?|issues?|us)\b"
    r"|\bif (?:that|it|this) helps\b|\b(?:pity|shame) if\b"
    r"|\b(?:sorry|apologi\w+|regret\w*)\b[^.!?]{0,40}\bif\b"
    r"|\bif you(?:'re| are) (?:not happy|unhappy|not satisfied|dissatisfied)\b|\bif (?:we (?:did|made|were)|you had)\b"
    r"|\b(?:know|see|check|wonder\w*|ask|as|even|what|sure) if\b|\bif (?:possible|any|so|wanted|needed|necessary|desired|applicable)\b"
)
_CONDITIONAL = re.compile(
    r"\b(?:if|unless|when|once|whenever|as long as|provided|in case|should|whether|in the event)\b"
)
_PARAPHRASED = re.compile(
    r"\b(?:until|without|where|otherwise|except|only|for (?:those|anyone|everyone)|who(?:ever)?|each|every|any"
    r"|for an? (?:[\w-]+ ){0,4}(?:fee|charge)|by (?!mid|noth)\w{3,}ing)\b|(?:^|[.!?:;,]\s)to (?!the\b|you\b|your\b)[a-z]{2,}"
)
"""Words that can carry a condition on; they count where the edit brings them in."""

_OR_ELSE = re.compile(
    r"\b(?:if|should)\b[^.!?;,]{0,80}(?:\bnot\b|n't\b|\bno\b|\bfail\w*)|\bunless\b|\bonly if\b|\bexcept\b"
)
_MUST = re.compile(
    r"\b(?:needs?|after|before|by|to (?:keep|avoid|continue|make sure)|for|while|within|must|please|so that)\b"
)
"""How "unless you pay by Friday" may be said as what to do: "to keep it, please pay by Friday"."""

_OWN_REFUSAL = re.compile(
    r"\b(?:we|i)(?:'re| are|'m| am)? (?:cannot|can't|can not|unable|not able|won't|will not)\b"
)
_DENIED = re.compile(
    r"\b(?:cannot|can not|can't|unable to|not able to|won't|will not|do not|don't|does not|doesn't|did not|didn't|not|isn't"
    r"|aren't|wasn't|weren't|hasn't|haven't|wouldn't|couldn't|shouldn't|would not|could not|should not|never)\s+(?:(?:be|been|yet|also|currently|even|able to|\w+ly)\s+)*([a-z]{3,})"
)
_STATED = re.compile(
    r"(?:\b(?:can|could|will|would|may|do|does|did|is|are|was|were|has|have|had|able to|glad to|happy to)|'(?:ll|ve|re|s))"
    r"\s+(?:(?:now|also|be|been|have|gladly|happily)\s+)*([a-z]{3,})"
)
_NOT_BY_YOU = re.compile(
    r"\byou\b[^.!?;,]{0,14}?(?:not|n't)\s+\w+|\b(?:if|unless|once|until)\b(?:[^.!?,;]|[.,]\d)*"
)
_NOT = re.compile(r"\b(?:not|never|cannot|no)\b|n't\b|\bnon-", re.IGNORECASE)
_WORDS_AFTER = re.compile(r"\s*((?:[\w'-]+ ){1,2}[\w'-]+|[\w'-]{4,}(?=\s*[.!?,;:]))")
_YOU_DID = re.compile(
    r"\byou(?: (?:did|do|have|had|has|was|were)| (?!are|can|could|will|would)\w{0,10})?\s?$"
)
_DOUBLE = re.compile(r"(?:\bnot|n't) non-")
_IF_SO_FAR = re.compile(r"\b(?:if|unless|should)\b(?:[^.!?;,]|[.,]\d)*$")
_ASKED = re.compile(r"\b(?:please|make sure|to keep|to avoid|so that|otherwise|or else|needs? to|must)\b")
"""How "if it is not paid" becomes what to do: "please make sure that it is paid"."""

_TO_NEGATION = re.compile(rf" (?:{NEGATION.pattern}).*$")
_OWED = re.compile(r"(?:need|have|owe|pay)\b")
_WORD = re.compile(r"[\w'-]+")
_NEAR = 80
_CLAUSE_END = re.compile(r"[.!?;,\n]|\b(?:but|and|so|or)\b")
_EMPTY_VERBS = frozenset(
    "have the this that been being able want need know hesitate worry only get any your our for".split()
)
_DISPUTE = re.compile(
    r"\b(?:our|the) (?:records?|system|logs?|tracking|data|files?|photos?)\b[^.!?]{0,40}\b(?:shows?|says?|confirms?|indicates?|states?|suggests?)\b"
    r"|\baccording to (?:our|the) (?:records|tracking|driver|carrier)"
    r"|\b(?:could not|couldn't|cannot|can't|did not|didn't|unable to) (?:find|confirm|verify|reproduce|see) (?:any|a|an|that|the|this|evidence)\b(?! (?:\w+ )?(?:notes?|history|details?|e-?mails?|tickets?|answers?)\b)"
    r"|\bno (?:record|evidence|sign|trace) of\b|\bwe (?:dispute|do not agree|don't agree|disagree)\b"
)
_ARRIVED = re.compile(
    r"\b(?:was|were|has been|have been) (?:successfully )?(?:delivered|received by you|signed for)\b"
)
_NOT_HERE = re.compile(r"\b(?:not|never|no|nothing|missing|lost|where)\b|n't\b|\bnt\b")
_SENTENCES = re.compile(r"[.!?](?=\s|$)|\n")
_SAME = 0.5
_SORRY = re.compile(r"\b(?:sorry|apolog\w+)\b")
_CONCEDED = re.compile(
    r"\b(?:sorry|apologi[sz]e|apologies|regret)\b (?:that|for (?:the|your|our|losing|sending|not)|your|you|our|about (?:the|your|our))"
)


def sorry(text: str) -> bool:
    """Whether a text apologises at all."""
    return bool(_SORRY.search(even(text).lower()))


def disputes(text: str, customer: str = "") -> bool:
    """Whether a text holds the company's own finding against what the customer says."""
    text = even(text).lower()
    return bool(_DISPUTE.search(text) or (_ARRIVED.search(text) and _NOT_HERE.search(even(customer).lower())))


def concedes(text: str) -> bool:
    """Whether a text is sorry for a fact, rather than for how things are."""
    return bool(_CONCEDED.search(even(text).lower()))


def refusal_lost(before: str, after: str, elsewhere: str = "") -> bool:
    """Whether `before` refuses or denies something and neither `after` nor `elsewhere` does.

    What stands in an if-clause, or is only manners ("do not hesitate"), denies nothing.
    """
    text = even(before).lower()
    if not _REFUSAL.search(text) or NEGATION.search(even(after).lower()):
        return False
    return not _taken_up(
        _denials(text), [said for said in _SENTENCES.split(even(elsewhere).lower()) if NEGATION.search(said)]
    )


def _denials(text: str) -> list[str]:
    """The sentences of a text that refuse or deny something."""
    plain = _IDIOM.sub(" ", _NO_REFUSAL.sub(" ", text))
    return [said for said in _SENTENCES.split(plain) if _REFUSAL.search(said)]


def _taken_up(wanted: Iterable[str], said: Sequence[str]) -> bool:
    """Whether each wanted sentence has one among the said that speaks of the same."""
    return all(
        any(len(stems & language.stems(other)) >= len(stems) * _SAME for other in said)
        for stems in map(language.stems, wanted)
    )


def refusal_new(before: str, after: str) -> bool:
    """Whether `after` refuses something where `before` denies nothing at all."""
    return bool(_OWN_REFUSAL.search(even(after).lower())) and not _UNWILLING.search(even(before).lower())


def turned(before: str, after: str) -> str | None:
    """The word that `before` denies ("cannot refund") and `after` affirms ("can refund"), if there is one.

    What the customer did not do is no denial of ours: "you did not include" may become "please include".
    """
    before, after = even(before).lower(), even(after).lower()
    if _DOUBLE.search(before) and not _DOUBLE.search(after):
        return "non-"
    if unsaid := _negation_dropped(before, after):
        return unsaid
    if not _DENIED.search(before):
        return None
    before = _NOT_BY_YOU.sub(" ", before)
    denied = {match[1][:5] for match in _DENIED.finditer(before) if match[1] not in _EMPTY_VERBS}
    if not denied:
        return None
    return next(iter((denied - _affirmed(before)) & _affirmed(after)), None)


def _negation_dropped(before: str, after: str) -> str | None:
    """The words that followed a negation and now follow none: "was not on the list", "was on the list"."""
    denied = _denied(before, asked=bool(_ASKED.search(after)))
    if not denied:
        return None
    denied -= set(_stated(before))
    return next((phrase for phrase in _stated(after) if phrase in denied), None)


def _denied(text: str, *, asked: bool) -> set[str]:
    """What follows each negation, up to three words; not what is now asked for.

    What the customer did not do may be asked for ("please send it"); only not said to have been done.
    """
    found = set()
    for denial in _NOT.finditer(text):
        told = text[max(0, denial.start() - _NEAR) : denial.start()]
        words = _WORDS_AFTER.match(text, denial.end())
        if not words or (asked and _IF_SO_FAR.search(told)):
            continue
        yours = _YOU_DID.search(told)
        if not yours or _OWED.match(words[1]):
            found.add(_TO_NEGATION.sub("", words[1]))
        else:
            found.add(f"{yours[0].strip()} {words[1].split()[0]}")
    return found


def _stated(text: str) -> Iterator[str]:
    """Runs of up to three words in the part of each clause that no negation stands before, infinitives aside."""
    for clause in _CLAUSE_END.split(text):
        negation = NEGATION.search(clause)
        words = _WORD.findall(clause[: negation.start()] if negation else clause)
        for n in (n for n in range(len(words)) if not n or words[n - 1] != "to"):
            yield from (" ".join(words[n : n + length]) for length in (1, 2, 3))


def _affirmed(text: str) -> set[str]:
    """The verbs that a text states of someone, by their first five letters, in clauses that deny nothing."""
    clauses = (clause for clause in _CLAUSE_END.split(text) if not NEGATION.search(clause))
    return {match[1][:5] for clause in clauses for match in _STATED.finditer(clause)}


def condition_lost(before: str, after: str, elsewhere: str = "") -> bool:
    """Whether `before` sets a condition, politeness aside, and neither `after` nor `elsewhere` has it."""
    text, now = even(before).lower(), even(after).lower()
    if not _CONDITION.search(text) or _CONDITIONAL.search(now):
        return False
    if len(_PARAPHRASED.findall(now)) > len(_PARAPHRASED.findall(text)):
        return False
    text = _POLITE_IF.sub(" ", text)
    if _OR_ELSE.search(text) and _MUST.search(now):
        return False
    wanted = [said for said in _SENTENCES.split(text) if _CONDITION.search(said)]
    others = [said for said in _SENTENCES.split(even(elsewhere).lower()) if _CONDITIONAL.search(said)]
    return not _taken_up(wanted, others)
