"""The pack: prompts/ as loaded, principles, templates and house, with a content hash."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from service.errors import PackError
from service.principles import files, slots, templates
from service.principles.cues import Cues, sources
from service.principles.house import House
from service.principles.model import Cue, Principle
from service.principles.patterns import compile_re2, compiled
from service.text import language

DEFAULT = Path(__file__).parents[2] / "prompts"
TEMPLATES = ("rewrite.system.j2", "rewrite.user.j2", "repair.user.j2")


@dataclass(frozen=True, repr=False, eq=False)
class Pack:
    """All that a writer may change without touching code."""

    principles: tuple[Principle, ...]
    house: House
    templates: Mapping[str, str]
    version: str
    cues: Cues

    def __repr__(self) -> str:
        return f"Pack({self.version})"

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the principles, in order of rank."""
        return tuple(p.id for p in self.principles)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Stems of all the words that the pack's own prose uses: ordinary words of service."""
        prose = [text for p in self.principles for text in _prose(p)] + [*self.templates.values()]
        prose += [self.house.voice, *self.house.permissions]
        return frozenset(language.stem(word) for text in prose for word in language.words(text))

    @cached_property
    def instructions(self) -> frozenset[tuple[str, ...]]:
        """Runs of words from what the model is told, which no reply repeats; the house's offers are no secret."""
        told = [*self.templates.values(), *(one.prompt for one in self.principles)]
        secret = {run for text in told for run in language.runs(language.words(text))}
        offered = {run for text in self.house.permissions for run in language.runs(language.words(text))}
        return frozenset(secret - offered)

    def principle(self, wanted: str) -> Principle | None:
        """The principle of that id, if there is one."""
        return next((p for p in self.principles if p.id == wanted), None)

    def only(self, ids: tuple[str, ...]) -> "Pack":
        """This pack with some of its principles; the same pack where all are named."""
        if not ids or set(ids) >= set(self.ids):
            return self
        return _chosen(self, frozenset(ids))


@lru_cache(maxsize=16)
def _chosen(pack: Pack, ids: frozenset[str]) -> Pack:
    """Kept, since a macro asks for the same few each time and the words of a pack are long to gather."""
    principles = tuple(p for p in pack.principles if p.id in ids)
    return Pack(principles, pack.house, pack.templates, pack.version, pack.cues.only(ids))


def load(directory: Path = DEFAULT) -> Pack:
    """Load and check a pack; PackError says which file and line is wrong, and why."""
    paths = sorted((directory / "principles").glob("*.yaml"))
    if not paths:
        raise PackError(f"{directory}/principles: no principle file (*.yaml) is there")
    principles = tuple(sorted((principle(path) for path in paths), key=lambda p: p.rank))
    ranks = [p.rank for p in principles]
    if len(set(ranks)) != len(ranks):
        raise PackError(f"{directory}/principles: two principles have one rank")
    house = files.read(directory / "house.yaml", House)
    texts = {name: _text(directory / name) for name in TEMPLATES}
    return Pack(principles, house, texts, _version(directory, paths), Cues(principles))


def principle(path: Path) -> Principle:
    """Load one principle file and check its patterns and templates."""
    loaded = files.read(path, Principle)
    if loaded.id != path.stem:
        raise PackError(f"{path}:1: the id {loaded.id!r} is not the file's name")
    loaded = loaded.model_copy(update={"cues": tuple(_inlined(cue, loaded.slots) for cue in loaded.cues)})
    for cue in loaded.cues:
        try:
            _check(cue)
        except ValueError as error:
            line = _line_of(path, cue.id)
            raise PackError(f"{path}:{line}: cue {cue.id}: {error}") from None
    return loaded


def _prose(one: Principle) -> list[str]:
    examples = one.examples
    texts = [text for bad in examples.bad for text in (bad.plain, bad.fixed or "", bad.customer or "")]
    texts += [good.text for good in (*examples.good, *examples.missed)]
    return [one.prompt, one.why, one.summary, *texts, *(cue.why for cue in one.cues)]


def _inlined(cue: Cue, own: Mapping[str, str]) -> Cue:
    """The cue with the file's own slots written out."""
    lists = ("unless", "customer", "unless_customer", "absent") + (("any",) if cue.kind == "regex" else ())
    return cue.model_copy(
        update={name: tuple(slots.inline(one, own) for one in getattr(cue, name)) for name in lists}
    )


def _check(cue: Cue) -> None:
    told: set[str] = set()
    for source in (*cue.unless, *cue.unless_customer, *cue.absent):
        compiled(source)
    for source in cue.customer:
        told |= set(compiled(source).groupindex)
    for source, template in sources(cue):
        named = set(compile_re2(source).groupindex)
        if template:
            templates.check(template, told | named)
    if cue.insert:
        templates.check(cue.insert, told)


def _line_of(path: Path, cue: str) -> int:
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip().removeprefix("- ") == f"id: {cue}":
            return n
    return 1


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise PackError(f"{path}: the template is missing") from None


def _version(directory: Path, paths: list[Path]) -> str:
    """Twelve hex digits over every file that decides a rewrite."""
    digest = hashlib.sha256()
    for path in [*paths, directory / "house.yaml", *(directory / name for name in TEMPLATES)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
