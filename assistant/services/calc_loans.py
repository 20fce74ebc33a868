"""The loan cases of the test vectors' form: schedules, early settlement, lateness, mortgages."""

from datetime import date

from assistant.domain import loan, settlement
from assistant.domain.accrual import Per, QuotedRate, settled
from assistant.domain.money import total
from assistant.services.case_inputs import Inputs, Result


def _loan_terms(inputs: Inputs) -> loan.LoanTerms:
    return loan.LoanTerms(
        inputs.money("principal"),
        QuotedRate(inputs.number("daily_rate")),
        inputs.day("start"),
        inputs.day("first_due"),
        inputs.whole("repay_day", 1, 31),
        inputs.whole("terms", 1, 600),
        loan.Method(inputs.choice("method", tuple(loan.Method), "LEVEL_ACTUAL")),
        inputs.whole("min_days", 0, 366, "1"),
        inputs.whole("interest_only_terms", 0, 600, "0"),
    )


def loan_schedule(inputs: Inputs) -> Result:
    """A full schedule (products.md 3.1)."""
    rows = loan.schedule(_loan_terms(inputs))
    return {
        "rows": [
            {
                "no": row.no,
                "due": row.due.isoformat(),
                "days": row.days,
                "payment": str(row.payment),
                "principal": str(row.principal),
                "interest": str(row.interest),
                "balance_after": str(row.balance_after),
            }
            for row in rows
        ],
        "total_interest": str(total(row.interest for row in rows)),
        "total_payment": str(total(row.payment for row in rows)),
    }


def early_settle(inputs: Inputs) -> Result:
    """Settling a loan before its first term."""
    start, on = inputs.day("start"), inputs.day("settle")
    terms = loan.LoanTerms(
        inputs.money("principal"),
        QuotedRate(inputs.number("daily_rate")),
        start,
        start,
        start.day,
        1,
        min_days=inputs.whole("min_days", 0, 366, "1"),
    )
    fee = inputs.number("fee_rate", "0")
    found = settlement.early_settlement(terms, (), paid_terms=0, on=on, fee_rate=fee)
    return {"days": found.days, "interest": str(found.interest), "total": str(found.total)}


def _on_schedule(inputs: Inputs) -> tuple[loan.LoanTerms, tuple[loan.ScheduleRow, ...]]:
    terms = _loan_terms(inputs.inside("schedule"))
    return terms, loan.schedule(terms)


def early_settle_on_schedule(inputs: Inputs) -> Result:
    """Settling after some terms."""
    terms, rows = _on_schedule(inputs)
    found = settlement.early_settlement(
        terms,
        rows,
        paid_terms=inputs.whole("paid_terms", 0, len(rows)),
        on=inputs.day("settle"),
        fee_rate=inputs.number("fee_rate", "0"),
    )
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
    found = settlement.partial_prepayment(
        terms,
        rows,
        paid_terms=inputs.whole("paid_terms", 0, len(rows)),
        on=inputs.day("date"),
        principal=inputs.money("principal"),
    )
    return {
        "collect_all_accrued": {
            "interest": str(found.interest_on_all),
            "cash": str(found.cash_on_all),
        },
        "collect_on_repaid_part": {
            "interest": str(found.interest_on_part),
            "cash": str(found.cash_on_part),
        },
        "outstanding_after": str(found.outstanding_after),
    }


def loan_overdue(inputs: Inputs) -> Result:
    """One late term."""
    terms, rows = _on_schedule(inputs)
    row = rows[inputs.whole("term", 1, len(rows)) - 1]
    found = settlement.loan_overdue(
        row,
        daily_rate=terms.rate.daily,
        settled_on=inputs.day("settle"),
        multiplier=inputs.number("penalty_multiplier", "1.5"),
        base=inputs.choice(
            "base", ("principal_and_interest", "principal_only"), "principal_and_interest"
        ),
        grace_days=inputs.whole("grace_days", 0, 366, "0"),
    )
    return {
        "overdue_principal": str(row.principal),
        "overdue_interest": str(row.interest),
        "penalty_daily_rate": str(found.daily_rate),
        "days": found.days,
        "penalty_on_principal": str(found.on_principal),
        "penalty_on_interest": str(found.on_interest),
        "penalty": str(found.penalty),
        "total_due": str(found.total_due),
    }


def loan_overdue_whole_position(inputs: Inputs) -> Result:
    """Paying off a loan with a late term."""
    terms, rows = _on_schedule(inputs)
    late = inputs.whole("term", 1, len(rows))
    found = settlement.whole_position(terms, rows, late_term=late, on=inputs.day("as_of"))
    return {
        "overdue_due": str(found.overdue.total_due),
        "not_due_principal": str(found.not_due_principal),
        "normal_interest_accrued_on_not_due": str(found.accrued_on_not_due),
        "payoff_total": str(found.payoff),
    }


def _months(inputs: Inputs, method: loan.Method) -> Result:
    months = inputs.whole("months", 1, 600)
    rate = QuotedRate(inputs.number("annual_rate"), Per.YEAR)
    # By whole months the days do not matter: any first of a month will do.
    start, first_due = date(2026, 1, 1), date(2026, 2, 1)
    terms = loan.LoanTerms(inputs.money("principal"), rate, start, first_due, 1, months, method)
    rows = loan.schedule(terms)

    def row(of: loan.ScheduleRow) -> Result:
        return {
            "payment": str(of.payment),
            "principal": str(of.principal),
            "interest": str(of.interest),
        }

    return {
        "payment": str(rows[0].payment),
        "first": row(rows[0]),
        "second": row(rows[min(1, len(rows) - 1)]),
        "last": row(rows[-1]),
        "total_interest": str(total(of.interest for of in rows)),
    }


def first_period_actual(inputs: Inputs) -> Result:
    """A broken first period."""
    basis = int(inputs.choice("basis", ("360", "365"), "365"))
    rate = QuotedRate(inputs.number("annual_rate"), Per.YEAR, basis)
    days = (inputs.day("first_due") - inputs.day("start")).days
    return {"days": days, "interest": str(settled(rate.for_days(inputs.money("principal"), days)))}


def monthly_level(inputs: Inputs) -> Result:
    """等额本息 by months."""
    return _months(inputs, loan.Method.MONTHLY_LEVEL)


def monthly_equal_principal(inputs: Inputs) -> Result:
    """等额本金 by months."""
    return _months(inputs, loan.Method.MONTHLY_EQUAL_PRINCIPAL)
