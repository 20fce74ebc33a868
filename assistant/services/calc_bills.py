"""The bill cases of the test vectors' form: bill days, minimums, what rolls, lateness, cards."""

from dataclasses import replace
from datetime import date, timedelta

from assistant.domain.account import Bill
from assistant.domain.accrual import interest, late_days, settled
from assistant.domain.bill_interest import (
    events_from_posting,
    interest_after_due,
    interest_from_posting,
)
from assistant.domain.calendar import cutoff_instant
from assistant.domain.cycle import due_of, entered_bill
from assistant.domain.due_history import as_of
from assistant.domain.lateness import late_fee
from assistant.domain.minimum import BillParts, minimum_payment
from assistant.domain.money import ZERO
from assistant.domain.posting import balances
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State, bill_credits, bill_standing
from assistant.domain.statement import forecast_bills
from assistant.services.calc_world import OWNER, bill, purchase, repayment, seen
from assistant.services.case_inputs import Inputs, Result, yuan

_DAY = timedelta(days=1)


def bill_assignment(inputs: Inputs) -> Result:
    """The bill that a posting enters, with a fixed due day."""
    terms = {key: inputs.term(key) for key in ("bill_day", "due_day")}
    return _assigned(inputs.day("post_date"), terms)


def bill_assignment_offset(inputs: Inputs) -> Result:
    """The bill that a posting enters, due so many days after it."""
    terms = {
        "bill_day": inputs.term("bill_day", "statement_day"),
        "due_offset_days": inputs.term("due_offset_days"),
        "bill_day_inclusive": inputs.term("bill_day_inclusive", "statement_day_inclusive", "no"),
    }
    return _assigned(inputs.day("post_date"), terms)


def _assigned(posted: date, terms: dict[str, str]) -> Result:
    world = seen(posted, terms)
    bill_date = _bill_of(world, posted)
    due = due_of(world, world.account(OWNER), bill_date)
    return {
        "bill_date": bill_date.isoformat(),
        "due_date": due.isoformat(),
        "interest_free_days": (due - posted).days,
    }


def _bill_of(world: Snapshot, posted: date) -> date:
    found = entered_bill(world, world.account(OWNER), posted)
    assert found is not None  # noqa: S101 - each of these cases gives the account a bill day
    return found


def min_payment(inputs: Inputs) -> Result:
    """最低还款 of a bill's parts."""
    parts = BillParts(
        inputs.money("revolving_principal"),
        inputs.money("instalment_principal", "0"),
        inputs.money("instalment_fee", "0"),
        inputs.money("interest", "0"),
        inputs.money("overdue", "0"),
    )
    return {"min_payment": str(minimum_payment(parts, inputs.number("ratio")))}


def card_min(inputs: Inputs) -> Result:
    """最低还款 of a card's parts."""
    parts = BillParts(
        inputs.money("consumption"),
        inputs.money("instalment_due", "0"),
        interest=inputs.money("fees_interest", "0"),
        overdue=inputs.money("previous_min_unpaid", "0"),
        over_limit=inputs.money("over_limit", "0"),
    )
    return {"min_payment": str(minimum_payment(parts, inputs.number("ratio")))}


def min_payment_interest(inputs: Inputs) -> Result:
    """What the rest of a bill bears after its due day: paid at the minimum, or as the case says."""
    due = inputs.day("due_date")
    until = inputs.day("settle_date" if inputs.has("settle_date") else "as_of")
    terms = {"daily_rate": inputs.term("daily_rate")}
    by_ratio = inputs.has("ratio")
    if by_ratio:
        terms["min_ratio"] = inputs.term("min_ratio", "ratio")
    of = bill(inputs.money("bill"), due, None if by_ratio else ZERO)
    minimum = bill_standing(seen(due, terms, bills=(of,)), of).minimum
    paid = minimum if by_ratio else inputs.money("paid")
    on = inputs.day("pay_date") if inputs.has("pay_date") else due
    world = seen(until, terms, bills=(of,), payments=(repayment(paid, on),))
    standing = bill_standing(world, of)
    unrounded = interest_after_due(world, standing, until)
    accrued = settled(unrounded)
    return {
        "min_payment": str(minimum),
        "remaining": str(standing.remaining),
        "accrual_starts": (due + _DAY).isoformat(),
        "days": max((until - due).days, 0),
        "interest_per_day": yuan(interest_after_due(world, standing, due + _DAY)),
        "interest_to_date": str(accrued),
        "interest_unrounded": yuan(unrounded),
        "interest": str(accrued),
        "total_due": str(standing.remaining + accrued),
    }


