"""One side of a comparison on its own: `python -m evals.side ENGINE` prints the results as JSON."""

from typing import Annotated, get_args

import typer

from evals import cases
from evals.run import run
from evals.subjects import Name, subject
from service.principles import pack as packs


def main(name: str, only: Annotated[list[str] | None, typer.Option()] = None) -> None:
    """Run one engine over the cases with the code and prompts that are imported from here."""
    engine: Name = next(one for one in get_args(Name) if one == name)
    chosen = cases.chosen(cases.load(), only or [])
    print(run(subject(engine, packs.load()), chosen).model_dump_json())


if __name__ == "__main__":
    typer.run(main)
