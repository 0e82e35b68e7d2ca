"""What can be told of claims in languages other than English: denials kept, no grant brought in.

Coarser than the English rules, and on purpose: words that deny and words that grant, nothing between.
"""

import re

_DENY = {
    "de": r"\b(?:nicht(?! zuständig)|kein\w*|nie|niemals|weder|leider|ohne|unmöglich)\b",
    "fr": r"\b(?:pas|jamais|aucun\w*|impossible|malheureusement|sans|ni)\b|\bne\b|\bn['’]",
    "es": r"\b(?:no|nunca|ningún|ninguna?|imposible|lamentablemente|sin|tampoco)\b",
    "it": r"\b(?:non|mai|nessun\w*|impossibile|purtroppo|senza|né)\b",
    "pt": r"\b(?:não|nunca|nenhuma?|impossível|infelizmente|sem|nem)\b",
    "nl": r"\b(?:niet|geen|nooit|helaas|zonder|onmogelijk|noch)\b",
    "sv": r"\b(?:inte|ingen|inget|inga|aldrig|tyvärr|utan)\b",
    "pl": r"\b(?:nie|nigdy|żaden|żadn\w*|niestety|bez)\b",
}
_GRANT = {
    "de": r"\b(?:(?:rück)?erstatt|gutschrift|gutschein|gutgeschrieben|kostenlos|gratis|rabatt|ersatz|ersetz|garantier|versprech|entschädig|verzicht)",
    "fr": r"\b(?:rembours|avoir\b|gratuit|offert|offr|remise|remplac|garanti|promet|promis|indemnis|bon d)",
    "es": r"\b(?:reembols|devol|abon|gratis|gratuit|descuento|reemplaz|garanti|promet|compens|vale\b)",
    "it": r"\b(?:rimbors|accredit|gratis|gratuit|sconto|sostitu|garanti|promett|promess|indennizz|buono\b)",
    "pt": r"\b(?:reembols|devol|crédito|grátis|gratuit|desconto|substitu|garant|promet|compens|vale\b)",
    "nl": r"\b(?:terugbetal|terug te betalen|vergoed|tegoed|gratis|korting|vervang|garande|garantie|belo[fov]|compens)",
    "sv": r"\b(?:återbetal|kredit|gratis|rabatt|ersätt|garanti|garanter|lova|kompens)",
    "pl": r"\b(?:zwrot|zwróc|rabat|gratis|bezpłatn|wymien|wymian|gwarant|obiec|rekompens)",
}


def known(language: str) -> bool:
    """Whether there is anything to tell in this language."""
    return language in _DENY


def denial_lost(language: str, before: str, after: str) -> bool:
    """Whether `before` denies something and `after` denies nothing."""
    deny = re.compile(_DENY[language], re.IGNORECASE)
    return bool(deny.search(before)) and not deny.search(after)


def granted(language: str, before: str, after: str) -> str | None:
    """A word of `after` that grants something of which `before` does not speak, if there is one."""
    grant = re.compile(_GRANT[language], re.IGNORECASE)
    spoken = {match.group().casefold() for match in grant.finditer(before)}
    return next((m.group() for m in grant.finditer(after) if m.group().casefold() not in spoken), None)
