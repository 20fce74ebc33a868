"""One case of the test vectors' form computed by the window's engine: text in, text out (``beifu calc``)."""

from collections.abc import Callable, Mapping
from typing import Any

from assistant.errors import UserError
from assistant.services import calc_bills, calc_loans, calc_parts
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


OPS: Mapping[str, Callable[[Inputs], Result]] = {
    "bill_assignment": calc_bills.bill_assignment,
    "bill_assignment_offset": calc_bills.bill_assignment_offset,
    "min_payment": calc_bills.min_payment,
    "min_payment_interest": calc_bills.min_payment_interest,
    "revolve_ledger": calc_bills.revolve_ledger,
    "overdue": calc_bills.overdue,
    "overdue_partial": calc_bills.overdue_partial,
    "card_interest": calc_bills.card_interest,
    "card_min": calc_bills.card_min,
    "card_penalty": calc_bills.card_penalty,
    "card_tolerance": calc_bills.card_tolerance,
    "fee_instalment": calc_parts.fee_instalment,
    "fee_instalment_early_settle": calc_parts.fee_instalment_early_settle,
    "irr_early_settle": calc_parts.irr_early_settle,
    "fee_to_irr": calc_parts.fee_to_irr,
    "loan_schedule": calc_loans.loan_schedule,
    "early_settle": calc_loans.early_settle,
    "early_settle_on_schedule": calc_loans.early_settle_on_schedule,
    "partial_prepay": calc_loans.partial_prepay,
    "loan_overdue": calc_loans.loan_overdue,
    "loan_overdue_whole_position": calc_loans.loan_overdue_whole_position,
    "monthly_level": calc_loans.monthly_level,
    "monthly_equal_principal": calc_loans.monthly_equal_principal,
    "first_period_actual": calc_loans.first_period_actual,
}
