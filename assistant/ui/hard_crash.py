"""Crashes that end the process at once: a fault in native code, or Qt's own fatal message.

Python's fault handler writes where the program stood while the process dies. The next start turns
that into a report of the usual kind: only lines of known shapes, no paths, which would hold the
name of the user's account.
"""

import faulthandler
import os
import re
from collections.abc import Iterator
from pathlib import PureWindowsPath

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from assistant.paths import Paths
from assistant.ui import crash

_QT_STOPPED = "Qt stopped the program"
_ENDS = re.compile(
    rf"(Fatal Python error: [A-Za-z ]+|Windows fatal exception: [\w ]+|{_QT_STOPPED})$"
)
_THREAD = re.compile(r"(Current thread|Thread) 0x[0-9a-f]+.*\(most recent call first\):$")
_PLACE = re.compile(r'  File "(?P<file>.+)", line (?P<line>\d+) in (?P<name>[\w.<>]+)$')


class Watch:
    """From now on a hard crash leaves its trace.

    Args:
        paths: where it goes; the folder is made where it is missing.
    """

    def __init__(self, paths: Paths) -> None:
        paths.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_CREAT | os.O_WRONLY | os.O_TRUNC
        self._trace = os.open(paths.crash_trace, flags, 0o600)
        faulthandler.enable(self._trace)
        self._before = qInstallMessageHandler(self._on_message)

    def _on_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Note that it was Qt who ended the program; its words may quote anything."""
        if kind is QtMsgType.QtFatalMsg:
            os.write(self._trace, f"{_QT_STOPPED}\n".encode())
        if self._before is not None:
            self._before(kind, context, message)
        else:
            crash.say(f"{message}\n")


def gather(paths: Paths) -> bool:
    """Turn the trace that the last run left into a report; whether there was one."""
    try:
        trace = paths.crash_trace.read_text("utf-8", "replace")
    except OSError:
        return False
    if not trace.strip():
        return False
    crash.keep(paths, "\n".join([crash.head(), *_readable(trace)]) + "\n")
    paths.crash_trace.unlink(missing_ok=True)
    return True


def _readable(trace: str) -> Iterator[str]:
    for line in trace.splitlines():
        place = _PLACE.match(line)
        if place is not None:
            # Takes both kinds of slashes.
            yield f"  {PureWindowsPath(place['file']).name}:{place['line']} in {place['name']}"
        elif _ENDS.match(line):
            yield line
        elif thread := _THREAD.match(line):
            yield f"{thread[1]} (most recent call first):"
