"""The HTTP contract: what a macro, a script and a person at /docs rely on."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from service.api import document, examples
from service.api.problems import PROBLEMS
from service.app import create_app
from service.principles.pack import Pack
from service.settings import Settings

THREAT = "If you do not pay the invoice of $49.00 by March 3, we will be forced to suspend your account."
MENDED = "To keep your account active, please pay the invoice of $49.00 by March 3. Otherwise it will be suspended."
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def client(pack: Pack) -> Iterator[TestClient[Litestar]]:
    with TestClient(create_app(Settings(), pack)) as started:
        yield started


@pytest.fixture(scope="module")
def schema(client: TestClient[Litestar]) -> dict[str, Any]:
    return document.document(client.app)


def test_rewrite(client: TestClient[Litestar]) -> None:
    response = client.post("/v1/rewrite", json={"draft": THREAT})
    answer = response.json()
    assert response.status_code == 200
    assert (answer["status"], answer["reason"], answer["reply"], answer["change_count"]) == (
        "rewritten",
        None,
        MENDED,
        1,
    )
    change = answer["changes"][0]
    assert (change["principle"], change["before"], change["after"]) == ("never-threaten", THREAT, MENDED)
    assert change["why"] in answer["rationale"]
    assert answer["verdict"]["facts_kept"] == 2


def test_the_flat_fields_come_first(client: TestClient[Litestar]) -> None:
    fields = list(client.post("/v1/rewrite", json={"draft": THREAT}).json())
    assert fields[:6] == ["id", "status", "reason", "reply", "rationale", "change_count"]


@pytest.mark.parametrize("accept", ["text/plain", "text/plain;q=0.9, application/json;q=0.1"])
def test_the_reply_alone(client: TestClient[Litestar], accept: str) -> None:
    response = client.post("/v1/rewrite", json={"draft": THREAT}, headers={"Accept": accept})
    assert response.headers["content-type"].startswith("text/plain")
    assert response.text == MENDED


@pytest.mark.parametrize("accept", ["*/*", "application/json", "", "application/json, text/plain, */*"])
def test_json_is_the_rule(client: TestClient[Litestar], accept: str) -> None:
    response = client.post("/v1/rewrite", json={"draft": THREAT}, headers={"Accept": accept})
    assert response.headers["content-type"].startswith("application/json")


def test_everything_a_request_may_say(client: TestClient[Litestar]) -> None:
    request = {
        "draft": THREAT,
        "customer": [{"role": "agent", "text": "Hello"}, {"role": "customer", "text": "I paid!"}],
        "format": "plain", "principles": ["never-threaten"], "keep": ["invoice"], "may_say": ["The fee is waived."],
        "context": {"plan": "Gold", "seats": 3, "paid": False}, "channel": "chat", "engine": "embedded", "deadline_ms": 500,
    }  # fmt: skip
    assert client.post("/v1/rewrite", json=request).status_code == 200


def test_check(client: TestClient[Litestar]) -> None:
    answer = client.post("/v1/check", json={"draft": f"Great 😀! {THREAT}"}).json()
    finding = answer["findings"][0]
    assert answer["finding_count"] == 1
    assert (finding["principle"], finding["start"], finding["text"]) == ("never-threaten", 9, THREAT)
    assert finding["suggestion"] == MENDED


def test_principles(client: TestClient[Litestar], pack: Pack) -> None:
    listed = client.get("/v1/principles").json()
    assert [p["id"] for p in listed["principles"]] == list(pack.ids)
    assert len(listed["principles"]) == 9
    for one in listed["principles"]:
        detail = client.get(f"/v1/principles/{one['id']}").json()
        assert len(detail["cues"]) == one["cue_count"]
        assert detail["bad_examples"]


def test_status(client: TestClient[Litestar], pack: Pack) -> None:
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/ready").json() == {
        "status": "ready",
        "engine": "embedded",
        "principles": 9,
        "pack": pack.version,
    }


SECRET = "Secret-4711"
PROBLEM_CASES: list[tuple[str, dict[str, Any]]] = [
    ("malformed-json", {"content": f'{{"draft": "{SECRET}\n"}}', "headers": JSON}),
    ("malformed-json", {"content": b'{"draft": "\xff"}', "headers": JSON}),
    ("malformed-json", {"content": "", "headers": JSON}),
    ("malformed-json", {"content": "[" * 30_000, "headers": JSON}),
    ("unsupported-media-type", {"content": SECRET, "headers": {"Content-Type": "text/plain"}}),
    ("unsupported-media-type", {"data": {"draft": SECRET}}),
    ("unsupported-media-type", {"content": f'{{"draft": "{SECRET}"}}'}),
    ("body-too-large", {"json": {"draft": "x" * 70_000}}),
    ("missing-field", {"json": {}}),
    ("unknown-field", {"json": {"draft": SECRET, "tone": "friendly"}}),
    ("invalid-field", {"json": [SECRET]}),
    ("invalid-field", {"json": {"draft": 5}}),
    ("invalid-field", {"json": {"draft": SECRET, "format": SECRET}}),
    ("invalid-field", {"json": {"draft": SECRET, "deadline_ms": 1}}),
    ("invalid-field", {"json": {"draft": SECRET, "context": {"a": {"b": SECRET}}}}),
    ("invalid-field", {"json": {"draft": SECRET, "customer": [{"role": "boss", "text": SECRET}]}}),
    ("invalid-field", {"json": {"draft": SECRET, "keep": [""]}}),
    ("empty-draft", {"json": {"draft": ""}}),
    ("empty-draft", {"json": {"draft": " \n\t"}}),
    ("draft-too-long", {"json": {"draft": "x" * 20_001}}),
    ("unknown-principle", {"json": {"draft": SECRET, "principles": ["be-funny"]}}),
]


@pytest.mark.parametrize(
    ("kind", "sent"), PROBLEM_CASES, ids=[f"{n}-{kind}" for n, (kind, _) in enumerate(PROBLEM_CASES)]
)
@pytest.mark.parametrize("path", ["/v1/rewrite", "/v1/check"])
def test_problems(client: TestClient[Litestar], path: str, kind: str, sent: dict[str, Any]) -> None:
    body = sent.get("json")
    if (
        path == "/v1/check"
        and isinstance(body, dict)
        and set(body) - {"draft", "customer", "format", "principles"}
    ):
        kind = "unknown-field"
    response = client.post(path, **sent)
    body = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (body["type"], body["status"], response.status_code) == (
        f"/problems/{kind}",
        PROBLEMS[kind][0],
        PROBLEMS[kind][0],
    )
    assert body["title"] == PROBLEMS[kind][1]
    assert body["detail"]
    assert SECRET not in response.text, "what was sent is never echoed"


def test_a_problem_names_the_field_and_the_place(client: TestClient[Litestar]) -> None:
    unknown = client.post("/v1/rewrite", json={"draft": "x", "tone": "y"}).json()
    assert "'tone'" in unknown["detail"]
    broken = client.post("/v1/rewrite", content='{"draft":\n "a" "b"}', headers=JSON).json()
    assert "line 2, column 6" in broken["detail"]
    nested = client.post("/v1/rewrite", json={"draft": "x", "customer": [{"text": 5}]}).json()
    assert "customer" in nested["detail"]


def test_other_paths_and_methods(client: TestClient[Litestar]) -> None:
    assert client.get("/nothing").json()["type"] == "/problems/not-found"
    assert client.get("/v1/rewrite").json()["type"] == "/problems/method-not-allowed"
    assert client.get("/v1/principles/nothing").json()["type"] == "/problems/not-found"


def test_every_problem_type_is_explained_and_tried(client: TestClient[Litestar]) -> None:
    for kind, (_, title, mend) in PROBLEMS.items():
        explained = client.get(f"/problems/{kind}").text
        assert title in explained
        assert mend in explained
    tried = {kind for kind, _ in PROBLEM_CASES} | {"not-found", "method-not-allowed"}
    assert set(PROBLEMS) - tried == {"request-refused", "internal"}


def test_a_fault_of_ours_is_a_problem_without_a_trace(pack: Pack, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(Settings(), pack)

    class Broken:
        pack = app.state.rewriter.pack

        async def rewrite(self, request: object) -> None:
            raise RuntimeError(f"about {SECRET}")

    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.rewriter = Broken()
        response = client.post("/v1/rewrite", json={"draft": SECRET})
    assert response.json()["type"] == "/problems/internal"
    assert SECRET not in response.text + caplog.text
    assert "RuntimeError" in caplog.text


def test_logs_hold_no_text(client: TestClient[Litestar], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    client.post("/v1/rewrite", json={"draft": f"{SECRET}. {THREAT}", "customer": SECRET})
    assert "status=rewritten" in caplog.text
    assert SECRET not in caplog.text
    assert "invoice" not in caplog.text


@given(
    draft=st.text(alphabet=st.characters(), min_size=1, max_size=80),
    customer=st.text(alphabet=st.characters(), max_size=40),
)
def test_any_text_gets_an_answer(client: TestClient[Litestar], draft: str, customer: str) -> None:
    body = json.dumps({"draft": draft, "customer": customer}).encode("utf-8", "surrogatepass")
    response = client.post("/v1/rewrite", content=body, headers=JSON)
    assert response.status_code in {200, 400, 422}
    if response.status_code == 200:
        assert response.json()["reply"].strip()


# The page and its document


def test_the_file_is_what_the_code_says(schema: dict[str, Any]) -> None:
    committed = Path("openapi.yaml").read_text(encoding="utf-8")
    assert committed == document.as_yaml(schema), "run `make openapi`"


def test_every_operation_is_described(schema: dict[str, Any]) -> None:
    operations = {op["operationId"]: op for item in schema["paths"].values() for op in item.values()}
    assert set(operations) == {
        "rewrite", "check", "listPrinciples", "getPrinciple", "health", "ready", "explainProblem",
    }  # fmt: skip
    for operation in operations.values():
        assert operation["summary"]
        assert len(operation["description"]) > 20
        for response in operation["responses"].values():
            assert response["content"]


def test_one_named_example_a_principle_with_the_answer_it_gets(
    client: TestClient[Litestar], schema: dict[str, Any], pack: Pack
) -> None:
    operation = schema["paths"]["/v1/rewrite"]["post"]
    requests = operation["requestBody"]["content"]["application/json"]["examples"]
    answers = operation["responses"]["200"]["content"]["application/json"]["examples"]
    assert list(requests) == list(answers) == list(pack.ids)
    for name, example in requests.items():
        real = client.post("/v1/rewrite", json=example["value"]).json()
        shown = answers[name]["value"]
        assert {**real, "id": "", "elapsed_ms": 0} == {**shown, "id": "", "elapsed_ms": 0}
        assert real["status"] == "rewritten"


def test_answers_are_as_the_document_says(client: TestClient[Litestar], schema: dict[str, Any]) -> None:
    response = schema["paths"]["/v1/rewrite"]["post"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    validator = jsonschema.Draft202012Validator({**response, "components": schema["components"]})
    for example in examples.every():
        validator.validate(client.post("/v1/rewrite", json=example.request.model_dump(mode="json")).json())


def test_the_page_asks_no_other_host(client: TestClient[Litestar]) -> None:
    page = client.get("/docs").text
    for link in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert link.startswith("/docs/assets/"), link
        assert client.get(link).status_code == 200
    assert "never-threaten" in page
    assert client.get("/docs/openapi.yaml").text == Path("openapi.yaml").read_text(encoding="utf-8")
