"""Principle files are read strictly: what is wrong is refused with file, line and reason."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from service.errors import PackError
from service.principles import pack as packs
from service.principles import schemas

PROMPTS = Path("prompts")
GOOD = (PROMPTS / "principles" / "never-threaten.yaml").read_text(encoding="utf-8")
SMALL = """\
id: small
rank: 50
title: Small
summary: A small one
prompt: Be small.
why: Because.
source: Nobody
cues:
  - id: big
    kind: phrase
    any: ["very big"]
    message: Big words.
    why: Smaller is better.
    replace: big
examples:
  bad:
    - {cue: big, text: "It is [[very big]].", fixed: "It is big."}
  good:
    - {text: "It is small."}
"""


def _refused(tmp_path: Path, text: str, name: str = "small.yaml") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        packs.principle(path)
    return str(caught.value).replace(str(tmp_path) + "/", "")


def test_the_small_one_is_good(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    assert packs.principle(path).cues[0].mends


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("title: Small", "titel: Small", "small.yaml:3: unknown key 'titel' at titel"),
        ("rank: 50", "rank: 50\nrank: 51", "small.yaml:3: the key 'rank' is given twice"),
        ('any: ["very big"]', "any: [no]", "small.yaml:11: cues.0.any.0: a bare yes or no is not text in YAML"),
        ("rank: 50", "rank: fifty", "small.yaml:2: rank: Input should be a valid integer"),
        ("[[very big]]", "[[very]] [[big]]", "small.yaml:17: examples.bad.0: mark the place once"),
        ("[[very big]]", "very big", "small.yaml:17: examples.bad.0: mark the place once"),
        ("{cue: big,", "{cue: bug,", "small.yaml:1: an example names the cue 'bug'"),
        ("replace: big", "replace: '{size} big'", "small.yaml:9: cue big: {size} is filled by no pattern"),
        ("replace: big", "replace: '{we|sung}'", "small.yaml:9: cue big: unknown filter 'sung'"),
        ("replace: big", "replace: big\n    delete: true", "small.yaml:9: cues.0: give one of replace, delete and insert"),
        ("replace: big", "delete: true", "small.yaml:9: cues.0: delete needs scope: sentence"),
        ("kind: phrase", "kind: magic", "small.yaml:10: cues.0.kind: Input should be 'phrase', 'regex', 'swap' or 'omission'"),
        ('kind: phrase\n    any: ["very big"]', 'kind: regex\n    any: ["very (big"]', "small.yaml:9: cue big: the pattern cannot be read"),
        ('kind: phrase\n    any: ["very big"]', 'kind: regex\n    any: ["<size>"]', "small.yaml:9: cue big: unknown slot <size>"),
        ('kind: phrase\n    any: ["very big"]', 'kind: regex\n    any: ["a(?=b)"]', "small.yaml:9: cue big: the pattern cannot be read"),
        ("id: small", "id: other", "small.yaml:1: the id 'other' is not the file's name"),
        ("prompt: Be small.", f"prompt: {'x' * 701}", "small.yaml:5: prompt: String should have at most 700 characters"),
        ("cues:", "cues: {", "small.yaml:"),
        ("title: Small", "title: a: b", "small.yaml:3: mapping values are not allowed"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    assert was in SMALL
    assert _refused(tmp_path, SMALL.replace(was, becomes, 1)).startswith(said)


def test_a_file_can_name_slots_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    own = SMALL.replace("cues:", 'slots: {much: "very|really", size: "<:much> (?:big|large)"}\ncues:', 1)
    path.write_text(
        own.replace('kind: phrase\n    any: ["very big"]', 'kind: regex\n    any: ["<was:size>"]')
    )
    assert packs.principle(path).cues[0].any == ("(?P<was>(?:very|really) (?:big|large))",)


def test_an_error_shows_the_line(tmp_path: Path) -> None:
    assert _refused(tmp_path, SMALL.replace("title: Small", "titel: Small")).endswith("|  titel: Small")


@pytest.mark.parametrize("missing", ["house.yaml", "rewrite.system.j2", "principles"])
def test_a_pack_needs_all_its_parts(tmp_path: Path, missing: str) -> None:
    shutil.copytree(PROMPTS, tmp_path / "prompts")
    gone = tmp_path / "prompts" / missing
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    with pytest.raises(PackError, match=missing):
        packs.load(tmp_path / "prompts")


def test_two_principles_cannot_have_one_rank(tmp_path: Path) -> None:
    shutil.copytree(PROMPTS, tmp_path / "prompts")
    (tmp_path / "prompts" / "principles" / "small.yaml").write_text(SMALL.replace("rank: 50", "rank: 1"))
    with pytest.raises(PackError, match="one rank"):
        packs.load(tmp_path / "prompts")


def test_a_new_principle_is_a_new_file(tmp_path: Path) -> None:
    shutil.copytree(PROMPTS, tmp_path / "prompts")
    before = packs.load(tmp_path / "prompts")
    (tmp_path / "prompts" / "principles" / "small.yaml").write_text(SMALL)
    after = packs.load(tmp_path / "prompts")
    assert set(after.ids) - set(before.ids) == {"small"}
    assert after.version != before.version


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_the_schema_beside_the_files_is_that_of_the_models(name: str) -> None:
    assert (PROMPTS / name).read_text(encoding="utf-8") == schemas.text(schemas.SCHEMAS[name]), (
        "run `make openapi`"
    )


@pytest.mark.parametrize("path", sorted((PROMPTS / "principles").glob("*.yaml")), ids=lambda p: p.stem)
def test_files_hold_against_the_schema(path: Path) -> None:
    schema = json.loads((PROMPTS / "principle.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), schema)
    assert path.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=../principle.schema.json\n"
    )
