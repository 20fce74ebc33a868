"""Loans that are not paid by their schedule: early, in part, late, prepaid, settled."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.account import Loan, PaymentKind
from assistant.domain.loan import Method
from assistant.domain.loan_standing import LoanStanding, loan_standing
from assistant.domain.money import ZERO, Money, total
from assistant.domain.outlook import prepayment_outlook, settlement_outlook
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.errors import UserError
from tests.domain.facts import account, beijing, day, loan, payment, snapshot


def lent(now: str, *paid: Any, made: Loan | None = None, **terms: Any) -> Snapshot:
    """The loan of vector JB-S1 with what was paid of it."""
    facts = {"accounts": (account(product="jiebei", **terms),), "loans": (made or loan(),)}
    return snapshot(now, **facts, payments=paid)


def standing(facts: Snapshot) -> LoanStanding:
    """Where its only loan stands."""
    return loan_standing(facts, facts.loans[0])


def of_term(amount: str, on: str, term_no: int = 1, number: int = 1) -> Any:
    """A repayment of one term."""
    return payment(amount, on, number=number, loan_id=1, term_no=term_no)


def early(principal: str, interest: str, on: str, number: int = 1) -> Any:
    """A part of the principal repaid before it was due."""
    return payment(
        *(str(Money.of(principal) + Money.of(interest)), on),
        number=number,
        loan_id=1,
        kind=PaymentKind.PREPAYMENT,
        principal=Money.of(principal),
        interest=Money.of(interest),
    )


def test_a_part_paid_before_the_due_day_counts_at_once() -> None:
    facts = lent("2026-02-10 12:00", of_term("500", "2026-02-10"))
    found = standing(facts)
    assert found.terms[0].remaining == Money.of("400.41")
    # 124.00 of it are the term's interest, the rest is principal.
    assert found.outstanding == Money.of("9624.00")
    outlook = settlement_outlook(facts, found, day("2026-02-10"))
    assert outlook is not None
    # 26 days on 10,000, and 500 less than all of it.
    assert (outlook.total, outlook.ahead) == (Money.of("9604.00"), Money.of(500))


def test_no_more_can_be_prepaid_than_is_still_owed() -> None:
    facts = lent("2026-02-10 12:00", of_term("500", "2026-02-10"))
    with pytest.raises(UserError) as refused:
        prepayment_outlook(facts, standing(facts), day("2026-02-10"), Money.of("9500"), "lower")
    assert (refused.value.key, refused.value.params["left"]) == (
        *("prepay.too_much",),
        Money.of("9500.00"),
    )


def test_a_term_paid_early_stays_as_it_was_paid_when_a_part_is_prepaid_after_it() -> None:
    facts = lent(
        "2026-02-12 12:00", of_term("900.41", "2026-02-10"), early("2000", "0", "2026-02-12", 2)
    )
    found = standing(facts)
    assert found.terms[0].row.principal == Money.of("776.41")
    assert found.outstanding == Money.of("7223.59")
    assert found.terms[1].row.interest == Money.of("80.90")  # 28 days on 7,223.59
    # The other way round the term was still open: it is levelled with the rest.
    other = lent("2026-02-12 12:00", early("2000", "0", "2026-02-09"))
    assert standing(other).terms[0].row.principal < Money.of("776.41")


def test_terms_paid_before_they_were_typed_in_do_not_move_a_prepayment() -> None:
    made = early("2000", "0", "2026-04-20")
    told = lent("2026-06-20 12:00", made, made=loan(paid_terms=5))
    known = lent("2026-06-20 12:00", made, made=loan(paid_terms=3))
    assert [term.row for term in standing(told).terms] == [
        term.row for term in standing(known).terms
    ]


def test_nothing_can_be_prepaid_behind_the_last_term() -> None:
    one = loan(terms=2)
    paid = (of_term("5091.46", "2026-02-10"), of_term("5091.46", "2026-02-10", 2, 2))
    found = standing(lent("2026-02-12 12:00", *paid, early("1", "0", "2026-02-12", 3), made=one))
    assert (found.settled, found.outstanding) == (True, ZERO)
    assert total(term.row.principal for term in found.terms) == one.principal


def test_what_is_paid_beyond_a_term_goes_to_the_next_one() -> None:
    found = standing(lent("2026-02-10 12:00", of_term("1000", "2026-02-10")))
    assert [term.paid for term in found.terms[:3]] == [
        *(Money.of("900.41"), Money.of("99.59")),
        ZERO,
    ]
    assert found.terms[1].remaining == Money.of("800.82")
    late = standing(lent("2026-02-25 12:00", of_term("1000", "2026-02-25")))
    # 5.40 of 罚息 come first.
    assert (late.terms[0].paid, late.terms[1].paid) == (Money.of("905.81"), Money.of("94.19"))


@pytest.mark.parametrize(("retroactive", "penalty"), [("yes", "5.40"), ("no", "3.78")])
def test_after_the_grace_a_loan_is_charged_as_its_terms_say(retroactive: str, penalty: str) -> None:
    facts = lent("2026-02-25 12:00", grace_days="3", grace_retroactive=retroactive)
    assert standing(facts).terms[0].penalty == Money.of(penalty)
    touched = lent(
        "2026-02-25 12:00",
        of_term("0.01", "2026-02-25"),
        grace_days="3",
        grace_retroactive=retroactive,
    )
    assert standing(touched).terms[0].penalty == Money.of(penalty) - Money(1)


@pytest.mark.parametrize(("rounding", "penalty"), [("half_up", "5.40"), ("up", "5.41")])
def test_a_penalty_is_rounded_as_the_account_says(rounding: str, penalty: str) -> None:
    # JB-OVD-01: 4.65846 on the principal and 0.744 on the interest, rounded apart.
    facts = lent("2026-02-25 12:00", rounding=rounding)
    assert standing(facts).terms[0].penalty == Money.of(penalty)


def test_settling_on_a_later_day_takes_the_penalty_until_then() -> None:
    facts = lent("2026-02-25 12:00")
    outlook = settlement_outlook(facts, standing(facts), day("2026-03-10"))
    assert outlook is not None
    # 23 days of 0.06 %: 10.71 on the principal, 1.71 on the interest.
    assert outlook.overdue == Money.of("900.41") + Money.of("12.42")
    then = lent("2026-03-10 12:00")
    assert settlement_outlook(then, standing(then), day("2026-03-10")) == outlook


def test_a_penalty_that_alone_is_left_keeps_the_term_open() -> None:
    paid = of_term("903", "2026-02-25")
    term = standing(lent("2026-02-25 12:00", paid, allocation="principal_first")).terms[0]
    assert (term.state, term.remaining, term.penalty) == (State.OVERDUE, ZERO, Money.of("2.81"))


steps = st.lists(
    st.tuples(
        st.sampled_from(["term", "part", "over", "prepay", "back"]),
        st.integers(0, 25),
        st.integers(1, 99),
    ),
    min_size=1,
    max_size=8,
)


@st.composite
def borrowed(draw: st.DrawFn) -> Snapshot:
    """A loan by any method on the day after it was drawn."""
    one = replace(loan(terms=draw(st.integers(2, 12))), method=draw(st.sampled_from(list(Method))))
    one = replace(one, terms=1 if one.method is Method.AT_END else one.terms)
    terms = {
        "grace_days": str(draw(st.sampled_from([0, 3]))),
        "grace_retroactive": draw(st.sampled_from(["yes", "no"])),
        "allocation": draw(st.sampled_from(["interest_first", "principal_first"])),
        "prepay_interest": draw(st.sampled_from(["all", "part"])),
    }
    return lent("2026-01-16 12:00", made=one, **terms)


def asked(found: LoanStanding) -> Money:
    """All that is left of all terms, with 罚息."""
    return total(term.remaining + term.penalty for term in found.terms)


def stepped(facts: Snapshot, kind: str, share: int) -> Snapshot:
    """One thing that its borrower does today; as before where it cannot be done."""
    found = standing(facts)
    waiting = [term for term in found.terms if term.state is not State.SETTLED]
    number = max((row.id for row in facts.payments), default=0) + 1
    today = facts.today.isoformat()
    if kind == "back" or not waiting:
        newest = max(facts.payments, key=lambda row: row.id, default=None)
        return replace(facts, payments=tuple(row for row in facts.payments if row != newest))
    if kind == "prepay":
        principal = Money(found.outstanding.fen * share // 100)
        try:
            outlook = prepayment_outlook(facts, found, facts.today, principal, "lower")
        except UserError:
            return facts
        made = early(str(principal), str(outlook.interest), today, number)
    else:
        first = waiting[0]
        whole = first.remaining + first.penalty
        fen = {"term": whole.fen, "part": whole.fen * share // 100}.get(kind, whole.fen + share)
        made = of_term(str(Money(fen)), today, first.row.no, number)
    return replace(facts, payments=(*facts.payments, made))


@given(borrowed(), steps)
def test_whatever_is_paid_of_a_loan_is_neither_lost_nor_made(
    facts: Snapshot, taken: list[tuple[str, int, int]]
) -> None:
    for kind, days, share in taken:
        today: date = facts.today + timedelta(days=days)
        facts = facts.at(beijing(f"{today.isoformat()} 12:00"))
        before, after = facts, stepped(facts, kind, share)
        repaid = [row for row in after.payments if row.kind is PaymentKind.REPAYMENT]
        prepaid = [row for row in after.payments if row.kind is PaymentKind.PREPAYMENT]
        found, was = standing(after), standing(before)
        assert (
            total(term.row.principal for term in found.terms)
            + total(row.principal for row in prepaid)
            == after.loans[0].principal
        )
        left = asked(found)
        if left:
            assert total(term.paid for term in found.terms) == total(row.covers for row in repaid)
        if len(after.payments) <= len(before.payments):
            facts = after
            continue
        (made,) = set(after.payments) - set(before.payments)
        # The two 罚息 of a term of which nothing was paid are rounded apart (JB-OVD-01).
        late = sum(bool(term.penalty) for term in was.terms)
        if made.kind is PaymentKind.REPAYMENT and left:
            assert abs((asked(was) - left - made.amount).fen) <= late
        now, then = (settlement_outlook(some, standing(some), today) for some in (before, after))
        if found.paid_terms == was.paid_terms and now and then and then.total:
            assert abs((now.total - then.total - made.amount).fen) <= late
        facts = after


def test_what_settles_a_loan_ends_every_term() -> None:
    closed = payment("10124", "2026-02-12", loan_id=1, kind=PaymentKind.SETTLEMENT)
    found = standing(lent("2026-02-12 12:00", closed))
    assert found.settled
    assert (found.outstanding, {term.state for term in found.terms}) == (ZERO, {State.SETTLED})
