"""What a plan pays month by month."""

from datetime import date

from assistant.domain.planning.instance import Instance
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.outflow import monthly_outflow
from assistant.domain.planning.plan import How, Ledger, Step


def paid(*steps: Step) -> Ledger:
    return Ledger(steps, {}, (), (), 0, 0)


def test_every_month_until_the_last_payment_is_named_and_a_conversion_is_no_payment() -> None:
    case = Case(Instance(200, 0, ()), date(2026, 11, 26), {})
    found = monthly_outflow(
        case,
        paid(
            Step(0, "a", 100, How.EARLY),
            Step(4, "a", 20, How.FULL),
            Step(4, "b", 5, How.MINIMUM),
            Step(10, "b", 900, How.INSTALMENT, 3),
            Step(70, "b", 7, How.PART),
        ),
    )
    assert [(row.month.isoformat(), dict(row.by_product), row.fen) for row in found] == [
        ("2026-11-01", {"a": 120, "b": 5}, 125),
        ("2026-12-01", {}, 0),
        ("2027-01-01", {}, 0),
        ("2027-02-01", {"b": 7}, 7),
    ]
    assert monthly_outflow(case, paid()) == ()
