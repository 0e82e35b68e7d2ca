"""The model engine against a server that does what servers do."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from service.engines import llm
from service.engines.base import Case, Proposed
from service.engines.llm import Llm
from service.errors import UpstreamError
from service.principles.pack import Pack
from service.text.reading import Draft, read
from service.words import Edit, Refusal, Reviewed, Situation
from tests.upstream import Scripted, Upstream, edits, refuses, says

DRAFT = read(
    "Hi {{name}},\n\nYour order is late. See https://a.example/x or write to jo@a.example.\n\n> Where is it?"
)
NOTHING = Reviewed()
CUT = {"at": "2", "text": "", "for": "keep-it-simple", "why": "says nothing"}


@pytest.fixture
async def engine(server: Upstream) -> AsyncIterator[Llm]:
    client = llm.connect(server.url, "a-secret-key")
    yield Llm(client, "some-model", pause=0.01)
    await client.close()


async def _propose(engine: Llm, pack: Pack, seconds: float = 5.0, so_far: Reviewed = NOTHING) -> Proposed:
    situation = Situation(
        customer=("Order 4471-9920-12 is late, mail me at me@b.example",), may_say=("It ships today.",)
    )
    return await engine.propose(_case(DRAFT, situation, pack), so_far, seconds)


def _case(draft: Draft, situation: Situation, pack: Pack) -> Case:
    return Case(draft, pack.cues.find(draft, situation.customer_text), situation, pack)


async def test_edits_are_read(engine: Llm, server: Upstream, pack: Pack) -> None:
    server.will(edits(CUT, suggestions=({"for": "let-it-go", "text": "Offer a voucher?"},)))
    proposed = await _propose(engine, pack)
    assert proposed.proposal.edits == (Edit("delete", 2, 2, "", "keep-it-simple", "says nothing"),)
    assert [s.text for s in proposed.proposal.suggestions] == ["Offer a voucher?"]
    assert (proposed.usage.attempts, proposed.usage.prompt_tokens, proposed.usage.completion_tokens) == (
        1,
        100,
        20,
    )


async def test_what_is_sent(engine: Llm, server: Upstream, pack: Pack) -> None:
    server.will(edits())
    await _propose(engine, pack)
    asked = server.asked[0]
    assert asked["model"] == "some-model"
    form = asked["response_format"]["json_schema"]
    assert form["strict"] is True
    assert form["schema"]["additionalProperties"] is False
    system, user = (message["content"] for message in asked["messages"])
    assert all(principle.id in system for principle in pack.principles)
    assert all(line in system for line in pack.house.permissions)
    assert "{{name}}" not in user, "placeholders stay in the house"
    assert "a.example" not in user
    assert "b.example" not in user
    assert "4471-9920-12" not in user
    assert "It ships today." in user
    assert '"locked": true' in user
    assert DRAFT.text not in system, "what changes comes last, so that a prompt cache hits"


async def test_masks_are_restored(engine: Llm, server: Upstream, pack: Pack) -> None:
    text = "Sorry it is late: see ⟦link2⟧ or write to ⟦email3⟧."
    server.will(edits({**CUT, "at": "3", "text": text}))
    proposed = await _propose(engine, pack)
    assert "See ⟦link2⟧ or write to ⟦email3⟧." in server.asked[0]["messages"][1]["content"]
    restored = "Sorry it is late: see https://a.example/x or write to jo@a.example."
    assert proposed.proposal.edits[0].text == restored


async def test_masks_are_explained_only_where_there_are_any(
    engine: Llm, server: Upstream, pack: Pack
) -> None:
    server.will(edits())
    await engine.propose(_case(read("Your order is late."), Situation(), pack), NOTHING, 5)
    assert "Tokens such as" not in server.asked[0]["messages"][1]["content"]


async def test_principles_go_by_their_number(engine: Llm, server: Upstream, pack: Pack) -> None:
    server.will(
        edits({**CUT, "for": "3"}, suggestions=({"for": "1", "text": "Call?"}, {"for": "77", "text": "Ask?"}))
    )
    proposal = (await _propose(engine, pack)).proposal
    assert proposal.edits[0].principle == pack.ids[2]
    assert [advice.principle for advice in proposal.suggestions] == [pack.ids[0]]
    system = server.asked[0]["messages"][0]["content"]
    assert all(f"\n{n}. {name}: " in system for n, name in enumerate(pack.ids, 1))


async def test_refused_edits_go_back_with_their_reasons(engine: Llm, server: Upstream, pack: Pack) -> None:
    server.will(edits())
    refusal = Refusal(Edit("replace", 2, 2, "We pay $5.", "let-it-go", ""), "fact_added", "$5")
    await _propose(engine, pack, so_far=Reviewed((), (refusal,)))
    repair = server.asked[0]["messages"][2]["content"]
    assert "fact_added" in repair
    assert "$5" in repair


@pytest.mark.parametrize(
    "content",
    [
        '```json\n{"edits": []}\n```',
        'Sure! Here it is: {"edits": [], "suggestions": []} Hope it helps.',
        '<think>{"edits": [1]} hm</think>{"edits": []}',
        '{"note": "x"} {"edits": []}',
        '{"edits": [{"at": "2", "for": "let-it-go"}]}',
    ],
)
async def test_json_is_found_in_what_models_write(
    engine: Llm, server: Upstream, pack: Pack, content: str
) -> None:
    server.will(says(content))
    assert len((await _propose(engine, pack)).proposal.edits) <= 1


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (says("no json at all"), "malformed"),
        (says('{"edits": [{"at": "boom"}]}'), "malformed"),
        (says('{"edits": [', "length"), "length"),
        (says(""), "empty"),
        (says(None), "empty"),
        (Scripted("<html>busy</html>"), "malformed"),
        (Scripted({"choices": []}), "malformed"),
        (refuses("busy", 429), "status_429"),
        (refuses("broken", 500), "status_500"),
        (refuses("overloaded", 529), "status_529"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_failure_is_tried_again(
    engine: Llm, server: Upstream, pack: Pack, failure: Scripted, kind: str
) -> None:
    server.will(failure, edits(CUT))
    proposed = await _propose(engine, pack)
    assert len(proposed.proposal.edits) == 1
    assert proposed.usage.attempts == 2
    server.will(failure, failure, failure)
    with pytest.raises(UpstreamError) as caught:
        await _propose(engine, pack)
    assert (caught.value.kind, caught.value.attempts) == (kind, 3)


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (refuses("bad key", 401), "status_401"),
        (refuses("no such model", 404), "status_404"),
        (refuses("nonsense", 400), "status_400"),
        (says("no", "content_filter"), "refusal"),
        (says(None, refusal="I cannot"), "refusal"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_cannot_help_is_not_tried_again(
    engine: Llm, server: Upstream, pack: Pack, failure: Scripted, kind: str
) -> None:
    server.will(failure, edits(CUT))
    with pytest.raises(UpstreamError) as caught:
        await _propose(engine, pack)
    assert (caught.value.kind, caught.value.attempts) == (kind, 1)


async def test_a_server_is_adapted_to_and_remembered(engine: Llm, server: Upstream, pack: Pack) -> None:
    server.will(
        refuses("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        refuses("Unsupported value: 'temperature' does not support 0.3"),
        refuses("response_format.type json_schema is not supported", 500),
        refuses("response_format is unknown", 422),
        edits(CUT),
        edits(CUT),
    )
    first = await _propose(engine, pack)
    assert first.usage.attempts == 1, "adapting is no failure of the server"
    await _propose(engine, pack)
    learned = server.asked[-1]
    assert "max_completion_tokens" in learned
    assert not {"max_tokens", "temperature", "response_format"} & set(learned)
    assert len(server.asked) == 6


async def test_json_mode_comes_between_schema_and_plain_text(
    engine: Llm, server: Upstream, pack: Pack
) -> None:
    server.will(refuses("json_schema is not supported"), edits(CUT))
    await _propose(engine, pack)
    assert server.asked[-1]["response_format"] == {"type": "json_object"}


async def test_a_wait_the_server_asks_for_is_kept_if_it_fits(
    engine: Llm, server: Upstream, pack: Pack
) -> None:
    server.will(refuses("busy", 429, **{"retry-after-ms": "50"}), edits(CUT))
    assert (await _propose(engine, pack)).usage.attempts == 2
    server.will(refuses("busy", 429, **{"Retry-After": "3600"}), edits(CUT))
    with pytest.raises(UpstreamError) as caught:
        await _propose(engine, pack)
    assert (caught.value.kind, caught.value.attempts) == ("status_429", 1)


async def test_the_deadline_ends_an_attempt(engine: Llm, server: Upstream, pack: Pack) -> None:
    server.will(Scripted(edits(CUT).body, wait=2))
    with pytest.raises(UpstreamError, match="deadline"):
        await _propose(engine, pack, seconds=0.6)


async def test_no_server_at_all(pack: Pack) -> None:
    async with llm.connect("http://127.0.0.1:9/v1", None) as client:
        with pytest.raises(UpstreamError, match="connection"):
            await _propose(Llm(client, "m", attempts=2, pause=0.01), pack)


async def test_text_is_never_a_template(engine: Llm, server: Upstream, pack: Pack) -> None:
    server.will(edits())
    hostile = "{{ 7*7 }} {% raw %} {# c #} {{ ''.__class__ }}"
    client_sees = Llm(engine._client, "m", mask=())
    await client_sees.propose(_case(read(hostile), Situation(customer=(hostile,)), pack), NOTHING, 5)
    user = server.asked[0]["messages"][1]["content"]
    data = json.loads(user[user.index("{") :])
    assert data["customer_messages"] == [hostile]
    assert "".join(s["text"] for s in data["draft"]).replace(" ", "") == hostile.replace(" ", "")


def test_the_schema_uses_only_what_every_server_enforces() -> None:
    from service.engines import wire

    def keywords(node: Any) -> set[str]:
        if isinstance(node, dict):
            inner = node["properties"].values() if "properties" in node else [node.get("items")]
            return set(node) | {k for value in inner for k in keywords(value)}
        return set()

    assert keywords(wire.schema(["a"])) <= {
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "enum",
    }


def test_templates_name_only_what_they_are_given(pack: Pack) -> None:
    from jinja2 import Environment, meta

    given = {
        "rewrite.system.j2": {"house", "principles"},
        "rewrite.user.j2": {"data", "masked", "channel"},
        "repair.user.j2": {"edits"},
    }
    parsed = {
        name: meta.find_undeclared_variables(Environment().parse(text))
        for name, text in pack.templates.items()
    }
    assert parsed == given
