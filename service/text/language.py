"""Which language a text is written in, told by its function words and its script.

A trained detector was tried: it called "No refunds." Icelandic and took a second to load.
Replies are short, so the commonest words of each language are the better witness.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

_COMMON = {
    "en": "the a an and or but if to of in on at for with from is are was were be been have has had"
    " do does did not no yes you your yours we our us i my me it its this that these those will"
    " would can could should may please thanks thank hi hello hey dear sorry as by so all any"
    " there here what when how which who why get let go see more your ok must come back within about into"
    " out up now then just because",
    "de": "der die das und oder aber wenn zu von in im auf für mit aus ist sind war sein haben hat"
    " nicht kein keine sie ihr ihre ihnen wir uns unser ich mein es dies diese werden wird kann"
    " können bitte danke hallo guten sehr geehrte leider ein eine einen bei nach auch nur",
    "fr": "le la les un une des et ou mais si de du au aux en dans pour avec est sont être avoir a"
    " ne pas vous votre vos nous notre je mon ma ce cette ces sera peut merci bonjour désolé que"
    " qui sur par plus il elle on y veuillez",
    "es": "el la los las un una y o pero si de del al en para con es son ser estar ha no usted su"
    " sus nosotros nuestro yo mi este esta será puede por favor gracias hola lo siento que se más"
    " muy como le les",
    "it": "il lo la i gli le un una e o ma se di del della in per con è sono essere ha non lei suo"
    " sua noi nostro io mio questo questa sarà può prego grazie ciao che si più come anche ci vi",
    "pt": "o a os as um uma e ou mas se de do da em no na para com é são ser está não você seu sua"
    " nós nosso eu meu este esta será pode por favor obrigado obrigada olá que mais como lhe",
    "nl": "de het een en of maar als te van in op voor met uit is zijn was hebben heeft niet geen u"
    " uw wij ons onze ik mijn dit deze zal kan kunnen alstublieft bedankt hallo beste helaas ook"
    " naar bij je jouw",
    "sv": "och eller men om att av i på för med från är var vara har inte du din ni er vi vår jag"
    " min det denna kommer kan tack hej tyvärr en ett som till",
    "pl": "i lub ale jeśli do z w na dla jest są być nie pan pani państwo my nasz ja mój to ten"
    " będzie może proszę dziękuję dzień dobry przepraszamy się że jak po",
    "tr": "ve veya ama için ile bir bu değil siz sizin biz bizim ben benim olarak lütfen teşekkürler"
    " merhaba maalesef da de ne çok",
}
_WORDS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SCRIPTS = {
    "CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he", "CJK": "zh", "HIRAGANA": "ja",
    "KATAKANA": "ja", "HANGUL": "ko", "GREEK": "el", "THAI": "th", "DEVANAGARI": "hi",
}  # fmt: skip
_ENOUGH, _PLAINLY, _FEW = 400, 0.35, 2


_SHORT = 3


def words(text: str) -> list[str]:
    """The words of a text, letter case and the shape of apostrophes evened out."""
    return _WORD.findall(text.casefold().replace("’", "'"))


def runs(words: list[str], length: int = 7) -> Iterator[tuple[str, ...]]:
    """Every run of so many words; texts that share one share a phrase, not by chance."""
    return (tuple(words[n : n + length]) for n in range(len(words) - length + 1))


def stems(text: str) -> frozenset[str]:
    """The stems of a text's longer words: enough to tell what it speaks of."""
    return frozenset(stem(word) for word in words(text) if len(word) > _SHORT)


def stem(word: str) -> str:
    """The first five letters: enough to know a word again in another form."""
    return word[:5]


def detect(text: str) -> str:
    """Return a two-letter code, `en` where the words do not tell; looks at 400 words at most."""
    found = words(text)[:_ENOUGH]
    script = _script("".join(found))
    if script:
        return script
    if sum(word in _WORDS["en"] for word in found) > len(found) * _PLAINLY:
        return "en"
    score = {code: sum(word in common for word in found) for code, common in _WORDS.items()}
    best = max(score, key=lambda code: score[code])
    sure = score[best] >= _FEW or score[best] == len(found)
    return best if sure and score[best] > score["en"] else "en"


def _script(letters: str) -> str | None:
    """The language of a script other than Latin, if most letters are of it."""
    if letters.isascii():
        return None
    seen = Counter(unicodedata.name(letter, "?").split(" ", 1)[0].split("-")[0] for letter in letters[:2000])
    if not seen:
        return None
    if seen["HIRAGANA"] + seen["KATAKANA"] > len(letters) // 10:
        return "ja"
    name, count = seen.most_common(1)[0]
    return _SCRIPTS.get(name) if count * 2 > min(len(letters), 2000) else None
