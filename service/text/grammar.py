"""Small English grammar: turning the person round, participles, sentence openings.

Every function returns None where the grammar is not certain. A general inflection library was
weighed; it brings an array package and a second of start-up for the three dozen verbs used here.
"""

import re

_TURN = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "we": "you",
    "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves", "i'm": "you're",
    "i've": "you've", "i'd": "you'd", "i'll": "you'll", "we're": "you're", "we've": "you've",
    "we'd": "you'd", "we'll": "you'll",
}  # fmt: skip
_BE = {"am": "are", "was": "were", "wasn't": "weren't", "wasnt": "weren't"}
_SPELLING = {
    "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "isnt": "isn't", "cant": "can't",
    "wont": "won't", "hasnt": "hasn't", "havent": "haven't", "couldnt": "couldn't",
    "arent": "aren't", "wasnt": "wasn't", "im": "i'm", "ive": "i've",
}  # fmt: skip
_SHOUTED = frozenset(
    "never not still twice again always every all nothing nobody broken late dead wrong no my i".split()
)
_UNSURE = re.compile(
    r"[^\w\s'’-]|\b(?:you|your|you're|you've|yours|who|which|that|because|so|but|and|if|when|where|"
    r"while|why|how|then|lol|omg|wtf|fuck\w*|shit\w*|damn|hell|crap\w*|suck\w*|stupid|idiot\w*|liar\w*|"
    r"lie[sd]?|scam\w*|steal\w*|stole\w*|fraud\w*|illegal\w*|rude\w*|thie\w*|theft|hurt|injur\w*|burn\w*|"
    r"sue|lawyer|police|racist|discriminat\w*|harass\w*)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 14
_IRREGULAR = {
    "be": "been", "break": "broken", "bring": "brought", "cut": "cut", "do": "done", "find": "found",
    "give": "given", "hold": "held", "keep": "kept", "leave": "left", "lose": "lost", "make": "made",
    "pay": "paid", "put": "put", "send": "sent", "shut": "shut", "take": "taken", "withdraw": "withdrawn",
    "forfeit": "forfeited", "withhold": "withheld", "write": "written", "freeze": "frozen",
    "cancel": "cancelled", "see": "seen", "refer": "referred", "limit": "limited", "begin": "begun",
    "deactivate": "deactivated", "visit": "visited", "credit": "credited", "offer": "offered",
    "sell": "sold", "submit": "submitted", "transfer": "transferred", "commit": "committed", "scan": "scanned",
    "read": "read", "set": "set", "reset": "reset", "tell": "told", "get": "got", "choose": "chosen",
}  # fmt: skip
_DOUBLING = re.compile(r"(?:drop|stop|ship|ban|strip|bar|plan|tag|drag)$")


def turned(clause: str) -> str | None:
    """Turn the customer's clause to face them: "my order arrived late" to "your order arrived late".

    Returns None for anything but a short plain statement, and for accusations, which a reply may
    acknowledge but never repeat as its own word.
    """
    words = clause.replace("’", "'").split()
    if not words or len(words) > _MOST_WORDS or _UNSURE.search(clause.replace("’", "'")):
        return None
    turned_words: list[str] = []
    subject = ""
    for n, word in enumerate(words):
        plain = _SPELLING.get(word.casefold(), word.casefold())
        if plain in _TURN:
            turned_words.append(_TURN[plain])
        elif plain in _BE and subject in {"i", "we"}:
            turned_words.append(_BE[plain])
        elif (
            (word.isupper() and len(word) > 1 and plain in _SHOUTED)
            or plain in _SPELLING.values()
            or (n == 0 and plain in {"the", "this", "there", "nobody", "no", "it", "nothing"})
        ):
            turned_words.append(plain)
        else:
            turned_words.append(word)
        subject = plain
    return " ".join(turned_words)


def done(verb: str) -> str | None:
    """The past participle of a bare verb, a particle kept: "shut off" to "shut off"."""
    head, _, particle = verb.strip().casefold().partition(" ")
    if not head.isalpha():
        return None
    if head in _IRREGULAR:
        form = _IRREGULAR[head]
    elif head.endswith("e"):
        form = head + "d"
    elif re.search(r"[^aeiou]y$", head):
        form = head[:-1] + "ied"
    elif _DOUBLING.search(head):
        form = head + head[-1] + "ed"
    else:
        form = head + "ed"
    return f"{form} {particle}".rstrip()


_BEFORE_WORDS = re.compile(r"(?:\s|[\"'“‘(\[*_]|<[^<>]*>)*")
_NAMED = re.compile(r"[a-z]+[A-Z0-9]|[\w-]+(?:://|[.@]\w)")


def opened(text: str) -> str:
    """The text with its first letter in upper case, unless it begins as a name or an address does."""
    match = _BEFORE_WORDS.match(text)
    start = match.end() if match else 0
    first = text[start : start + 1]
    if _NAMED.match(text, start) or len(first.upper()) != 1:
        return text
    return text[:start] + first.upper() + text[start + 1 :]


_LOWERED = frozenset(
    "a an the this that these those your our my we you they it he she there if when while as in on at"
    " for to by with after before once until please any all some no every each one from what about thank thanks"
    " sorry only unfortunately because we're we've we'll you're you've you'll that's".split()
)


def inside(text: str) -> str:
    """The text made to stand inside a sentence: a common first word loses its capital."""
    match = re.match(r"[A-Za-z]+(?:'[a-z]+)?", text)
    if match and match.group().casefold() in _LOWERED:
        return text[0].lower() + text[1:]
    return text


def lowered(text: str) -> str:
    """The text with its first letter in lower case, unless that would break "I" or a name in capitals."""
    if re.match(r"I\b|\w[A-Z0-9]", text):
        return text
    return text[:1].lower() + text[1:]


def joined(left: str, new: str, right: str) -> str:
    """Put new words between two parts of a sentence and mend the two seams, nothing else."""
    if not new:
        return _closed(left, right)
    if new[-1] in ".!?" and right[:1] in {".", "!", "?"}:
        right = right.lstrip(".!?")
    if right[:1] in {",", ";"} and new[-1] in ",;:":
        right = right[1:]
    return left + new + right


def _closed(left: str, right: str) -> str:
    """Close the gap that a cut leaves between two parts of a sentence."""
    if not left.strip():
        return right.lstrip(" \t,;:")
    if right[:1] in {".", "!", "?", ""}:
        return left.rstrip(" \t,;:") + right
    if right[:1] in {",", ";", ":"}:
        return left.rstrip(" \t,;:") + right
    return left.rstrip(" \t") + " " + right.lstrip(" \t")
