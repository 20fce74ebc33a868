"""The loan cases of the test vectors' form: schedules, early settlement, lateness, mortgages."""

from dataclasses import replace
from datetime import date, timedelta

from assistant.domain.account import Loan
from assistant.domain.accrual import Per
from assistant.domain.loan import LoanTerms, Method, ScheduleRow
from assistant.domain.loan_standing import loan_rows, loan_standing
from assistant.domain.money import total
from assistant.domain.outlook import SettlementOutlook, settlement_outlook
from assistant.domain.settlement import loan_overdue as late_term
from assistant.domain.settlement import partial_prepayment
from assistant.domain.terms import Terms
from assistant.errors import UserError
from assistant.services.calc_world import KNOWN_SINCE, OWNER, seen
from assistant.services.case_inputs import Inputs, Result

_BASES = ("principal_and_interest", "principal_only")


def _loan(inputs: Inputs, start: date, first_due: date) -> Loan:
    """A loan of one term, repaid at its end; ``replace`` gives it more."""
    quoted, per = (
        ("annual_rate", Per.YEAR) if inputs.has("annual_rate") else ("daily_rate", Per.DAY)
    )
    inputs.term(quoted)  # no higher than an account may have it
    return Loan(
        *(1, OWNER, "", inputs.lent("principal"), inputs.number(quoted), start, first_due),
        *(first_due.day, 1, Method.AT_END, 0, KNOWN_SINCE, KNOWN_SINCE, per),
    )


def _planned(inputs: Inputs) -> Loan:
    """The loan of a case that gives its days."""
    return replace(
        _loan(inputs, inputs.day("start"), inputs.day("first_due")),
        repay_day=inputs.whole("repay_day", 1, 31),
        terms=inputs.whole("terms", 1, 600),
        method=Method(inputs.choice("method", tuple(Method), "LEVEL_ACTUAL")),
        interest_only_terms=inputs.whole("interest_only_terms", 0, 600, "0"),
    )


def _on_schedule(inputs: Inputs) -> tuple[LoanTerms, tuple[ScheduleRow, ...]]:
    of = inputs.inside("schedule")
    terms = _planned(of).loan_terms(Terms(min_days=of.whole("min_days", 0, 31, "1")))
    return terms, loan_rows(terms)


def loan_schedule(inputs: Inputs) -> Result:
    """A full schedule (products.md 3.1)."""
    rows = loan_rows(_planned(inputs).loan_terms(Terms()))
    return {
        "rows": [
            {
                "no": row.no,
                "due": row.due.isoformat(),
                "days": row.days,
                "balance_after": str(row.balance_after),
            }
            | _row(row)
            for row in rows
        ],
        "total_interest": str(total(row.interest for row in rows)),
        "total_payment": str(total(row.payment for row in rows)),
    }


def _row(row: ScheduleRow) -> Result:
    return {
        "payment": str(row.payment),
        "principal": str(row.principal),
        "interest": str(row.interest),
    }


def _settled(of: Inputs, asked: Inputs, loan: Loan, on: date) -> SettlementOutlook:
    """What settling ``loan`` on day ``on`` takes; ``of`` has its terms, ``asked`` what is charged."""
    terms = {
        "min_days": of.term("min_days", default="1"),
        "prepay_fee_rate": asked.term("prepay_fee_rate", "fee_rate", "0"),
    }
    world = seen(on, terms, loans=(loan,))
    found = settlement_outlook(world, loan_standing(world, loan), on)
    if found is None:
        raise UserError("calc.bad_value", "inputs.paid_terms")
    return found


def early_settle(inputs: Inputs) -> Result:
    """Settling a loan before its first term."""
    start, on = inputs.day("start"), inputs.day("settle")
    loan = _loan(inputs, start, max(start, on) + timedelta(days=1))
    found = _settled(inputs, inputs, loan, on).settlement
    return {"days": found.days, "interest": str(found.interest), "total": str(found.total)}


