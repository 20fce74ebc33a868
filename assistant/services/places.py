"""The second place: a folder, or a WebDAV address such as 坚果云; only this and update.py use the network."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from assistant.errors import UserError
from assistant.private_file import private_folder, write_private

_LOCAL = ("localhost", "127.0.0.1", "::1")
_SECONDS = 60


class Place(Protocol):
    """Where copies are left. Names may have one folder in front.

    Every method raises UserError when the place cannot be reached.
    """

    def names(self) -> list[str]:
        """The files at its top."""

    def read(self, name: str) -> bytes:
        """A file's bytes."""

    def write(self, name: str, content: bytes) -> None:
        """Store a file, whole or not at all."""

    def remove(self, name: str) -> None:
        """Delete a file."""


def place_of(address: str, user: str, password: str) -> Place:
    """The place of an address.

    Raises:
        UserError: no absolute folder and no https address.
    """
    if "://" not in address:
        folder = Path(address).expanduser()
        if not folder.is_absolute():
            raise UserError("place.not_absolute", "second_place")
        return FolderPlace(folder)
    if not is_private(address):
        raise UserError("place.not_https", "second_place")
    return WebDavPlace(address, user, password)


def is_private(address: str) -> bool:
    """Whether nobody on the way can read along: https, or this computer itself; no name in it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
    return safe and bool(parts.hostname) and not parts.username


class FolderPlace:
    """A folder, such as one on a stick or one that another program keeps in step."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        """See ``Place``."""
        with _reached():
            if not self._folder.is_dir():
                raise FileNotFoundError
            return sorted(path.name for path in self._folder.iterdir() if path.is_file())

    def read(self, name: str) -> bytes:
        """See ``Place``."""
        with _reached():
            return (self._folder / name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        """See ``Place``."""
        with _reached():
            private_folder((self._folder / name).parent)
            write_private(self._folder / name, content)

    def remove(self, name: str) -> None:
        """See ``Place``."""
        with _reached():
            (self._folder / name).unlink(missing_ok=True)


class WebDavPlace:
    """A WebDAV folder; the client is imported only when one was configured."""

    def __init__(self, address: str, user: str, password: str) -> None:
        from webdav4.client import Client  # late: only who has one needs it

        self._client: Any = Client(address, auth=(user, password), timeout=_SECONDS)

    def names(self) -> list[str]:
        """See ``Place``."""
        with _reached():
            found = self._client.ls("", detail=True)
            return sorted(row["name"].rpartition("/")[2] for row in found if row["type"] == "file")

    def read(self, name: str) -> bytes:
        """See ``Place``."""
        into = io.BytesIO()
        with _reached():
            self._client.download_fileobj(name, into)
        return into.getvalue()

    def write(self, name: str, content: bytes) -> None:
        """See ``Place``."""
        with _reached():
            folder = name.rpartition("/")[0]
            if folder and not self._client.exists(folder):
                self._client.mkdir(folder)
            self._client.upload_fileobj(io.BytesIO(content), f"{name}.part", overwrite=True)
            self._client.move(f"{name}.part", name, overwrite=True)

    def remove(self, name: str) -> None:
        """See ``Place``."""
        with _reached():
            self._client.remove(name)


@contextmanager
def _reached() -> Iterator[None]:
    """Whatever goes wrong on the way there is one thing to the user: the place cannot be reached."""
    try:
        yield
    except OSError as error:
        raise UserError("place.unreachable", "second_place") from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in {"httpx", "httpcore", "webdav4"}:
            raise
        status = ""
        with suppress(AttributeError):
            status = str(error.response.status_code)  # type: ignore[attr-defined]
        key = "place.refused" if status in {"401", "403"} else "place.unreachable"
        raise UserError(key, "second_place") from error
