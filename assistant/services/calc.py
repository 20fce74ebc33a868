"""One case of the test vectors' form computed by the engine: text in, text out (``beifu calc``)."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from assistant.domain import card, instalments, lateness, minimum, rate, revolve
from assistant.domain.calendar import BillDates, bill_dates
from assistant.domain.money import ZERO
from assistant.errors import UserError
from assistant.services import calc_loans
from assistant.services.case_inputs import Inputs, Result


def calculate(case: Mapping[str, Any]) -> Result:
    """Compute ``case["inputs"]``; the result has the keys that vectors call ``expected``.

    Raises:
        UserError: ``calc.missing``, ``calc.bad_value`` or ``calc.unknown_op`` with the field.
    """
    values = case.get("inputs")
    if not isinstance(values, Mapping):
        raise UserError("calc.missing", "inputs")
    inputs = Inputs(values)
    operation = OPS.get(inputs.text("op"))
    if operation is None:
        raise UserError("calc.unknown_op", "inputs.op")
    return operation(inputs)


def _dates(found: BillDates, posted: date) -> Result:
    return {
        "bill_date": found.bill_date.isoformat(),
        "due_date": found.due_date.isoformat(),
        "interest_free_days": (found.due_date - posted).days,
    }


def _bill_assignment(inputs: Inputs) -> Result:
    posted = inputs.day("post_date")
    bill_day, due_day = inputs.whole("bill_day", 1, 31), inputs.whole("due_day", 1, 31)
    return _dates(bill_dates(posted, bill_day=bill_day, due_day=due_day), posted)


def _bill_assignment_offset(inputs: Inputs) -> Result:
    posted = inputs.day("post_date")
    found = bill_dates(
        posted,
        bill_day=inputs.whole("statement_day", 1, 31),
        due_offset_days=inputs.whole("due_offset_days", 1, 90),
        bill_day_inclusive=inputs.flag("statement_day_inclusive", default=False),
    )
    return _dates(found, posted)


def _min_payment(inputs: Inputs) -> Result:
    parts = minimum.BillParts(
        inputs.money("revolving_principal"),
        inputs.money("instalment_principal", "0"),
        inputs.money("instalment_fee", "0"),
        inputs.money("interest", "0"),
        inputs.money("overdue", "0"),
    )
    return {"min_payment": str(minimum.minimum_payment(parts, inputs.number("ratio")))}


def _min_payment_interest(inputs: Inputs) -> Result:
    bill = inputs.money("bill")
    least = None
    if inputs.has("ratio"):
        least = minimum.minimum_payment(minimum.BillParts(bill), inputs.number("ratio"))
    paid = inputs.money("paid") if least is None else least
    until = inputs.day("settle_date" if inputs.has("settle_date") else "as_of")
    found = revolve.rolled(bill, paid, inputs.day("due_date"), until, inputs.number("daily_rate"))
    return {
        "min_payment": str(paid),
        "remaining": str(found.remaining),
        "accrual_starts": found.accrual_starts.isoformat(),
        "days": found.days,
        "interest_per_day": _yuan(found.per_day),
        "interest_to_date": str(found.interest),
        "interest_unrounded": _yuan(found.interest_unrounded),
        "interest": str(found.interest),
        "total_due": str(found.total_due),
    }


def _revolve_ledger(inputs: Inputs) -> Result:
    bills, left = revolve.minimum_only(
        inputs.money("opening_principal"),
        inputs.day("first_bill"),
        bill_day=inputs.whole("bill_day", 1, 31),
        due_day=inputs.whole("due_day", 1, 31),
        ratio=inputs.number("ratio"),
        daily_rate=inputs.number("daily_rate"),
        bills=inputs.whole("months", 1, 600),
    )
    rows = [
        {
            "bill_date": bill.bill_date.isoformat(),
            "principal": str(bill.principal),
            "interest": str(bill.interest),
            "bill_total": str(bill.total),
            "min_payment": str(bill.minimum),
            "due_date": bill.due_date.isoformat(),
        }
        for bill in bills
    ]
    return {"ledger": rows, "principal_after_last_payment": str(left)}


def _overdue(inputs: Inputs) -> Result:
    found = lateness.overdue(
        inputs.money("overdue"),
        inputs.day("due_date"),
        inputs.day("settle_date"),
        inputs.number("daily_rate"),
        grace_days=inputs.whole("grace_days", 0, 366, "0"),
        grace_retroactive=inputs.flag("grace_retroactive", default=True),
    )
    return {
        "days": found.days,
        "penalty_unrounded": _yuan(found.penalty_unrounded),
        "penalty": str(found.penalty),
        "total": str(found.total),
    }


def _overdue_partial(inputs: Inputs) -> Result:
    part = inputs.inside("partial")
    found = lateness.overdue_in_two(
        inputs.money("overdue"),
        inputs.day("due_date"),
        inputs.number("daily_rate"),
        (part.day("date"), part.money("amount")),
        inputs.day("settle_date"),
        inputs.choice("allocation", ("interest_first", "principal_first"), "interest_first"),
    )
    return {
        "penalty_at_partial": str(found.penalty_at_partial),
        "principal_after_partial": str(found.principal_after_partial),
        "penalty_final": str(found.penalty_final),
        "final_payment": str(found.final_payment),
        "total_paid": str(found.total_paid),
    }


def _plan(inputs: Inputs) -> instalments.InstalmentSchedule:
    amount, periods = inputs.money("amount"), inputs.whole("periods", 1, 600)
    rounding = {"HALF_UP": ROUND_HALF_UP, "HALF_EVEN": ROUND_HALF_EVEN}[
        inputs.choice("fee_rounding", ("HALF_UP", "HALF_EVEN"), "HALF_UP")
    ]
    if inputs.has("fee_rate_per_period"):
        fee = instalments.fee_of(amount, inputs.number("fee_rate_per_period"), rounding) * periods
    else:
        fee = instalments.fee_of(amount, inputs.number("total_fee_rate"), rounding)
    return instalments.fee_instalment(
        amount,
        periods,
        total_fee=fee,
        first_due=inputs.day("first_due") if inputs.has("first_due") else None,
        remainder=inputs.choice("remainder", ("last", "first"), "last"),
    )


def _fee_instalment(inputs: Inputs) -> Result:
    plan = _plan(inputs)
    rows = [
        {
            "no": row.no,
            "due": None if row.due is None else row.due.isoformat(),
            "principal": str(row.principal),
            "fee": str(row.fee),
            "payment": str(row.payment),
        }
        for row in plan.rows
    ]
    return {
        "total_fee": str(plan.total_fee),
        "total": str(plan.total),
        "rows": rows,
        "irr_on_rounded_cashflow": _irr(plan.irr),
    }


def _fee_instalment_early_settle(inputs: Inputs) -> Result:
    found = instalments.settle_instalments(
        _plan(inputs),
        inputs.whole("paid_periods", 0, 600),
        inputs.choice("fee_waiver", ("none", "future_fees"), "none"),
    )
    return {
        "remaining_principal": str(found.remaining_principal),
        "remaining_fee": str(found.remaining_fee),
        "settlement": str(found.settlement),
        "settlement_if_future_fees_waived": str(found.settlement_if_waived),
    }


def _irr_early_settle(inputs: Inputs) -> Result:
    plan = _plan(inputs)
    together = inputs.whole("settled_together_with_period", 1, len(plan.rows))
    waiver = inputs.choice("fee_waiver", ("none", "future_fees"), "none")
    return _irr(instalments.early_settlement_irr(plan, together, waiver))


def _fee_to_irr(inputs: Inputs) -> Result:
    periods, fee_rate = inputs.whole("periods", 1, 600), inputs.number("total_fee_rate")
    timing = inputs.choice(
        "fee_timing", ("equal per period", "with first instalment"), "equal per period"
    )
    found = _irr(rate.fee_irr(inputs.number("principal"), periods, fee_rate, timing))
    found["approx_24fn_over_n1_pct"] = _percent(rate.rule_of_thumb(periods, fee_rate))
    return found


def _card_interest(inputs: Inputs) -> Result:
    paid = inputs.inside("paid")
    found = card.card_interest(
        inputs.money("purchase"),
        inputs.day("post_date"),
        (paid.day("date"), paid.money("amount")),
        inputs.day("interest_to"),
        inputs.number("daily_rate"),
        inputs.choice("method", ("full_from_posting", "unpaid_only_from_posting")),
    )
    segments = [{"balance": str(part.balance), "days": part.days} for part in found.segments]
    return {"segments": segments, "interest": str(found.interest)}


def _card_min(inputs: Inputs) -> Result:
    parts = minimum.BillParts(
        inputs.money("consumption"),
        inputs.money("instalment_due", "0"),
        interest=inputs.money("fees_interest", "0"),
        overdue=inputs.money("previous_min_unpaid", "0"),
        over_limit=inputs.money("over_limit", "0"),
    )
    return {"min_payment": str(minimum.minimum_payment(parts, inputs.number("ratio")))}


def _card_penalty(inputs: Inputs) -> Result:
    floor = inputs.money("floor", str(ZERO))
    found = card.card_penalty(
        inputs.money("min_payment"), inputs.money("paid"), inputs.number("rate"), floor
    )
    return {"penalty": str(found)}


def _card_tolerance(inputs: Inputs) -> Result:
    found = card.card_tolerance(
        inputs.money("bill"),
        inputs.money("paid"),
        inputs.day("due_date"),
        inputs.day("pay_date"),
        grace_days=inputs.whole("grace_days", 0, 366, "0"),
        tolerance=inputs.money("tolerance", "0"),
    )
    return {"treated_as_full": found.treated_as_full, "carried_to_next_bill": str(found.carried)}


def _yuan(fen: Decimal) -> str:
    """Unrounded 分 as yuan with at least two decimals."""
    yuan = (fen / 100).normalize()
    exponent = yuan.as_tuple().exponent
    if isinstance(exponent, int) and exponent > -2:
        yuan = yuan.quantize(Decimal("0.01"))
    return f"{yuan:f}"


def _percent(share: Decimal) -> str:
    return str((share * 100).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def _irr(found: rate.Irr) -> Result:
    return {
        "monthly_irr": str(found.monthly.quantize(Decimal("1e-12"), ROUND_HALF_UP)),
        "monthly_irr_pct": _percent(found.monthly),
        "annual_nominal_pct": _percent(found.nominal),
        "annual_effective_pct": _percent(found.effective),
    }


OPS: Mapping[str, Callable[[Inputs], Result]] = {
    "bill_assignment": _bill_assignment,
    "bill_assignment_offset": _bill_assignment_offset,
    "min_payment": _min_payment,
    "min_payment_interest": _min_payment_interest,
    "revolve_ledger": _revolve_ledger,
    "overdue": _overdue,
    "overdue_partial": _overdue_partial,
    "fee_instalment": _fee_instalment,
    "fee_instalment_early_settle": _fee_instalment_early_settle,
    "irr_early_settle": _irr_early_settle,
    "fee_to_irr": _fee_to_irr,
    "loan_schedule": calc_loans.loan_schedule,
    "early_settle": calc_loans.early_settle,
    "early_settle_on_schedule": calc_loans.early_settle_on_schedule,
    "partial_prepay": calc_loans.partial_prepay,
    "loan_overdue": calc_loans.loan_overdue,
    "loan_overdue_whole_position": calc_loans.loan_overdue_whole_position,
    "monthly_level": calc_loans.monthly_level,
    "monthly_equal_principal": calc_loans.monthly_equal_principal,
    "first_period_actual": calc_loans.first_period_actual,
    "card_interest": _card_interest,
    "card_min": _card_min,
    "card_penalty": _card_penalty,
    "card_tolerance": _card_tolerance,
}
