"""Whether a product asks for anything: an account with nothing on it needs no plan."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain.planning.instance import Cycle, Loan, Revolving

EMPTY_CARD = Revolving("h", Decimal("0.0005"), Decimal("0.1"), 2, (Cycle(0, 10, 0),))
EMPTY_LOAN = Loan("j", "fixed", 2, (30,), Decimal("0.0007"), amounts=(0,))


def test_bills_of_nothing_and_a_repaid_loan_ask_for_nothing() -> None:
    assert not EMPTY_CARD.asks
    assert not EMPTY_LOAN.asks


@pytest.mark.parametrize(
    "product",
    [
        replace(EMPTY_CARD, cycles=(Cycle(0, 10, 1),)),
        replace(EMPTY_CARD, cycles=(Cycle(0, 10, 0, fixed=1),)),
        replace(EMPTY_CARD, cycles=(Cycle(0, 10, 0, interest=1),)),
        replace(EMPTY_CARD, pool=1),
        replace(EMPTY_CARD, pending=Decimal("0.5")),
        replace(EMPTY_LOAN, principal=1),
        replace(EMPTY_LOAN, amounts=(1,)),
    ],
)
def test_a_fen_of_anything_is_asked_for(product: Revolving | Loan) -> None:
    assert product.asks
