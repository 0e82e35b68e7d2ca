"""Hollow phrases: words that could stand in any letter, and so say nothing in this one."""

import re
from collections.abc import Mapping

from evals.graders.base import PASSED, Grade, Seen, failed
from service.text import reading

NAME = "no hollow phrase"
_HOLLOW = re.compile(
    r"any inconvenience|inconvenience (?:this|it) (?:may|might) have caused|we apologi[sz]e for the inconvenience"
    r"|(?:we|i) (?:completely |fully |totally )?(?:understand|appreciate) (?:your|how) (?:frustrat\w+|concerns?|disappoint\w+)"
    r"|(?:we|i) (?:completely|fully|totally) understand|happy to (?:help|assist)|glad to (?:help|assist)"
    r"|hope (?:you're|you are|this (?:message|email) finds you) (?:doing )?well|thank(?:s| you) for (?:reaching out|contacting us)"
    r"|(?:we|i) appreciate your (?:patience|understanding|cooperation)|thank(?:s| you) for your (?:patience|understanding|cooperation)"
    r"|(?:do not|don't) hesitate|valued customer|your (?:business|feedback|call|satisfaction) is (?:very )?(?:important|valuable)"
    r"|at your earliest convenience|(?:i|we) hope this (?:helps|clarifies)|rest assured|we strive to|committed to providing"
    r"|have a (?:great|wonderful|lovely|blessed) day|we value your (?:business|loyalty|feedback)|we take .{0,30} very seriously"
    r"|we(?:'re| are) here (?:for you|to help)|feel free to|assist you (?:better|further)",
    re.IGNORECASE,
)


def none_hollow(seen: Seen) -> Mapping[str, Grade]:
    """No such phrase in what the reply itself says; quotations are not its own words."""
    return {NAME: _grade(seen)}


def _grade(seen: Seen) -> Grade:
    for sentence in reading.read(seen.reply, seen.request.form).editable:
        said = " ".join(reading.visible(sentence.text).split())
        if found := _HOLLOW.search(said):
            return failed(f"the reply says {found.group()!r}")
    return PASSED
