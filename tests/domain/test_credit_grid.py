"""The 60-month grid: thirty and more hand-labelled histories, and what paying more may never do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.account import Account
from assistant.domain.calendar import add_months
from assistant.domain.credit_grid import CreditRow, credit_row, credit_rows, differences
from assistant.domain.money import Money
from assistant.domain.record import RecordMonth
from assistant.domain.snapshot import Snapshot
from tests.domain.facts import account, bill, day, loan, payment, snapshot
from tests.domain.histories import CASES, RULES, facts_of


def row_of(facts: Snapshot, typed: tuple[RecordMonth, ...] = ()) -> CreditRow:
    """The grid of the only account."""
    return credit_row(facts, facts.accounts[0], typed, RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_labelled_history_gives_its_codes(case: dict[str, Any]) -> None:
    cells = {cell.month.isoformat()[:7]: cell for cell in row_of(facts_of(case)).cells}
    assert {month: cells[month].code for month in case["expect"]} == case["expect"]
    for month, ended in case.get("ended", {}).items():
        assert cells[month].ended == (None if ended is None else day(ended))
    for month, expires in case.get("expires", {}).items():
        assert cells[month].expires == (None if expires is None else day(expires))


def test_there_are_enough_labelled_histories() -> None:
    assert len(CASES) >= 30
    assert len({case["name"] for case in CASES}) == len(CASES)


def test_the_grid_is_sixty_months_and_the_present_one_is_not_over() -> None:
    row = row_of(snapshot("2026-11-26 12:00"))
    assert len(row.cells) == 60
    assert (row.cells[0].month, row.cells[-1].month) == (day("2021-12-01"), day("2026-11-01"))
    assert [cell.month for cell in row.cells if cell.provisional] == [day("2026-11-01")]
    assert row.codes == " " * 60
    assert row.reported == "yes"


def test_two_products_are_two_records() -> None:
    accounts = (account(1), account(2, "jiebei"), account(3, "family_loan"))
    facts = snapshot(
        "2026-07-31 12:00",
        accounts=accounts,
        archived=(account(4, "credit_card"),),
        bills=(bill("1000", on="2026-06-01", due="2026-06-10"),),
        loans=(replace(loan(start="2026-05-15", first_due="2026-06-15"), account_id=2),),
        payments=(payment("915.00", "2026-06-15", loan_id=1, term_no=1),),
    )
    rows = credit_rows(facts, (), RULES)
    # A debt among family is in no record; a closed account keeps its own.
    assert [row.account.id for row in rows] == [1, 2, 4]
    assert [row.cells[-2].code for row in rows[:2]] == ["1", "N"]


def test_a_bad_cell_tells_how_late_and_how_much() -> None:
    case = next(row for row in CASES if row["name"].startswith("an unpaid bill"))
    cell = row_of(facts_of(case)).cells[-1]
    assert cell.days_late == 82
    assert cell.amount == Money.of("1041.00")  # 1000 × 0.05 % × 82
    assert [bad.month.month for bad in row_of(facts_of(case)).bad_cells(RULES)] == [8, 7, 6]


def test_a_late_loan_tells_how_much() -> None:
    case = next(row for row in CASES if row["name"] == "a loan's term never paid")
    cell = row_of(facts_of(case)).cells[-3]
    assert cell.month == day("2026-03-01")
    assert cell.amount == Money.of("909.05")  # 900.41 and sixteen days at 0.06 % of both parts


def test_a_typed_month_stands_over_the_computed_one_and_can_be_disputed() -> None:
    facts = facts_of(CASES[0])
    typed = (
        RecordMonth(1, 1, day("2026-06-01"), "1", day("2026-07-02")),
        RecordMonth(2, 1, day("2025-03-01"), "2"),
        RecordMonth(3, 1, day("2025-02-01"), "N"),
    )
    row = row_of(facts, typed)
    june, march, february = (
        next(cell for cell in row.cells if cell.month == one.month) for one in typed
    )
    assert (june.code, june.computed, june.differs) == ("1", "N", True)
    assert june.expires == day("2031-07-02")
    # Nothing is known of the time before: no contradiction, and without a day it never goes.
    assert (march.code, march.differs, march.expires) == ("2", False, None)
    assert (february.code, february.ended) == ("N", None)
    assert [found.cell for found in differences([row])] == [june]


def test_an_early_cut_off_counts_at_least_one_day() -> None:
    owner = account(cutoff="18:00", due_day="30")
    late = bill("1000", "100", on="2026-06-01", due="2026-06-30")
    facts = snapshot("2026-07-05 12:00", accounts=(owner,), bills=(late,))
    assert [cell.code for cell in row_of(facts).cells[-2:]] == ["N", "1"]


def test_the_one_off_repair_took_small_entries_of_its_years_away() -> None:
    def repaired(amount: str, paid_on: str | None) -> bool:
        payments = () if paid_on is None else (payment("99999", paid_on),)
        facts = snapshot(
            "2026-11-26 12:00",
            bills=(bill(amount, on="2024-06-01", due="2024-06-10"),),
            payments=payments,
        )
        cell = next(c for c in row_of(facts).cells if c.month == day("2024-06-01"))
        assert cell.code == "1"
        return cell.repaired

    assert repaired("9000", "2024-07-20")
    assert not repaired("9990", "2024-07-20")  # 99.90 of penalty make it more than 10,000
    assert not repaired("9000", "2026-04-01")
    assert not repaired("9000", None)


def test_a_loan_account_without_loans_knows_nothing() -> None:
    facts = snapshot("2026-11-26 12:00", accounts=(account(1, "jiebei"),))
    assert set(row_of(facts).codes) == {" "}


AMOUNTS = st.integers(1, 130_000)
PAYMENTS = st.lists(
    st.tuples(st.integers(1, 4), AMOUNTS, st.integers(0, 300)), min_size=0, max_size=8
)


def paying(owner: Account, rows: list[tuple[int, int, int]]) -> Snapshot:
    """Four bills of 1,000 from January 2026 on with these payments."""
    first = day("2026-01-01")
    bills = tuple(
        bill(
            "1000",
            "100",
            number=number,
            on=add_months(first, number - 1).isoformat(),
            due=add_months(day("2026-01-10"), number - 1).isoformat(),
        )
        for number in range(1, 5)
    )
    payments = tuple(
        payment(
            str(Money(amount)),
            (first + timedelta(days=after)).isoformat(),
            number=place,
            bill_id=target,
        )
        for place, (target, amount, after) in enumerate(rows, 1)
    )
    return snapshot("2026-11-26 12:00", accounts=(owner,), bills=bills, payments=payments)


@settings(max_examples=80)
@given(rows=PAYMENTS, more=PAYMENTS, grace=st.sampled_from(["0", "3"]), product=st.booleans())
def test_paying_more_never_worsens_a_month(
    rows: list[tuple[int, int, int]],
    more: list[tuple[int, int, int]],
    grace: str,
    product: bool,
) -> None:
    owner = account(product="huabei" if product else "credit_card", grace_days=grace)
    before = row_of(paying(owner, rows))
    after = row_of(paying(owner, rows + more))
    for less, better in zip(before.cells, after.cells, strict=True):
        assert RULES.severity(better.code) <= RULES.severity(less.code)


@settings(max_examples=40)
@given(rows=PAYMENTS, sooner=st.integers(1, 60))
def test_paying_sooner_never_worsens_a_month(rows: list[tuple[int, int, int]], sooner: int) -> None:
    before = row_of(paying(account(), rows))
    after = row_of(paying(account(), [(to, much, max(at - sooner, 0)) for to, much, at in rows]))
    for later, better in zip(before.cells, after.cells, strict=True):
        assert RULES.severity(better.code) <= RULES.severity(later.code)
