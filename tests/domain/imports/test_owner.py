"""Whose a row is."""

from typing import Any

from assistant.domain.imports.movement import Flow, Movement, Source
from assistant.domain.imports.owner import account_for
from assistant.domain.snapshot import Snapshot
from tests.domain import facts
from tests.domain.imports.rows import meaning, row


def snapshot(**content: Any) -> Snapshot:
    """花呗, or the accounts of ``content``."""
    return facts.snapshot("2026-11-26 12:00", **content)


def test_a_card_is_found_by_its_number_or_its_bank() -> None:
    cards = snapshot(
        accounts=(
            facts.account(1, "credit_card", lender="招商银行"),
            facts.account(2, "credit_card", lender="中信银行"),
        )
    )

    def owner(found: Movement) -> int | None:
        account = account_for(cards, meaning(found), found)
        return None if account is None else account.id

    assert owner(row(method="招商银行信用卡(4523)")) == 1
    assert owner(row(method="工商银行信用卡(4523)")) is None
    paid = row(Flow.NEUTRAL, party="中信银行", item="信用卡还款", status="还款成功", method="余额")
    assert owner(paid) == 2
    statement = row(
        Flow.IN, item="还款", method="招商银行信用卡", source=Source.CARD, status="", party="x"
    )
    assert owner(statement) == 1


def test_credit_shopping_without_its_own_account_is_huabeis() -> None:
    found = row(method="某银行信用购(原花呗)")
    account = account_for(snapshot(), meaning(found), found)
    assert account is not None
    assert account.product_id == "huabei"


def test_two_accounts_of_a_product_are_not_guessed_between() -> None:
    known = snapshot(accounts=(facts.account(1), facts.account(2)))
    assert account_for(known, meaning(row()), row()) is None
