"""The OpenAPI document and its page: named examples with real results, no other host asked."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import swagger_ui
import yaml
from litestar import Litestar, Request
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, SwaggerRenderPlugin, YamlRenderPlugin
from litestar.openapi.spec import Contact, License, Tag

from service import __version__
from service.api import examples, problems

ASSETS = Path(swagger_ui.__file__).parent / "static"
ASSETS_PATH = "/docs/assets"

_ABOUT = """\
A support agent is about to send a reply. Amends takes that draft and hands back the reply the customer deserved,
with a reason for every change and nothing that matters altered.

Pick an example under **Rewrite a draft**, press *Try it out*, change the text, press *Execute*. Without a model the
embedded engine answers; with one, the model does, and its every edit is reviewed before you see it.

Spans are half-open, in Unicode code points of the exact string received. JavaScript counts UTF-16 units: convert.
"""


class _Page(SwaggerRenderPlugin):
    """Swagger UI from the installed package, showing the document with its examples."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return super().render(request, with_examples(openapi_schema, request.app))


class _Yaml(YamlRenderPlugin):
    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return as_yaml(with_examples(openapi_schema, request.app)).encode()


class _Json(JsonRenderPlugin):
    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return super().render(request, with_examples(openapi_schema, request.app))


def config() -> OpenAPIConfig:
    """Where the document is served, and what it says of the service as a whole."""
    return OpenAPIConfig(
        title="Amends",
        version=__version__,
        description=_ABOUT,
        license=License(name="MIT", identifier="MIT"),
        contact=Contact(name="The Amends developers"),
        tags=[
            Tag("Rewrite", "A draft in, a better reply out, with reasons."),
            Tag("Principles", "What the rewrites are measured by."),
            Tag("Status", "Whether it is up, and what its errors mean."),
        ],
        path="/docs",
        render_plugins=[
            _Page(
                path="/",
                js_url=f"{ASSETS_PATH}/swagger-ui-bundle.js",
                css_url=f"{ASSETS_PATH}/swagger-ui.css",
                standalone_preset_js_url=f"{ASSETS_PATH}/swagger-ui-standalone-preset.js",
                favicon=f'<link rel="icon" href="{ASSETS_PATH}/favicon-32x32.png">',
            ),
            _Yaml(path="/openapi.yaml"),
            _Json(path="/openapi.json"),
        ],
    )


def document(app: Litestar) -> dict[str, Any]:
    """The whole OpenAPI document of an app."""
    return with_examples(app.openapi_schema.to_schema(), app)


def as_yaml(document: Mapping[str, Any]) -> str:
    """The document as YAML, always the same text for the same content."""
    return yaml.safe_dump(dict(document), allow_unicode=True, sort_keys=True, width=100)


def with_examples(schema: dict[str, Any], app: Litestar) -> dict[str, Any]:
    """The document with named request examples and the real answers to them.

    The framework turns examples into nameless ones on the schema, so they are put in here.
    """
    shown = examples.shown(app.state.rewriter.pack)
    paths = {path: dict(item) for path, item in schema["paths"].items()}
    for path, (requests, answers) in shown.items():
        operation = dict(paths[path]["post"])
        body = {
            "schema": operation["requestBody"]["content"]["application/json"]["schema"],
            "examples": requests,
        }
        operation["requestBody"] = {**operation["requestBody"], "content": {"application/json": body}}
        good = operation["responses"]["200"]
        content = {"schema": good["content"]["application/json"]["schema"], "examples": answers}
        media = {"application/json": content}
        if path == "/v1/rewrite":
            media["text/plain"] = {"schema": {"type": "string", "description": "The reply alone."}}
        operation["responses"] = {**operation["responses"], "200": {**good, "content": media}} | _problems(
            operation
        )
        paths[path]["post"] = operation
    return {**schema, "paths": paths}


def _problems(operation: Mapping[str, Any]) -> dict[str, Any]:
    """The error responses of an operation, each with the problem it really gives."""
    shown: dict[str, Any] = {}
    for status, response in operation["responses"].items():
        kinds = [
            kind
            for kind, row in problems.PROBLEMS.items()
            if str(row[0]) == status and kind != "request-refused"
        ]
        if status != "200" and kinds:
            named = {kind: {"value": problems.example(kind)} for kind in kinds}
            schema = response["content"][problems.MEDIA_TYPE]["schema"]
            content = {problems.MEDIA_TYPE: {"schema": schema, "examples": named}}
            shown[status] = {**response, "content": content}
    return shown
