"""Money is whole 分 and nothing else."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.money import LARGEST_FEN, ZERO, Money, parse_money, total

amounts = st.integers(-(10**12), 10**12).map(Money)


@pytest.mark.parametrize("wrong", [1.5, True, "1", None, Decimal(1)])
def test_only_whole_numbers_become_money(wrong: object) -> None:
    with pytest.raises(TypeError):
        Money(wrong)  # type: ignore[arg-type]


def test_exact_yuan() -> None:
    assert Money.of("12.34").fen == 1234
    assert Money.of(-3).fen == -300
    assert str(Money.of("1234.5")) == "1234.50"
    for wrong in ("1.234", "x", "NaN"):
        with pytest.raises(ValueError, match=wrong):
            Money.of(wrong)
    with pytest.raises(TypeError):
        Money.of(1.5)  # type: ignore[arg-type]


@given(amounts, amounts)
def test_sums_and_differences_are_exact(one: Money, other: Money) -> None:
    assert (one + other - other) == one
    assert one - one == ZERO
    assert sum([one, other]) == total([one, other]) == one + other
    assert -one + one == ZERO
    assert bool(one) == (one.fen != 0)
    assert one * 3 == one + one + one


def test_money_times_money_and_money_plus_number_have_no_meaning() -> None:
    for wrong in (
        lambda: Money(1) * Money(1),  # type: ignore[operator]
        lambda: Money(1) + 1,  # type: ignore[operator]
        lambda: Money(1) - 1,  # type: ignore[operator]
        lambda: 1 + Money(1),
    ):
        with pytest.raises(TypeError):
            wrong()


@given(st.integers(0, 10**10).map(Money), st.integers(1, 400), st.sampled_from(["last", "first"]))
def test_parts_of_a_split_add_up_and_only_one_differs(
    amount: Money, parts: int, remainder: str
) -> None:
    found = amount.split(parts, remainder)  # type: ignore[arg-type]
    assert total(found) == amount
    odd = found[-1] if remainder == "last" else found[0]
    others = found[:-1] if remainder == "last" else found[1:]
    assert len(set(others)) <= 1
    assert all(odd >= other for other in others)
    assert len(found) == parts


def test_a_split_needs_parts() -> None:
    with pytest.raises(ValueError, match="0"):
        Money(1).split(0)


@given(st.integers(0, LARGEST_FEN))
def test_what_is_written_is_what_is_read(fen: int) -> None:
    amount = Money(fen)
    assert parse_money(str(amount)) == amount
    assert parse_money(f"¥{amount.yuan:,}元") == amount


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.56", 123456),
        ("１２３４．５", 123450),
        ("￥12.5", 1250),
        ("1234.5元", 123450),
        ("1.2万", 1200000),
        ("1.2w", 1200000),
        ("2386.50元整", 238650),
        ("2386。50", 238650),
        (" 12 ", 1200),
        ("12+3.5-1", 1450),
        (".5", 50),
        ("7.", 700),
        ("1万+200", 1020000),
    ],
)
def test_amounts_as_people_type_them(text: str, fen: int) -> None:
    assert parse_money(text) == Money(fen)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("abc", "not_a_number"),
        ("1,23", "not_a_number"),
        ("1..2", "not_a_number"),
        ("+", "not_a_number"),
        ("1e5", "not_a_number"),
        ("٣", "not_a_number"),
        ("-5", "negative"),
        ("−5", "negative"),
        ("3-5", "negative"),
        ("1.234", "too_many_decimals"),
        ("10000000001", "too_large"),
        ("9" * 20, "too_large"),
        ("0." + "0" * 20, "too_many_decimals"),
    ],
)
def test_a_refusal_has_a_key(text: str, key: str) -> None:
    with pytest.raises(ValueError, match=f"^{key}$"):
        parse_money(text)


@given(st.text(max_size=30))
def test_any_text_gives_money_or_a_key(text: str) -> None:
    keys = {"empty", "not_a_number", "negative", "too_many_decimals", "too_large"}
    found: object = None
    try:
        found = parse_money(text)
    except ValueError as error:
        found = error.args[0]
    assert found in keys or (isinstance(found, Money) and ZERO <= found <= Money(LARGEST_FEN))
