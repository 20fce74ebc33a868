"""One repayment over several dues."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.dues import obligations
from assistant.domain.money import ZERO, Money, total
from assistant.domain.split import proposed
from tests.domain.facts import account, bill, day, snapshot

DUES = obligations(
    snapshot(
        "2026-11-12 12:00",
        accounts=(account(), account(2), account(3)),
        bills=(
            bill("600", due="2026-11-10"),  # late: its penalty is outstanding too
            bill("500", number=2, owner=2, due="2026-11-20"),
            bill("400", number=3, owner=3, due="2026-11-15"),
        ),
    ),
    day("2026-11-30"),
)


def test_the_earliest_due_is_filled_first_with_its_penalty_wherever_it_stands() -> None:
    late, middle, last = DUES
    assert late.penalty
    assert late.outstanding == late.amount + late.penalty
    paid = late.outstanding + Money.of(100)
    assert proposed(paid, (last, late, middle)) == (ZERO, late.outstanding, Money.of(100))


def test_nothing_is_divided_among_nobody() -> None:
    assert proposed(Money.of(10), ()) == ()


@given(st.integers(0, 200_000), st.permutations(DUES))
def test_no_part_is_above_its_due_and_none_is_lost_while_a_due_takes_it(
    fen: int, dues: tuple[object, ...]
) -> None:
    parts = proposed(Money(fen), tuple(dues))  # type: ignore[arg-type]
    assert all(part <= due.outstanding for part, due in zip(parts, dues, strict=True))  # type: ignore[attr-defined]
    assert total(parts) == min(Money(fen), total(due.outstanding for due in DUES))
