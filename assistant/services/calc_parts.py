"""The instalment cases of the test vectors' form: parts, early settlement, what a fee really costs."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from assistant.domain import instalments
from assistant.domain.account import InstalmentPlan, Payment, PaymentKind
from assistant.domain.costs import plan_cost
from assistant.domain.outlook import PlanOutlook, plan_outlook
from assistant.domain.plan_parts import whole_plan_rows
from assistant.domain.rate import Irr, irr
from assistant.services.calc_world import KNOWN_SINCE, OWNER, seen
from assistant.services.case_inputs import Inputs, Result

_ANY_FIRST_DUE = date(2026, 1, 10)
_ROUNDINGS = {"HALF_UP": ROUND_HALF_UP, "HALF_EVEN": ROUND_HALF_EVEN}
_WAIVERS = ("none", "future_fees")


def _plan(inputs: Inputs) -> InstalmentPlan:
    amount, periods = inputs.money("amount"), inputs.whole("periods", 1, 600)
    rounding = _ROUNDINGS[inputs.choice("fee_rounding", tuple(_ROUNDINGS), "HALF_UP")]
    if inputs.has("fee_rate_per_period"):
        fee = instalments.fee_of(amount, inputs.number("fee_rate_per_period"), rounding) * periods
    else:
        fee = instalments.fee_of(amount, inputs.number("total_fee_rate"), rounding)
    first_due = inputs.day("first_due") if inputs.has("first_due") else _ANY_FIRST_DUE
    return InstalmentPlan(
        *(1, OWNER, "", amount, periods, fee, first_due, KNOWN_SINCE),
        waiver=inputs.choice("fee_waiver", _WAIVERS, "none"),
        remainder=inputs.choice("remainder", ("last", "first"), "last"),
    )


def fee_instalment(inputs: Inputs) -> Result:
    """A plan's parts and their real cost."""
    plan = _plan(inputs)
    world = seen(plan.first_due, {}, plans=(plan,))
    dated = inputs.has("first_due")
    rows = [
        {
            "no": row.no,
            "due": row.due.isoformat() if dated and row.due is not None else None,
            "principal": str(row.principal),
            "fee": str(row.fee),
            "payment": str(row.payment),
        }
        for row in whole_plan_rows(world, plan)
    ]
    cost = plan_cost(world, plan)
    return {
        "total_fee": str(plan.total_fee),
        "total": str(plan.principal + plan.total_fee),
        "rows": rows,
        "irr_on_rounded_cashflow": _irr(Irr(cost.nominal / 12)),
    }


def _settled_after(plan: InstalmentPlan, periods: int) -> tuple[date, PlanOutlook]:
    """What settling takes on the due day of part ``periods``, whose bill is out by then; and that day."""
    world = seen(plan.first_due, {}, plans=(plan,))
    dues = [row.due or plan.first_due for row in whole_plan_rows(world, plan)]
    on = dues[periods - 1] if periods else plan.first_due - timedelta(days=1)
    return on, plan_outlook(seen(on, {}, plans=(plan,)), plan)


def fee_instalment_early_settle(inputs: Inputs) -> Result:
    """Settling a plan after some of its parts."""
    plan = _plan(inputs)
    paid = inputs.whole("paid_periods", 0, plan.periods)
    _on, found = _settled_after(plan, paid)
    _on, waived = _settled_after(replace(plan, waiver="future_fees"), paid)
    return {
        "remaining_principal": str(found.principal),
        "remaining_fee": str(found.fee),
        "settlement": str(found.settlement),
        "settlement_if_future_fees_waived": str(waived.settlement),
    }


def irr_early_settle(inputs: Inputs) -> Result:
    """The real cost of a plan when the rest is paid on the same day as one of its parts."""
    plan = _plan(inputs)
    together = inputs.whole("settled_together_with_period", 1, plan.periods)
    on, found = _settled_after(plan, together)
    settling = Payment(
        *(1, found.settlement, on, None, None, None, PaymentKind.SETTLEMENT, None, KNOWN_SINCE),
        plan_id=plan.id,
    )
    cost = plan_cost(seen(on, {}, plans=(plan,), payments=(settling,)), plan)
    return _irr(Irr(cost.nominal / 12))


def fee_to_irr(inputs: Inputs) -> Result:
    """What a fee rate costs a year: exact payments that no lender has rounded, one a month."""
    periods, fee_rate = inputs.whole("periods", 1, 600), inputs.number("total_fee_rate")
    principal = inputs.number("principal")
    timing = inputs.choice(
        "fee_timing", ("equal per period", "with first instalment"), "equal per period"
    )
    part, fee = principal / periods, principal * fee_rate
    fees = [fee / periods] * periods
    if timing == "with first instalment":
        fees = [fee, *[Decimal(0)] * (periods - 1)]
    found = _irr(irr([principal, *(-(part + share) for share in fees)]))
    # The rule of thumb 24·f·n/(n+1), f being the fee rate per period (products.md 6).
    found["approx_24fn_over_n1_pct"] = _percent(24 * fee_rate / (periods + 1))
    return found


def _percent(share: Decimal) -> str:
    return str((share * 100).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def _irr(found: Irr) -> Result:
    return {
        "monthly_irr": str(found.monthly.quantize(Decimal("1e-12"), ROUND_HALF_UP)),
        "monthly_irr_pct": _percent(found.monthly),
        "annual_nominal_pct": _percent(found.nominal),
        "annual_effective_pct": _percent(found.effective),
    }
