from datetime import UTC, date, datetime, timedelta, timezone

from assistant.domain.money import Money
from assistant.store import codec


def test_an_instant_comes_back_as_the_same_instant_in_utc() -> None:
    beijing = datetime(2026, 11, 10, 23, 59, 59, 123456, timezone(timedelta(hours=8)))
    read = codec.instant(codec.instant_text(beijing))
    assert read == beijing
    assert read.tzinfo is UTC


def test_the_texts_of_instants_sort_by_time() -> None:
    noon = datetime(2026, 11, 10, 12, tzinfo=UTC)
    instants = [noon + timedelta(microseconds=count * 400_000) for count in range(-3, 4)]
    texts = [codec.instant_text(instant) for instant in instants]
    assert texts == sorted(texts)


def test_the_first_of_all_days_has_a_text() -> None:
    assert codec.day(date.min.isoformat()) == date.min


def test_nothing_stays_nothing() -> None:
    assert codec.optional_instant(None) is None
    assert codec.optional_money(None) is None
    assert codec.optional_fen(None) is None
    assert codec.optional_fen(codec.optional_money(0)) == Money(0).fen
