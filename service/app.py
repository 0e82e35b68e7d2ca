"""The parts joined: settings, pack, engine, HTTP. Nothing happens at import."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from litestar import Litestar
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.static_files import create_static_files_router

from service.api import document, problems
from service.api.principles import Principles
from service.api.rewrites import Rewrites
from service.api.status import explain, health, ready
from service.engines.base import Engine
from service.errors import RequestError
from service.principles import pack as packs
from service.principles.pack import Pack
from service.rewriter import Rewriter
from service.settings import Settings

if TYPE_CHECKING:
    import httpx2


def create_app(
    settings: Settings | None = None, pack: Pack | None = None, model: Engine | None = None
) -> Litestar:
    """The service; ConfigError or PackError where it cannot start.

    `model` stands in for the engine that the settings would choose.
    """
    settings = settings or Settings.load()
    rewriter = Rewriter(pack or packs.load(settings.prompts), model, settings.deadline_ms / 1000)
    assets = create_static_files_router(
        path=document.ASSETS_PATH, directories=[document.ASSETS], include_in_schema=False
    )

    @asynccontextmanager
    async def set_up(app: Litestar) -> AsyncIterator[None]:
        """The model's client is heavy to import: it is, off the loop, before the service is ready."""
        if model is None and settings.has_model:
            engine = await asyncio.to_thread(connected, settings)
            app.state.rewriter = Rewriter(rewriter.pack, engine, rewriter.deadline)
        yield

    return Litestar(
        route_handlers=[Rewrites, Principles, health, ready, explain, assets],
        state=State({"rewriter": rewriter}),
        openapi_config=document.config(),
        exception_handlers={
            RequestError: problems.on_request_error,
            HTTPException: problems.on_http_exception,
            Exception: problems.on_exception,
        },
        lifespan=[set_up],
        logging_config=None,
    )


def connected(settings: Settings, transport: "httpx2.AsyncBaseTransport | None" = None) -> Engine:
    """The model engine that the settings describe; `transport` stands in for the network."""
    from service.engines import llm

    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else None
    return llm.Llm(
        llm.connect(settings.openai_base_url, key, transport),
        settings.model,
        attempts=settings.attempts,
        temperature=settings.temperature,
        mask=settings.masked,
    )


def log_to_stderr(level: str) -> None:
    """One line an event on stderr; no text of a draft, a reply or a customer is ever in it."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    logging.getLogger("openai").setLevel(logging.WARNING)
