"""YAML files read strictly: duplicate keys refused, every error with file, line and excerpt."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from service.errors import PackError

M = TypeVar("M", bound=BaseModel)


class _Strict(yaml.CSafeLoader):
    """A safe loader that keeps texts as texts and refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key.value!r} is given twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read(path: Path, model: type[M]) -> M:
    """Read one YAML file as `model`; PackError says file, line and reason."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: cannot be read: {type(error).__name__}") from None
    return parse(text, path, model)


def parse(text: str, path: Path, model: type[M]) -> M:
    """Read YAML text as `model`; `path` is named in errors."""
    try:
        data = yaml.load(text, Loader=_Strict)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PackError(_located(path, line, error.problem or "not YAML", text)) from None
    except yaml.YAMLError:
        raise PackError(f"{path}: not YAML") from None
    try:
        return model.model_validate(_tuples(data))
    except ValidationError as error:
        first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
        line = _line(text, first["loc"])
        raise PackError(_located(path, line, _reason(first), text)) from None


def _tuples(data: Any) -> Any:
    """Lists as tuples, since the models are strict and frozen."""
    if isinstance(data, dict):
        return {key: _tuples(value) for key, value in data.items()}
    return tuple(_tuples(value) for value in data) if isinstance(data, list) else data


def _reason(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"unknown key {error['loc'][-1]!r} at {where}"
    if error["type"] == "string_type" and isinstance(error["input"], bool):
        return f"{where}: a bare yes or no is not text in YAML; put it in quotes"
    message = error["msg"].removeprefix("Value error, ")
    return f"{where}: {message}" if where else message


def _line(text: str, loc: tuple[int | str, ...]) -> int:
    """The line of the value that `loc` points to, or of the nearest thing above it."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    line = 0
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == part:
                    line, node = key.start_mark.line, value
                    break
            else:
                break
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
    return line + 1


def _located(path: Path, line: int, reason: str, text: str) -> str:
    lines = text.splitlines()
    excerpt = lines[line - 1].strip()[:80] if 0 < line <= len(lines) else ""
    return f"{path}:{line}: {reason}" + (f"  |  {excerpt}" if excerpt else "")
