"""A small WebDAV server on this machine: what the client needs of it, and a password."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import unquote, urlsplit

USER, PASSWORD = "who", "app password"


class Dav(BaseHTTPRequestHandler):
    """Files and folders in memory."""

    files: ClassVar[dict[str, bytes]] = {}
    folders: ClassVar[set[str]] = {"/"}

    def _path(self) -> str:
        return unquote(urlsplit(self.path).path)

    def _answer(self, status: int, body: bytes = b"", kind: str = "text/xml") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _allowed(self) -> bool:
        wanted = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") == f"Basic {wanted}":
            return True
        self._body()
        self._answer(401)
        return False

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") == "chunked":
            parts = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _entry(self, path: str) -> str:
        folder = path in self.folders
        kind = "<d:collection/>" if folder else ""
        size = "" if folder else f"<d:getcontentlength>{len(self.files[path])}</d:getcontentlength>"
        return (
            f"<d:response><d:href>{path}</d:href><d:propstat><d:prop><d:resourcetype>{kind}"
            f"</d:resourcetype>{size}</d:prop><d:status>HTTP/1.1 200 OK</d:status>"
            "</d:propstat></d:response>"
        )

    def do_OPTIONS(self) -> None:
        self._answer(200)

    def do_PROPFIND(self) -> None:
        if not self._allowed():
            return
        self._body()
        path = self._path()
        bare = path.rstrip("/") or "/"
        if bare in self.files:
            found = [bare]
        elif bare in self.folders:
            prefix = f"{bare.rstrip(chr(47))}/"
            known = [*self.files, *self.folders]
            found = [
                bare,
                *(
                    name
                    for name in known
                    if name != bare and name.rpartition("/")[0] + "/" == prefix
                ),
            ]
            if self.headers.get("Depth") == "0":
                found = found[:1]
        else:
            self._answer(404)
            return
        body = "".join(self._entry(name) for name in found)
        self._answer(
            207,
            f'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">{body}</d:multistatus>'.encode(),
        )

    def do_GET(self) -> None:
        if self._allowed():
            content = self.files.get(self._path())
            self._answer(
                404 if content is None else 200, content or b"", "application/octet-stream"
            )

    do_HEAD = do_GET  # noqa: N815

    def do_PUT(self) -> None:
        if self._allowed():
            self.files[self._path()] = self._body()
            self._answer(201)

    def do_MKCOL(self) -> None:
        if self._allowed():
            self.folders.add(self._path().rstrip("/"))
            self._answer(201)

    def do_MOVE(self) -> None:
        if self._allowed():
            target = unquote(urlsplit(self.headers["Destination"]).path)
            self.files[target] = self.files.pop(self._path())
            self._answer(201)

    def do_DELETE(self) -> None:
        if self._allowed():
            self.files.pop(self._path(), None)
            self._answer(204)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[str]:
    """The server's address while it runs."""
    Dav.files, Dav.folders = {}, {"/"}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Dav)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
