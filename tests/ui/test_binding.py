"""The Qt binding itself: what a release got wrong once must not come back with an upgrade."""

import sys

from PySide6.QtCore import QObject, Signal


class Source(QObject):
    """Something with a signal."""

    said = Signal(object)


def test_emitting_a_signal_leaves_true_and_none_alone() -> None:
    # PySide6 6.12.0 gave one reference too few to True back at every emit: before Python 3.12,
    # where these objects never die, the program aborts after some hundred signals.
    source = Source()
    source.said.connect(lambda _what: None)
    for _ in range(10):
        source.said.emit(None)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(200):
        source.said.emit(None)
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert all(later >= earlier - 20 for later, earlier in zip(after, before, strict=True))
