"""What the accounts bring into an estate."""

from assistant.domain.estate_case import Debt, EstateCase
from assistant.domain.estate_debts import with_accounts
from assistant.domain.money import Money
from tests.domain.facts import account, bill, day, snapshot

SEEN = snapshot(
    "2026-11-03 12:00",
    accounts=(account(lender="重庆蚂蚁消费金融"), account(2), account(3)),
    bills=(bill("600"), bill("500", number=2, owner=2)),
)


def test_each_account_that_owes_brings_its_debt_with_its_lender_once() -> None:
    case = with_accounts(EstateCase(day("2026-03-01")), SEEN)
    assert [(debt.name, debt.amount) for debt in case.debts] == [
        ("huabei1", Money.of(600)),
        ("huabei2", Money.of(500)),
    ]
    assert case.debts[0].lender == "重庆蚂蚁消费金融"
    assert with_accounts(case, SEEN) == case


def test_a_debt_that_is_there_by_name_stays_as_it_was_told() -> None:
    told = Debt("huabei1", Money.of(555))
    case = with_accounts(EstateCase(day("2026-03-01"), debts=(told,)), SEEN)
    assert case.debts[0] == told
    assert [debt.name for debt in case.debts] == ["huabei1", "huabei2"]
