"""A model server of the tests' own: it answers from a script and keeps what it was asked."""

import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Scripted:
    """One answer: HTTP status, body (text as it is, anything else as JSON), headers, seconds to wait."""

    body: Any = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0


@dataclass
class Upstream:
    """The running server: where it is, what it was asked, what it will still answer."""

    url: str
    asked: list[dict[str, Any]]
    script: deque[Scripted]

    def will(self, *answers: Scripted) -> None:
        """Queue answers; a request that finds none gets status 599."""
        self.script.extend(answers)


def says(content: str | None, finish: str = "stop", **message: Any) -> Scripted:
    """A chat completion with this content."""
    return Scripted(
        {
            "id": "chatcmpl-1", "object": "chat.completion", "created": 0, "model": "scripted",
            "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }
    )  # fmt: skip


def edits(*listed: dict[str, Any], suggestions: tuple[dict[str, str], ...] = ()) -> Scripted:
    """A chat completion that proposes these edits."""
    return says(json.dumps({"edits": list(listed), "suggestions": list(suggestions)}))


def refuses(message: str, status: int = 400, **headers: str) -> Scripted:
    """An error of the server's."""
    return Scripted({"error": {"message": message, "type": "error"}}, status, headers)


@contextmanager
def running() -> Iterator[Upstream]:
    """The server on a free port of the loopback, stopped at the end."""
    state = Upstream("", [], deque())

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            """Say nothing."""

        def do_POST(self) -> None:
            state.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            answer = state.script.popleft() if state.script else Scripted("the script ran dry", 599)
            time.sleep(answer.wait)
            data = (answer.body if isinstance(answer.body, str) else json.dumps(answer.body)).encode()
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):  # the caller's deadline was shorter
                self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
