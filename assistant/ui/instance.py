"""One window per data directory: a second start raises the first window and ends."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QDir, QLockFile, QObject, QThread, QTimer, Signal

ANSWER_MS = 1_000
HEARD_MS = 2_000
TRIES, PAUSE_MS = 30, 100
LONGEST_LINE = 65_536
_ANY_PROCESS = -1  # ASFW_ANY


class Instance(QObject):
    """Claims a data directory for this process.

    A lock file decides, because it costs no network module before the first paint; the local
    socket that a second start knocks on is opened afterwards.
    """

    raise_requested = Signal()
    file_requested = Signal(object)  # the Path that the second start was given

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._lock: QLockFile | None = None
        self._server: QObject | None = None

    def claim(self, data: Path, *, quietly: bool = False, file: Path | None = None) -> bool:
        """Whether this process is the first; unless ``quietly``, another one is asked to raise its window.

        The other one is told of ``file``, which it opens.
        """
        name = _name(data)
        lock = QLockFile(str(Path(QDir.tempPath()) / f"{name}.lock"))
        # A lock is stale only when its process is gone, however old it is.
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            self._lock = lock
            self._name = name
            return True
        if not quietly or file is not None:
            _knock(name, file)
        return False

    def release(self) -> None:
        """Give the directory back."""
        if self._server is not None:
            self._server.close()  # type: ignore[attr-defined]
        if self._lock is not None:
            self._lock.unlock()

    def listen(self) -> None:
        """Hear a second start from now on; to be called after the first paint."""
        from PySide6.QtNetwork import QLocalServer  # late: after the first paint

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # We hold the lock: a socket of this name is left over from a crash.
        QLocalServer.removeServer(self._name)
        server.newConnection.connect(self._on_knock)
        server.listen(self._name)
        self._server = server

    def _on_knock(self) -> None:
        connection = self._server.nextPendingConnection()  # type: ignore[union-attr]
        if connection is None:
            return
        # One line: empty, or the file's path in hexadecimal. A second start of ours says it at once.
        while not connection.canReadLine() and connection.bytesAvailable() < LONGEST_LINE:
            if not connection.waitForReadyRead(HEARD_MS):
                break
        told = bytes(connection.readLine(LONGEST_LINE).data()).decode("ascii", "replace").strip()
        connection.disconnected.connect(connection.deleteLater)
        connection.disconnectFromServer()
        self.raise_requested.emit()
        with suppress(ValueError):
            if told:
                path = Path(os.fsdecode(bytes.fromhex(told)))
                # Later: a dialog that stays open here would keep the server from hearing.
                QTimer.singleShot(0, self, lambda: self.file_requested.emit(path))


def _name(data: Path) -> str:
    """A name for this user and directory that says neither."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    place = f"{user}\0{data.expanduser().resolve()}"
    digest = QCryptographicHash.hash(place.encode(), QCryptographicHash.Algorithm.Sha256)
    return f"beifu-{digest.toHex().toStdString()[:16]}"


def _knock(name: str, file: Path | None) -> None:
    from PySide6.QtNetwork import QLocalSocket  # late: only a second start comes here

    if sys.platform == "win32":
        # Windows lets another program come to the front only with leave of the one that is there: us.
        import ctypes  # late: not on Linux

        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
    socket = QLocalSocket()
    for _ in range(TRIES):  # the first window may be there and not hear yet
        socket.connectToServer(name)
        if socket.waitForConnected(ANSWER_MS):
            break
        QThread.msleep(PAUSE_MS)
    if socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
        told = b"" if file is None else os.fsencode(file.absolute()).hex().encode()
        socket.write(told + b"\n")
        socket.waitForBytesWritten(ANSWER_MS)
        socket.waitForDisconnected(ANSWER_MS)
