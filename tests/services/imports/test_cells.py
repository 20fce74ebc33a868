"""Cells as times and amounts."""

import pytest

from assistant.services.imports.cells import BadCell, fen, moment, positive_fen


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-11-26 08:00:00", "2026-11-26 08:00:00"),
        ("2026/3/1 9:30", "2026-03-01 09:30:00"),
        ("2026年3月1日", "2026-03-01"),
        ("20260301", "2026-03-01"),
        ("2025-12-10 19:27′37", "2025-12-10 19:27:37"),
        ("46321.5315625", "2026-10-26 12:45:27"),
        ("2026-03-01T09:30:00.000", "2026-03-01 09:30:00"),
    ],
)
def test_times_are_read_in_all_their_forms(text: str, read: str) -> None:
    assert moment(text) == read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-02-30", "date_unreadable"),
        ("2026-02-03 25:00", "date_unreadable"),
        ("########", "date_unreadable"),
        ("", "date_unreadable"),
        ("1900-01-01 00:00:00", "date_out_of_range"),
        ("2100-01-01", "date_out_of_range"),
        ("99999", "date_out_of_range"),
    ],
)
def test_what_is_no_time_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadCell, match=reason):
        moment(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        *(("12.34", 1234), ("¥1,234.56", 123456), ("2，000.00", 200000), ("-30", -3000)),
        *(("CNY13.50", 1350), (".5", 50), ("－1.00", -100), ("1234.5000元", 123450)),
    ],
)
def test_amounts_are_exact(text: str, read: int) -> None:
    assert fen(text) == read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *(("", "amount_missing"), ("1.234", "amount_unreadable"), ("abc", "amount_unreadable")),
        *(("1e9", "amount_unreadable"), ("NaN", "amount_unreadable"), ("٣", "amount_unreadable")),
        ("99999999999999", "amount_too_large"),
    ],
)
def test_what_is_no_amount_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadCell, match=reason):
        fen(text)


def test_where_the_direction_has_a_column_a_minus_is_refused() -> None:
    assert positive_fen("1.00") == 100
    with pytest.raises(BadCell, match="amount_negative"):
        positive_fen("-1.00")
