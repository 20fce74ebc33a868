"""Running balances that bear interest, and payments in their order."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.money import ZERO, Money, total
from assistant.domain.posting import balance_interest, balances, first_to, unpaid_part
from tests.domain.facts import day

RATE = Decimal("0.0005")


def test_the_full_interest_of_vector_cc_int_01() -> None:
    events = [(day("2026-04-25"), Money.of(-100)), (day("2026-03-30"), Money.of(1000))]
    assert balance_interest(events, RATE, day("2026-05-05")) == 1750


def test_a_balance_stands_from_one_change_to_the_next() -> None:
    nothing = (day("2026-04-05"), ZERO)
    events = [(day("2026-04-01"), Money(100)), nothing, (day("2026-04-25"), Money(-10))]
    found = list(balances(events, day("2026-05-05"), since=day("2026-03-31")))
    assert found == [(ZERO, 1), (Money(100), 24), (Money(90), 10)]
    assert list(balances(events, day("2026-03-31"), since=day("2026-03-31"))) == []


def test_a_balance_in_the_users_favour_bears_nothing() -> None:
    events = [(day("2026-03-30"), Money.of(-50)), (day("2026-04-09"), Money.of(100))]
    assert balance_interest(events, RATE, day("2026-04-19")) == 50 * 100 * RATE * 10
    assert balance_interest(events, RATE, day("2026-03-30")) == 0


def test_what_is_paid_covers_the_oldest_posting_first() -> None:
    postings = [(day("2026-04-02"), Money(50)), (day("2026-04-01"), Money(100))]
    assert unpaid_part(postings, Money(120)) == [(day("2026-04-02"), Money(30))]


@given(
    st.lists(st.tuples(st.dates(), st.integers(0, 1000).map(Money)), max_size=6),
    st.integers(0, 1000).map(Money),
    st.integers(0, 1000).map(Money),
)
def test_payments_are_split_without_losing_a_fen(
    paid: list[tuple[object, Money]], before: Money, part: Money
) -> None:
    reached, past = first_to(paid, before, part)  # type: ignore[arg-type]
    whole = total(amount for _, amount in paid)
    first = min(whole, before)
    second = min(whole - first, part)
    assert total(amount for _, amount in reached) == second
    assert total(amount for _, amount in past) == max(whole - first - second, ZERO)
