"""Asking for the newest version, of a local server that answers well, badly, slowly or without end."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.domain.update import Told
from assistant.errors import UserError
from assistant.services import update
from assistant.services.update import ask, checked_address

NOW = datetime(2026, 11, 3, 4, tzinfo=UTC)
PAGE = "https://example.org/news"
Serve = Callable[..., str]


class Server(BaseHTTPRequestHandler):
    """Answers what a test wants, and keeps what it was asked."""

    body: bytes = b""
    status = 200
    location = ""
    drip: threading.Event | None = None
    seen: list[dict[str, str]] = []  # noqa: RUF012 - one server a test

    def do_GET(self) -> None:
        self.seen.append({"path": self.path, **dict(self.headers.items())})
        self.send_response(self.status)
        if self.location:
            self.send_header("Location", self.location)
        self.end_headers()
        self.wfile.write(self.body)
        self.wfile.flush()
        if self.drip is not None:
            self.drip.wait(30)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts the server with an answer; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def start(body: bytes = b"", status: int = 200, location: str = "") -> str:
        Server.body, Server.status, Server.location = body, status, location
        Server.drip, Server.seen = None, []
        return f"http://127.0.0.1:{server.server_port}/beifu.json"

    yield start
    if Server.drip is not None:
        Server.drip.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_good_answer_names_the_version_and_its_page(serve: Serve) -> None:
    address = serve(f'{{"version": "0.2.0", "page": "{PAGE}", "more": 1}}'.encode())
    assert ask(address, NOW) == Told(NOW, "", "0.2.0", PAGE)


def test_the_question_carries_nothing_about_the_user(serve: Serve) -> None:
    ask(serve(b'{"version": "0.2.0"}'), NOW)
    (seen,) = Server.seen
    assert seen["path"] == "/beifu.json"
    assert seen["User-Agent"] == "Beifu"
    assert set(seen) <= {"path", "Host", "Accept", "Accept-Encoding", "Connection", "User-Agent"}


@pytest.mark.parametrize(
    "page",
    ["http://example.org/", "javascript:alert(1)", "file:///etc", "https://a b", 7, "x" * 999],
)
def test_a_page_that_is_not_safe_is_left_out(serve: Serve, page: object) -> None:
    import json

    address = serve(json.dumps({"version": "0.2.0", "page": page}).encode())
    assert ask(address, NOW) == Told(NOW, "", "0.2.0", "")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"version": 2}',
        b'{"version": "new"}',
        b"\xff\xfe\x00",
        b"[" * 9000,
        b'"0.2.0"',
    ],
)
def test_an_answer_of_another_kind_is_unreadable(serve: Serve, body: bytes) -> None:
    assert ask(serve(body), NOW) == Told(NOW, "unreadable")


@pytest.mark.parametrize("status", [301, 404, 500])
def test_any_other_status_is_no_answer_and_no_redirect_is_followed(
    serve: Serve, status: int
) -> None:
    elsewhere = serve().replace("beifu.json", "elsewhere")
    address = serve(b'{"version": "0.2.0"}', status, elsewhere)
    assert ask(address, NOW) == Told(NOW, "unreachable")
    assert len(Server.seen) == 1


def test_an_answer_without_end_is_left(serve: Serve) -> None:
    assert ask(serve(b" " * (update.MOST_BYTES + 1)), NOW).failure == "unreachable"


def test_an_answer_that_does_not_come_is_not_waited_for(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update, "SECONDS", 0.2)
    address = serve(b'{"version"')
    Server.drip = threading.Event()
    assert ask(address, NOW).failure == "unreachable"


def test_nobody_there_is_an_answer_too() -> None:
    assert ask("http://127.0.0.1:9/", NOW).failure == "unreachable"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/x",
        "ftp://example.org",
        "example.org",
        "https://",
        "https://me:word@example.org/",
        "https://example.org/a b",
        "https://[",
        "file:///etc/passwd",
    ],
)
def test_only_https_is_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError) as refused:
        checked_address(address)
    assert refused.value.field == "update_address"
    monkeypatch.setattr(update, "_fetch", lambda _address: pytest.fail("was asked"))
    assert ask(address, NOW).failure == "unreachable"


def test_an_address_is_kept_without_spaces_around_it() -> None:
    assert checked_address("  https://example.org/x ") == "https://example.org/x"
    assert checked_address("  ") == ""
