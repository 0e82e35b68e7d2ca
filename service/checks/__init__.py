"""The checks of one edit, a concept a file; each says what speaks against it, or nothing."""

from collections.abc import Callable, Sequence

from service.checks import form, place, style, substance
from service.checks.sources import Objection, Sources
from service.words import Edit

Check = Callable[[Edit, Sequence[Edit], Sources], Objection | None]

CHECKS: tuple[Check, ...] = (
    place.shape,
    place.place,
    form.markup,
    form.layout,
    substance.facts_kept,
    substance.claimed,
    substance.denied,
    substance.disputed,
    substance.foreign,
    style.style,
    style.once,
    style.sense,
    style.overheard,
)
"""In order; the first objection counts."""
