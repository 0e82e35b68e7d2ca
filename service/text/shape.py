"""The shape of characters left out of account where words are compared, length unchanged."""

_EVEN = str.maketrans(
    dict.fromkeys("’‘ʼ`´", "'")
    | dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " ")
)
_UNEVEN = frozenset(map(chr, _EVEN))


def even(text: str) -> str:
    """Straight apostrophes and plain spaces, one for one."""
    return text if _UNEVEN.isdisjoint(text) else text.translate(_EVEN)
