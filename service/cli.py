"""The command line: amends serve, rewrite, check, principles, eval, openapi."""

import asyncio
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console

from service import __version__, show
from service.errors import AmendsError
from service.models import Answer, CheckRequest, RewriteRequest
from service.principles import pack as packs
from service.rewriter import Rewriter
from service.settings import Settings

R = TypeVar("R", bound=CheckRequest)

EXIT_FOUND, EXIT_USAGE = 1, 2

app = typer.Typer(
    name="amends",
    help="Rewrite the reply a support agent is about to send, by named principles, and say why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)


class Diff(StrEnum):
    """How a diff is laid out."""

    inline = "inline"
    side = "side"


class Layout(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"
    github = "github"


Draft = Annotated[
    str, typer.Argument(metavar="[FILE|-]", help="The draft; - or nothing reads standard input.")
]
Customer = Annotated[Path | None, typer.Option("--customer", help="A file with the customer's message.")]
Only = Annotated[
    list[str] | None, typer.Option("--principle", help="Apply only this principle; may be repeated.")
]


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; AMENDS_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; AMENDS_PORT.")] = None,
) -> None:
    """Run the service. Try rewrites at [bold]/docs[/bold]."""
    import uvicorn

    from service.app import create_app, log_to_stderr

    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = Settings.load(**given)
    log_to_stderr(settings.log_level)
    application = create_app(settings)
    engine = f"model {settings.model}" if settings.has_model else "embedded engine, no model set"
    _err.print(f"Amends {__version__} on http://{settings.host}:{settings.port} ({engine}); try it at /docs")
    uvicorn.run(application, host=settings.host, port=settings.port, log_config=None, access_log=False)


@app.command()
def rewrite(
    draft: Draft = "-",
    customer: Customer = None,
    principle: Only = None,
    may_say: Annotated[
        list[str] | None, typer.Option("--may-say", help="A fact the reply may state.")
    ] = None,
    engine: Annotated[str, typer.Option(help="auto, llm or embedded.")] = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
    diff: Annotated[Diff | None, typer.Option(help="Show what changed and why.")] = None,
) -> None:
    """Rewrite one draft: the reply on standard output, the reasons on standard error."""
    request = _request(RewriteRequest, draft, customer, principle, may_say=may_say or [], engine=engine)
    answer = asyncio.run(_rewritten(request))
    if as_json:
        print(answer.model_dump_json(indent=2))  # noqa: T201 - the command's output
    elif diff:
        _out.print(show.side_by_side(answer) if diff is Diff.side else show.inline(answer))
    else:
        print(answer.reply, end="" if answer.reply.endswith("\n") else "\n")  # noqa: T201
    if not as_json:
        _err.print(show.reasons(answer), end="")


@app.command()
def check(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Drafts to check; - reads standard input.")
    ],
    customer: Customer = None,
    principle: Only = None,
    layout: Annotated[
        Layout, typer.Option("--format", help="text, json or github annotations.")
    ] = Layout.text,
) -> None:
    """Say where drafts go against the principles; exit code 1 when anything is found."""
    rewriter = Rewriter(packs.load(Settings.load().prompts))
    found = 0
    results = []
    for name in files:
        request = _request(CheckRequest, name, customer, principle)
        _known(rewriter, request)
        result = rewriter.check(request)
        found += result.finding_count
        if layout is Layout.json:
            results.append({"file": name, **result.model_dump(mode="json")})
        else:
            for line in show.findings(name, request.draft, result.findings, github=layout is Layout.github):
                print(line)  # noqa: T201
    if layout is Layout.json:
        print(json.dumps(results, indent=2, ensure_ascii=False))  # noqa: T201
    raise typer.Exit(EXIT_FOUND if found else 0)


@app.command()
def principles(
    wanted: Annotated[str | None, typer.Argument(metavar="[ID]", help="Show one with its cues.")] = None,
) -> None:
    """List the principles, or show one with its cues and examples."""
    pack = packs.load(Settings.load().prompts)
    if wanted is None:
        _out.print(show.principle_list(pack))
    elif found := pack.principle(wanted):
        _out.print(show.principle(found))
    else:
        _fail(f"there is no principle {wanted!r}; `amends principles` lists them")


@app.command()
def openapi() -> None:
    """Print the OpenAPI document, examples included."""
    from service.api import document
    from service.app import create_app

    print(document.as_yaml(document.document(create_app())), end="")  # noqa: T201


@app.command(
    "eval",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def evaluate(context: typer.Context) -> None:
    """Measure the rewrites against the cases and a baseline; --help says how."""
    try:
        from evals import cli as suite
    except ModuleNotFoundError as missing:
        _fail(f"the eval suite needs {missing.name}; install the extra: pip install 'amends[evals]'")
    suite.main(context.args)


@app.command()
def version() -> None:
    """Print the version of the service and of the pack."""
    print(f"amends {__version__}, pack {packs.load(Settings.load().prompts).version}")  # noqa: T201


async def _rewritten(request: RewriteRequest) -> Answer:
    settings = Settings.load()
    model = None
    if settings.has_model and request.engine != "embedded":
        from service.app import connected

        model = connected(settings)
    rewriter = Rewriter(packs.load(settings.prompts), model, settings.deadline_ms / 1000)
    _known(rewriter, request)
    return await rewriter.rewrite(request)


def _known(rewriter: Rewriter, request: CheckRequest) -> None:
    for name in request.principles:
        if name not in rewriter.pack.ids:
            _fail(f"there is no principle {name!r}; `amends principles` lists them")


def _request(
    model: type[R], draft: str, customer: Path | None, principle: list[str] | None, **more: Any
) -> R:
    said = _read(str(customer)) if customer else ""
    try:
        return model(draft=_read(draft), customer=said, principles=principle or [], **more)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "draft"
        _fail(f"{draft}: {field}: {first['msg'].removeprefix('Value error, ')}")


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8")
    except OSError as error:
        _fail(f"{name}: {error.strerror}")
    except UnicodeDecodeError as error:
        _fail(f"{name}: not UTF-8 text at byte {error.start}")


def _fail(message: str) -> NoReturn:
    _err.print(f"amends: {message}", markup=False)
    raise typer.Exit(EXIT_USAGE)


def main() -> None:
    """Run the command line; an error that Amends knows is one line and exit code 2."""
    try:
        app()
    except AmendsError as error:
        _err.print(f"amends: {error}", markup=False)
        sys.exit(EXIT_USAGE)


if __name__ == "__main__":
    main()
