"""What all tests share: no screen, no real home, a clock that stands where the test puts it."""

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as laws

# Before anything of Qt or of the program is imported: never the user's own directories or screen.
_HOME = tempfile.mkdtemp(prefix="beifu-tests-")
os.environ.update(
    HOME=_HOME,
    XDG_DATA_HOME=f"{_HOME}/data",
    XDG_CONFIG_HOME=f"{_HOME}/config",
    QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent",
)

from assistant import i18n  # noqa: E402
from assistant.services.session import Session, open_session  # noqa: E402

# The same examples on every machine: what the suite says of a commit must not depend on luck.
# New ones are looked for by `make fuzz`.
_ANY_SPEED = laws(deadline=None, suppress_health_check=[HealthCheck.too_slow])
laws.register_profile("steady", _ANY_SPEED, derandomize=True)
laws.register_profile(
    *("search", _ANY_SPEED), derandomize=False, max_examples=1_000, print_blob=True
)
laws.load_profile("steady")

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 3, 4, tzinfo=UTC)  # 3 November 2026, noon in Beijing


class FakeClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The instant it stands at."""
        return self.now

    def move(self, **delta: float) -> None:
        """Move by ``days``, ``hours``, ``minutes`` or ``seconds``."""
        self.now += timedelta(**delta)


@pytest.fixture
def clock() -> FakeClock:
    """A clock at noon of 3 November 2026 in Beijing."""
    return FakeClock(NOON)


@pytest.fixture
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key files cost next to nothing to open."""
    from assistant.store import keyfile

    monkeypatch.setattr(keyfile, "COST", 2**4)


@pytest.fixture
def no_keyring() -> Iterator[None]:
    """A desktop without a key store."""
    import keyring
    from keyring.backends import fail

    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def open_store(tmp_path: Path, clock: FakeClock) -> Iterator[Callable[[], Session]]:
    """Opens the same store file each time it is called, as a restart does."""
    opened: list[Session] = []

    def open_again() -> Session:
        for session in opened:
            session.close()
        opened[:] = [
            open_session(
                tmp_path / "beifu.db",
                user_products=tmp_path / "products",
                clock=clock,
                zone=SHANGHAI,
            )
        ]
        return opened[0]

    yield open_again
    for session in opened:
        session.close()


@pytest.fixture
def session(open_store: Callable[[], Session]) -> Session:
    """One open session on an empty store."""
    return open_store()


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Tests read the Chinese words unless they choose otherwise."""
    i18n.use("zh_CN")
    yield
    i18n.use("zh_CN")