def revolve_ledger(inputs: Inputs) -> Result:
    """Bill after bill when only minimums are paid, each on its due day; it ends where nothing is left."""
    terms = {key: inputs.term(key) for key in ("bill_day", "due_day", "daily_rate")}
    terms["min_ratio"] = inputs.term("min_ratio", "ratio")
    first = inputs.day("first_bill")
    spent = purchase(inputs.money("opening_principal"), None, first)
    world = seen(first, terms, items=(spent,))
    rows: list[Result] = []
    last: Bill | None = None
    for number in range(1, inputs.whole("months", 1, 600) + 1):
        expected = forecast_bills(world, world.account(OWNER))[:1]
        if not expected:
            break
        row = expected[0]
        last = replace(row.as_bill(OWNER, world.terms_of(world.account(OWNER))), id=number)
        rows.append(
            {
                "bill_date": row.bill_date.isoformat(),
                "principal": str(row.amount - row.interest),
                "interest": str(row.interest),
                "bill_total": str(row.amount),
                "min_payment": str(last.minimum),
                "due_date": row.due_date.isoformat(),
            }
        )
        world = replace(
            world,
            now=cutoff_instant(_bill_of(world, row.due_date), 0),
            bills=(*world.bills, last),
            estimates=(*world.estimates, row.booked(number)),
            payments=(*world.payments, repayment(last.minimum or ZERO, row.due_date, number)),
        )
    left = ZERO if last is None else bill_standing(world, last).remaining
    return {"ledger": rows, "principal_after_last_payment": str(left)}


def overdue(inputs: Inputs) -> Result:
    """逾期费用 of a bill of which nothing was paid."""
    due, on = inputs.day("due_date"), inputs.day("settle_date")
    terms = {
        "overdue_daily_rate": inputs.term("overdue_daily_rate", "daily_rate"),
        "grace_days": inputs.term("grace_days", default="0"),
        "grace_retroactive": inputs.term("grace_retroactive", default="yes"),
    }
    of = bill(inputs.money("overdue"), due)
    world = seen(on, terms, bills=(of,))
    standing = bill_standing(world, of)
    rule = world.terms_of(world.account(OWNER))
    days = late_days(due, on, grace_days=rule.grace_days, grace_retroactive=rule.grace_retroactive)
    return {
        "days": days,
        "penalty_unrounded": yuan(interest(of.amount, rule.overdue_daily_rate, days)),
        "penalty": str(standing.penalty),
        "total": str(standing.remaining + standing.penalty),
    }


def overdue_partial(inputs: Inputs) -> Result:
    """An overdue bill of which a part is paid, and the rest later."""
    part = inputs.inside("partial")
    paid, paid_on = part.money("amount"), part.day("date")
    terms = {
        "overdue_daily_rate": inputs.term("overdue_daily_rate", "daily_rate"),
        "allocation": inputs.term("allocation", default="interest_first"),
    }
    of = bill(inputs.money("overdue"), inputs.day("due_date"))
    world = seen(
        inputs.day("settle_date"), terms, bills=(of,), payments=(repayment(paid, paid_on),)
    )
    before = bill_standing(seen(paid_on, terms, bills=(of,)), of)
    after = bill_standing(as_of(world, paid_on), of)
    end = bill_standing(world, of)
    final = end.remaining + end.penalty
    return {
        "penalty_at_partial": str(before.penalty),
        "principal_after_partial": str(after.remaining),
        "penalty_final": str(end.penalty),
        "final_payment": str(final),
        "total_paid": str(paid + final),
    }


_METHODS = {"full_from_posting": "full", "unpaid_only_from_posting": "unpaid_only"}


def card_interest(inputs: Inputs) -> Result:
    """全额计息 or 未清偿部分计息 of one purchase that was not paid in full."""
    paid, until = inputs.inside("paid"), inputs.day("interest_to")
    posted, due = inputs.day("post_date"), inputs.day("due_date")
    terms = {
        "bill_day": inputs.term("bill_day", "statement_day"),
        "daily_rate": inputs.term("daily_rate"),
        "interest_start": "posting_date",
        "interest_method": _METHODS[inputs.choice("method", tuple(_METHODS))],
    }
    spent = purchase(inputs.money("purchase"), posted)
    of = bill(spent.amount, due, ZERO, _bill_of(seen(posted, terms), posted))
    payments = (repayment(paid.money("amount"), paid.day("date")),)
    world = seen(until, terms, items=(spent,), bills=(of,), payments=payments)
    standing, credits_ = bill_standing(world, of), bill_credits(world, of)
    accrued, _same = interest_from_posting(world, standing, credits_, until)
    bearing, _same_events = events_from_posting(world, standing, credits_)
    return {
        "segments": [
            {"balance": str(balance), "days": days}
            for balance, days in balances(bearing, until)
            if balance
        ],
        "interest": str(settled(accrued)),
    }


def card_penalty(inputs: Inputs) -> Result:
    """违约金 of a minimum that was not met."""
    found = late_fee(
        inputs.money("min_payment") - inputs.money("paid"),
        inputs.number("rate"),
        inputs.money("floor", "0"),
    )
    return {"penalty": str(found)}


def card_tolerance(inputs: Inputs) -> Result:
    """容时 and 容差: whether a payment counts as full, and what is carried over."""
    due, paid_on = inputs.day("due_date"), inputs.day("pay_date")
    terms = {
        "grace_days": inputs.term("grace_days", default="0"),
        "tolerance": inputs.term("tolerance", default="0"),
    }
    of = bill(inputs.money("bill"), due)
    world = seen(due, terms, bills=(of,), payments=(repayment(inputs.money("paid"), paid_on),))
    last_day = due + timedelta(days=world.terms_of(world.account(OWNER)).grace_days)
    then = bill_standing(as_of(world, last_day, 24 * 60), of)
    return {
        "treated_as_full": then.state is State.SETTLED,
        "carried_to_next_bill": str(then.tolerated),
    }