def early_settle_on_schedule(inputs: Inputs) -> Result:
    """Settling after some terms."""
    of = inputs.inside("schedule")
    loan = _planned(of)
    loan = replace(loan, paid_terms=inputs.whole("paid_terms", 0, loan.terms))
    found = _settled(of, inputs, loan, inputs.day("settle")).settlement
    return {
        "outstanding_principal": str(found.outstanding),
        "days": found.days,
        "interest": str(found.interest),
        "total": str(found.total),
        "interest_saved": str(found.interest_saved),
    }


def partial_prepay(inputs: Inputs) -> Result:
    """Prepaying a part, in both readings."""
    terms, rows = _on_schedule(inputs)
    found = partial_prepayment(
        terms,
        rows,
        paid_terms=inputs.whole("paid_terms", 0, len(rows)),
        on=inputs.day("date"),
        principal=inputs.money("principal"),
    )
    return {
        "collect_all_accrued": {
            "interest": str(found.interest_on_all),
            "cash": str(found.principal + found.interest_on_all),
        },
        "collect_on_repaid_part": {
            "interest": str(found.interest_on_part),
            "cash": str(found.principal + found.interest_on_part),
        },
        "outstanding_after": str(found.outstanding_after),
    }


def loan_overdue(inputs: Inputs) -> Result:
    """One late term."""
    terms, rows = _on_schedule(inputs)
    row = rows[inputs.whole("term", 1, len(rows)) - 1]
    asked = Terms(
        penalty_multiplier=inputs.number("penalty_multiplier", "1.5"),
        penalty_base=inputs.choice("base", _BASES, "principal_and_interest"),
        grace_days=inputs.whole("grace_days", 0, 30, "0"),
    )
    found = late_term(row, terms.rate_on(row.due).daily, inputs.day("settle"), asked)
    return {
        "overdue_principal": str(row.principal),
        "overdue_interest": str(row.interest),
        "penalty_daily_rate": str(found.daily_rate),
        "days": found.days,
        "penalty_on_principal": str(found.on_principal),
        "penalty_on_interest": str(found.on_interest),
        "penalty": str(found.penalty),
        "total_due": str(row.payment + found.penalty),
    }


def loan_overdue_whole_position(inputs: Inputs) -> Result:
    """Paying off a loan whose terms from ``term`` on were not paid."""
    of = inputs.inside("schedule")
    loan = _planned(of)
    loan = replace(loan, paid_terms=inputs.whole("term", 1, loan.terms) - 1)
    found = _settled(of, inputs, loan, inputs.day("as_of"))
    return {
        "overdue_due": str(found.overdue),
        "not_due_principal": str(found.settlement.outstanding),
        "normal_interest_accrued_on_not_due": str(found.settlement.interest),
        "payoff_total": str(found.total),
    }


def _months(inputs: Inputs, method: Method) -> Result:
    # By whole months the days do not matter: any first of a month will do.
    loan = _loan(inputs, date(2026, 1, 1), date(2026, 2, 1))
    loan = replace(loan, terms=inputs.whole("months", 1, 600), method=method)
    rows = loan_rows(loan.loan_terms(Terms()))
    return {
        "payment": str(rows[0].payment),
        "first": _row(rows[0]),
        "second": _row(rows[min(1, len(rows) - 1)]),
        "last": _row(rows[-1]),
        "total_interest": str(total(of.interest for of in rows)),
    }


def monthly_level(inputs: Inputs) -> Result:
    """等额本息 by months."""
    return _months(inputs, Method.MONTHLY_LEVEL)


def monthly_equal_principal(inputs: Inputs) -> Result:
    """等额本金 by months."""
    return _months(inputs, Method.MONTHLY_EQUAL_PRINCIPAL)


def first_period_actual(inputs: Inputs) -> Result:
    """A broken first period (products.md 5)."""
    loan = _loan(inputs, inputs.day("start"), inputs.day("first_due"))
    basis = inputs.choice("basis", ("360", "365"), "365")
    first = loan_rows(loan.loan_terms(Terms(rate_basis=basis)))[0]
    return {"days": first.days, "interest": str(first.interest)}
