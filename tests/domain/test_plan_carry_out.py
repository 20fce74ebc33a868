"""Many dues that each lack a 分 are all mended, however long the plan is."""

from decimal import Decimal

from assistant.domain.planning.carry_out import carry_out
from assistant.domain.planning.instance import Instance, Loan
from assistant.domain.planning.model import Wish, const

MONTHS = 90


def test_a_fen_that_each_of_ninety_dues_lacks_is_taken_from_what_was_paid_early_before_it() -> None:
    days = tuple(30 * month + 10 for month in range(MONTHS))
    rent = Loan(*("rent", "fixed", 3, days, Decimal(0)), amounts=(10_000,) * MONTHS, prepay=False)
    debt = Loan(
        *("debt", "bullet", 3, (30 * MONTHS,), Decimal(0)),
        principal=1_000_000,
        shares=(Decimal(0),),
    )
    incomes = tuple((30 * month, 10_500) for month in range(1, MONTHS))
    instance = Instance(30 * MONTHS - 1, 10_500, (rent, debt), incomes=incomes)
    early = [Wish(30 * month, 1, const(5.01), const(1.0), due=False) for month in range(MONTHS)]
    dues = [Wish(day, 0, const(100.0), const(0.0), due=True) for day in days]
    ledger = carry_out(instance, [*early, *dues], [])
    assert not ledger.harm
    taken = sum(step.fen for step in ledger.steps if step.product == "debt")
    assert taken == 500 * MONTHS
