"""Where a bill or a loan term stands at an instant."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.account import BookedEstimate, Intent, ItemKind, PaymentKind
from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import ZERO, Money
from assistant.domain.plan_parts import plan_rows
from assistant.domain.standing import State, bill_standing
from assistant.domain.statement import forecast_bills
from tests.domain.facts import account, bill, day, item, loan, payment, plan, snapshot


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-10-31 23:59", State.UNBILLED),
        ("2026-11-01 00:00", State.DUE),
        ("2026-11-10 23:59", State.DUE),  # the due day itself still counts
        ("2026-11-11 00:00", State.OVERDUE),
    ],
)
def test_an_unpaid_bill_is_overdue_after_the_last_minute_of_its_due_day(
    now: str, state: State
) -> None:
    assert bill_standing(snapshot(now, bills=(bill("500"),)), bill("500")).state is state


def test_an_earlier_cutoff_ends_the_day_earlier() -> None:
    facts = {"accounts": (account(cutoff="19:00"),), "bills": (bill("500"),)}
    assert bill_standing(snapshot("2026-11-10 18:59", **facts), bill("500")).state is State.DUE
    assert bill_standing(snapshot("2026-11-10 19:00", **facts), bill("500")).state is State.OVERDUE


@pytest.mark.parametrize(
    ("paid_on", "settled", "retroactive", "penalty"),
    [
        # Vectors HB-OVD-04: 1,000 with three days of grace.
        ("2026-11-13", True, "yes", "0"),
        ("2026-11-14", False, "yes", "2.00"),
        ("2026-11-14", False, "no", "0.50"),
    ],
)
def test_the_grace_delays_the_penalty(
    paid_on: str, settled: bool, retroactive: str, penalty: str
) -> None:
    terms = account(grace_days="3", grace_retroactive=retroactive)
    seen = snapshot(f"{paid_on} 12:00", accounts=(terms,), bills=(bill("1000"),))
    standing = bill_standing(seen, bill("1000"))
    assert (standing.state is State.DUE) is settled
    assert standing.penalty == Money.of(penalty)


def test_the_minimum_paid_in_time_is_not_overdue_and_rolls_after_the_due_day() -> None:
    one = bill("1000", "100")
    facts = {"bills": (one,), "payments": (payment("100", "2026-11-05"),)}
    before = bill_standing(snapshot("2026-11-06 12:00", **facts), one)
    assert (before.state, before.rolled) == (State.MINIMUM_PAID, False)
    assert before.to_pay == Money.of("900")
    after = bill_standing(snapshot("2026-11-11 12:00", **facts), one)
    assert (after.state, after.rolled, after.penalty) == (State.MINIMUM_PAID, True, ZERO)


def test_of_an_overdue_bill_that_its_minimum_cures_only_the_minimum_is_asked_for() -> None:
    one = bill("1000", "100", on="2026-10-05", due="2026-10-25")
    own = account(product="credit_card")
    facts = {"accounts": (own,), "bills": (one,)}
    standing = bill_standing(snapshot("2026-11-01 12:00", **facts), one)
    assert (standing.state, standing.minimum_remaining) == (State.OVERDUE, Money.of("100"))
    assert standing.to_pay == standing.remaining == Money.of("1000")
    paid = (payment("60", "2026-10-30"),)
    standing = bill_standing(snapshot("2026-11-01 12:00", **facts, payments=paid), one)
    assert standing.minimum_remaining == Money.of("40")


def test_the_minimum_paid_too_late_does_not_cure() -> None:
    one = bill("1000", "100")
    facts = {"bills": (one,), "payments": (payment("100", "2026-11-12"),)}
    standing = bill_standing(snapshot("2026-11-15 12:00", **facts), one)
    assert standing.state is State.OVERDUE
    # 1,000 for two days is 1.00, which the part pays first (art. 561); then 901 for three days.
    assert standing.penalty == Money.of("1.35")
    assert standing.minimum_remaining == standing.remaining == Money.of("901")
    own = account(allocation="principal_first")
    standing = bill_standing(snapshot("2026-11-15 12:00", accounts=(own,), **facts), one)
    # Principal first: 1,000 for two days and 900 for three, 1.00 + 1.35.
    assert (standing.remaining, standing.penalty) == (Money.of("900"), Money.of("2.35"))


def test_meaning_the_minimum_asks_only_for_it_until_the_due_day() -> None:
    one = bill("1000", "100", intent=Intent.MINIMUM)
    assert bill_standing(snapshot("2026-11-05 12:00", bills=(one,)), one).to_pay == Money.of("100")
    late = bill_standing(snapshot("2026-11-12 12:00", bills=(one,)), one)
    assert late.to_pay == Money.of("1000")


def test_without_a_shown_minimum_the_rule_counts_instalments_in_full() -> None:
    # Ten per cent of 3,000 and all of 433.33 + 50.33 (one part of a plan due with this bill).
    parts = plan("1300", 3, "151", "2026-11-10")
    one = bill("3483.66")
    seen = snapshot("2026-11-05 12:00", bills=(one,), plans=(parts,))
    assert bill_standing(seen, one).minimum == Money.of("783.66")


def test_a_carried_part_is_paid_where_it_stands_itself() -> None:
    one = bill("6200", "700", carried="5000")
    standing = bill_standing(snapshot("2026-11-05 12:00", bills=(one,)), one)
    assert (standing.own, standing.remaining) == (Money.of("1200"), Money.of("1200"))


def test_a_loans_terms_are_paid_due_and_late_one_by_one() -> None:
    one = loan(paid_terms=2)
    facts = {
        "accounts": (account(product="jiebei"),),
        "loans": (one,),
        "payments": (payment("900.41", "2026-04-15", loan_id=1, term_no=3),),
    }
    standing = loan_standing(snapshot("2026-05-25 12:00", **facts), one)
    states = [term.state for term in standing.terms]
    assert states[:5] == [State.SETTLED] * 3 + [State.OVERDUE, State.DUE]
    assert standing.paid_terms == 3
    late = standing.terms[3]
    assert late.days_late == 10
    # 1.5 × 0.04 % on principal and interest of the term, ten days, rounded apart.
    ten_days = Decimal("0.0006") * 10
    assert late.penalty == late.row.principal.share(ten_days) + late.row.interest.share(ten_days)


def test_vector_jb_ovd_01_is_what_the_schedule_shows() -> None:
    one = loan()
    facts = {"accounts": (account(product="jiebei"),), "loans": (one,)}
    first = loan_standing(snapshot("2026-02-25 12:00", **facts), one).terms[0]
    assert (first.remaining, first.penalty) == (Money.of("900.41"), Money.of("5.40"))


def test_a_settled_loan_has_nothing_left() -> None:
    one = loan(paid_terms=3)
    paid = payment("7679.40", "2026-05-01", loan_id=1, kind=PaymentKind.SETTLEMENT)
    facts = {
        "accounts": (account(product="jiebei"),),
        "loans": (one,),
        "payments": (paid,),
    }
    standing = loan_standing(snapshot("2026-05-02 12:00", **facts), one)
    assert standing.settled
    assert standing.outstanding == ZERO


@given(
    st.integers(1, 10**7),
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 60)), max_size=6),
    st.integers(0, 90),
)
def test_a_bill_is_paid_or_left_to_the_fen_and_penalties_only_grow(
    fen: int, repaid: list[tuple[int, int]], days: int
) -> None:
    one = bill(str(Money(fen)))
    first = date(2026, 11, 1)
    payments = tuple(
        payment(str(Money(amount)), (first + timedelta(days=after)).isoformat(), number=number)
        for number, (amount, after) in enumerate(repaid, start=1)
    )
    now = date(2026, 12, 31) + timedelta(days=days)
    seen = snapshot(f"{now} 12:00", bills=(one,), payments=payments)
    later = snapshot(f"{now + timedelta(days=1)} 12:00", bills=(one,), payments=payments)
    standing, next_day = bill_standing(seen, one), bill_standing(later, one)
    least = max(standing.own - standing.paid, ZERO)
    if all(after <= 9 for _, after in repaid):
        assert standing.remaining == least
    # A part that comes late pays the penalty first, so that more may be left.
    assert least <= standing.remaining <= standing.own
    assert (standing.state is State.SETTLED) == (not standing.remaining)
    assert next_day.penalty >= standing.penalty >= ZERO


def test_a_part_of_a_late_term_whose_interest_bears_no_penalty() -> None:
    one = loan()
    own = account(product="weilidai", penalty_base="principal_only")
    facts = {"accounts": (own,), "loans": (one,)}
    late = loan_standing(snapshot("2026-02-25 12:00", **facts), one).terms[0]
    # JB-OVD-02: ten days of 0.06 % on the principal of 776.41 alone.
    assert late.remaining + late.penalty == Money.of("905.07")
    paid = payment("200", "2026-02-20", loan_id=1, term_no=1)
    seen = snapshot("2026-02-25 12:00", **facts, payments=(paid,))
    part = loan_standing(seen, one).terms[0]
    # Five days on 776.41: 2.33, then 124.00 of interest, then 73.67 of principal; five days on 702.74.
    assert (part.remaining, part.penalty) == (Money.of("702.74"), Money.of("2.11"))


def test_a_refund_of_an_instalment_purchase_lowers_the_parts_to_come() -> None:
    parts = plan("1200", 3, "30", "2026-11-10")
    back = item("300", "2026-11-20", kind=ItemKind.REFUND, plan_id=1)
    seen = snapshot("2026-11-25 12:00", plans=(parts,), items=(back,))
    rows = plan_rows(seen, parts)
    assert [row.principal for row in rows] == [Money.of(400), Money.of(250), Money.of(250)]
    assert [row.fee for row in rows] == [Money.of(10)] * 3
    generous = account(refund_returns_fee="yes")
    seen = snapshot("2026-11-25 12:00", accounts=(generous,), plans=(parts,), items=(back,))
    assert [row.fee for row in plan_rows(seen, parts)] == [
        *(Money.of(10), Money.of("6.25"), Money.of("6.25")),
    ]


def test_a_refund_promised_before_the_bill_and_posted_after_it_comes_off_it() -> None:
    one = bill("1000", "100")
    back = item(
        *("300", "2026-11-02"), kind=ItemKind.REFUND, spent="2026-10-31", bill_date=one.bill_date
    )
    seen = snapshot("2026-11-03 12:00", bills=(one,), items=(back,))
    assert bill_standing(seen, one).remaining == Money.of(700)
    inside = replace(back, posted_on=day("2026-10-31"))
    seen = snapshot("2026-11-03 12:00", bills=(one,), items=(inside,))
    assert bill_standing(seen, one).remaining == Money.of(1000)


def test_a_plan_settled_early_has_no_parts_after_that_day() -> None:
    parts = plan("1200", 3, "30", "2026-11-10")
    done = payment("820", "2026-11-20", bill_id=None, plan_id=1, kind=PaymentKind.SETTLEMENT)
    seen = snapshot("2026-11-25 12:00", plans=(parts,), payments=(done,))
    assert [row.no for row in plan_rows(seen, parts)] == [1]


def test_without_a_minimum_of_the_lenders_all_is_asked() -> None:
    own = account(product="douyin")
    one = bill("100")
    assert bill_standing(
        snapshot("2026-11-03 12:00", accounts=(own,), bills=(one,)), one
    ).minimum == (Money.of(100))


def test_a_part_first_due_at_the_end_of_february_is_in_the_minimum_of_march() -> None:
    owner = account(bill_day="5", due_day="31")
    march = bill("1100", on="2026-03-05", due="2026-03-31")
    running = plan("1200", 12, "0", "2026-02-28")
    seen = snapshot("2026-03-06 12:00", accounts=(owner,), bills=(march,), plans=(running,))
    assert bill_standing(seen, march).minimum == Money.of(200)
    assert [row.due for row in plan_rows(seen, running)[:3]] == [
        *(day("2026-02-28"), day("2026-03-31"), day("2026-04-30"))
    ]


def test_a_part_is_known_by_its_due_day_where_the_bill_was_typed_with_a_day_of_its_own() -> None:
    odd = bill("1100", on="2026-11-02", due="2026-11-10")
    seen = snapshot("2026-11-03 12:00", bills=(odd,), plans=(plan("1200", 12, "0", "2026-10-10"),))
    assert bill_standing(seen, odd).minimum == Money.of(200)


def test_what_was_expected_of_a_bill_counts_in_full_in_its_minimum() -> None:
    one = bill("1000")
    expected = BookedEstimate(1, Money.of(600), ZERO, ZERO, Money.of(380), Money.of(20), ZERO)
    facts = {"bills": (one,), "estimates": (expected,)}
    assert bill_standing(snapshot("2026-11-03 12:00", **facts), one).minimum == Money.of(118)
    strict = account(rolls_again="no")
    seen = snapshot("2026-11-03 12:00", accounts=(strict,), **facts)
    # 380 that was rolled once cannot roll again: 60 + 380 + 20.
    assert bill_standing(seen, one).minimum == Money.of(460)


def test_a_settled_loan_has_all_its_terms_paid() -> None:
    one = loan(paid_terms=12)
    facts = {"accounts": (account(product="jiebei"),), "loans": (one,)}
    assert loan_standing(snapshot("2027-02-01 12:00", **facts), one).paid_terms == 12


@given(
    st.integers(0, 500_000),
    st.integers(0, 500_000),
    st.booleans(),
    st.sampled_from(["0.10", "0.50", "1"]),
)
def test_the_minimum_of_a_bill_is_what_it_was_before_it_was_typed(
    spent: int, cash: int, plan_runs: bool, cash_ratio: str
) -> None:
    own = account(
        product="credit_card",
        bill_day="1",
        due_day="10",
        min_ratio="0.10",
        cash_min_ratio=cash_ratio,
    )
    bought = item(str(Money(spent)), "2026-10-20")
    drawn = item(str(Money(cash)), "2026-10-22", number=2, kind=ItemKind.CASH)
    facts = {
        "accounts": (own,),
        "items": tuple(row for row in (bought, drawn) if row.amount),
        "plans": (plan("1200", 12, "12", "2026-11-10"),) if plan_runs else (),
    }
    before = snapshot("2026-10-31 12:00", **facts)
    coming = [row for row in forecast_bills(before, own) if str(row.bill_date) == "2026-11-01"]
    if not coming:
        return
    (row,) = coming
    made = row.unbilled, row.refunds, row.instalments, row.rolled, row.interest, row.fees
    typed = bill(str(row.amount))
    after = snapshot(
        "2026-11-02 12:00", **facts, bills=(typed,), estimates=(BookedEstimate(1, *made),)
    )
    least = row.minimum(before.terms_of(own, row.bill_date))
    assert bill_standing(after, typed).minimum == least


def test_a_penalty_paid_with_the_bill_does_not_come_again() -> None:
    # 1,000 ten days late, 5.00 on it, all of it paid: by whichever order the lender counts.
    for order in ("interest_first", "principal_first"):
        facts = {"accounts": (account(allocation=order),), "bills": (bill("1000", "100"),)}
        paid = (payment("1005", "2026-11-20"),)
        found = bill_standing(snapshot("2026-11-25 12:00", **facts, payments=paid), bill("1000"))
        assert (found.state, found.next_charges) == (State.SETTLED, ZERO)
