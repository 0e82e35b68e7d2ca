"""The JSON Schemas of the pack's files, for editors: written beside them, held equal by a test."""

import json
import sys
from pathlib import Path

from pydantic import BaseModel

from service.principles.house import House
from service.principles.model import Principle

SCHEMAS: dict[str, type[BaseModel]] = {"principle.schema.json": Principle, "house.schema.json": House}


def text(model: type[BaseModel]) -> str:
    """A model's JSON Schema as the file has it."""
    return json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def write(directory: Path) -> None:
    """Write every schema into a pack's directory."""
    for name, model in SCHEMAS.items():
        (directory / name).write_text(text(model), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
