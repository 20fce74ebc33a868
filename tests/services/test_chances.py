"""One simulation for all who ask for the same facts."""

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.domain.draft import PayingAccountDraft
from assistant.domain.money import Money
from assistant.domain.shortfall import Shortfall, shortfall
from assistant.errors import Cancelled
from assistant.services import chances as module
from assistant.services.session import Session

GOES_ON = SimpleNamespace(is_ended=lambda: False)


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The snapshots that were simulated."""
    found: list[object] = []

    def counted(snapshot: Any, **options: Any) -> Shortfall | None:
        found.append(snapshot)
        return shortfall(snapshot, **options)

    monkeypatch.setattr(module, "shortfall", counted)
    return found


def test_the_same_facts_are_simulated_once_a_day(
    huabei: Session, clock: Any, simulated: list[object]
) -> None:
    chances = huabei.chances
    assert chances.known(huabei.queries.snapshot()) is None
    first = chances.find(huabei.queries.snapshot(), GOES_ON)
    clock.move(minutes=5)
    huabei.ledger.set_setting("theme", "dark")  # no fact
    again = huabei.queries.snapshot()
    assert chances.known(again) is first
    assert chances.find(again, GOES_ON) is first
    assert len(simulated) == 1
    clock.move(days=1)
    chances.find(huabei.queries.snapshot(), GOES_ON)
    assert len(simulated) == 2
    huabei.ledger.save_paying_account(PayingAccountDraft("余额宝", Money.of(5)), 1)
    assert chances.known(huabei.queries.snapshot()) is None
    assert chances.known(again) is None  # only the newest is kept


def test_what_was_stopped_is_not_kept(huabei: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "shortfall", lambda _seen, cancelled: None if cancelled() else 1)
    seen = huabei.queries.snapshot()
    with pytest.raises(Cancelled):
        huabei.chances.find(seen, SimpleNamespace(is_ended=lambda: True))
    assert huabei.chances.known(seen) is None
