"""Commands on bills, what they are made of, and instalment plans."""

import pytest

from assistant.domain.account import Bill, ItemKind, PaymentKind, PlanKind
from assistant.domain.draft import (
    AccountDraft,
    BillDraft,
    InstalmentPlanDraft,
    ItemDraft,
    PageDraft,
    PaymentDraft,
    ReadingDraft,
)
from assistant.domain.dues import obligations
from assistant.domain.instalments import FrozenPart
from assistant.domain.money import ZERO, Money
from assistant.domain.plan_parts import plan_rows
from assistant.domain.reconcile import Cause, reconcile
from assistant.domain.standing import State, bill_standing
from assistant.errors import Unconfirmed, UserError
from assistant.services.session import Session
from tests.domain.facts import day

BILL = BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of("500"), Money.of("50"))
ITEM = ItemDraft(
    1, ItemKind.PURCHASE, "外套", Money.of("299"), day("2026-10-20"), day("2026-10-20")
)


def test_a_new_bill_keeps_what_was_expected_of_it_and_explains_the_difference(
    huabei: Session,
) -> None:
    huabei.ledger.add_item(ITEM)
    huabei.ledger.add_item(
        ItemDraft(1, ItemKind.PURCHASE, "书", Money.of("30"), day("2026-10-25"), day("2026-10-25"))
    )
    huabei.ledger.record_bill(BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of("299")))
    seen = huabei.queries.snapshot()
    (estimate,) = seen.estimates
    assert estimate.spending == Money.of("329")
    found = reconcile(seen, seen.bills[0])
    assert found is not None
    assert found.difference == Money.of("-30")
    assert [(row.cause, row.title) for row in found.reasons] == [(Cause.NOT_POSTED, "书")]
    # The lender's newer figure wins; what was expected stays as it was.
    huabei.ledger.record_bill(BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of("329")))
    seen = huabei.queries.snapshot()
    assert seen.estimates == (estimate,)
    again = reconcile(seen, seen.bills[0])
    assert again is not None
    assert again.difference == ZERO


def test_an_item_is_changed_and_removed_step_by_step(huabei: Session) -> None:
    huabei.ledger.add_item(ITEM)
    (item,) = huabei.queries.snapshot().items
    huabei.ledger.edit_item(
        item.id,
        ItemDraft(1, ItemKind.PURCHASE, "大衣", Money.of("399"), day("2026-10-20")),
    )
    (item,) = huabei.queries.snapshot().items
    assert (item.title, item.posted_on) == ("大衣", None)
    huabei.ledger.remove_item(item.id)
    assert huabei.queries.snapshot().items == ()
    huabei.ledger.undo()
    huabei.ledger.undo()
    assert huabei.queries.snapshot().items[0].title == "外套"


def test_a_bill_put_into_instalments_is_settled_and_its_parts_come_back(huabei: Session) -> None:
    huabei.ledger.record_bill(BILL)
    draft = InstalmentPlanDraft(
        *(1, "账单分期", Money.of("500"), 3, Money.of("12.50"), day("2026-12-10")),
        kind=PlanKind.BILL,
        bill_id=1,
    )
    huabei.ledger.add_plan(draft)
    seen = huabei.queries.snapshot()
    assert bill_standing(seen, seen.bills[0]).state is State.SETTLED
    (plan,) = seen.plans
    assert [str(row.payment) for row in plan_rows(seen, plan)] == ["170.82", "170.82", "170.86"]
    with pytest.raises(UserError) as refused:
        huabei.ledger.add_plan(draft)
    assert (refused.value.key, refused.value.field) == ("plan.above_bill", "principal")
    huabei.ledger.undo()
    seen = huabei.queries.snapshot()
    assert bill_standing(seen, seen.bills[0]).remaining == Money.of("500")


def test_a_plan_above_the_limit_asks_first(huabei: Session) -> None:
    draft = InstalmentPlanDraft(1, "电脑", Money.of("6000"), 12, ZERO, day("2026-12-10"))
    with pytest.raises(Unconfirmed):
        huabei.ledger.add_plan(draft)
    huabei.ledger.add_plan(draft, confirmed=True)
    assert len(huabei.queries.snapshot().plans) == 1


def test_a_part_taken_over_is_frozen_until_it_is_let_go(huabei: Session) -> None:
    huabei.ledger.add_plan(
        InstalmentPlanDraft(1, "手机", Money.of("1200"), 3, Money.of("30"), day("2026-12-10"))
    )
    huabei.ledger.freeze_part(1, FrozenPart(2, Money.of("390"), Money.of("11")))
    huabei.ledger.freeze_part(1, FrozenPart(2, Money.of("395"), Money.of("11")))
    seen = huabei.queries.snapshot()
    rows = plan_rows(seen, seen.plans[0])
    assert [(str(row.principal), row.frozen) for row in rows] == [
        ("400.00", False),
        ("395.00", True),
        ("405.00", False),
    ]
    huabei.ledger.thaw_part(1, 2)
    seen = huabei.queries.snapshot()
    assert not any(row.frozen for row in plan_rows(seen, seen.plans[0]))


def test_a_plan_is_settled_once(huabei: Session) -> None:
    huabei.ledger.add_plan(
        InstalmentPlanDraft(1, "手机", Money.of("1200"), 3, Money.of("30"), day("2026-12-10"))
    )
    paid = PaymentDraft(Money.of("1230"), day("2026-11-03"), plan_id=1, kind=PaymentKind.SETTLEMENT)
    huabei.ledger.settle_plan(1, paid)
    seen = huabei.queries.snapshot()
    assert plan_rows(seen, seen.plans[0]) == ()
    with pytest.raises(UserError, match=r"plan\.settled_already"):
        huabei.ledger.settle_plan(1, paid)
    huabei.ledger.remove_plan(1)
    assert huabei.queries.snapshot().plans == ()


def test_the_monthly_sheet_is_one_step_or_nothing(huabei: Session) -> None:
    huabei.ledger.open_account(AccountDraft("credit_card", "卡", ()))
    card = BillDraft(2, day("2026-10-05"), day("2026-10-25"), Money.of("90"))
    pages = {
        1: PageDraft(bill=BILL, reading=ReadingDraft(1, day("2026-11-03"), Money.of("20"))),
        2: PageDraft(bill=card),
    }
    huabei.ledger.record_sheet(pages, {1: Money.of("1000")})
    seen = huabei.queries.snapshot()
    assert (len(seen.bills), len(seen.readings)) == (2, 1)
    assert seen.paying_accounts[0].balance == Money.of("1000")
    huabei.ledger.undo()
    seen = huabei.queries.snapshot()
    assert (seen.bills, seen.readings, seen.paying_accounts[0].balance) == (
        *((), ()),
        Money.of("800"),
    )
    too_much = {1: PageDraft(bill=BillDraft(1, BILL.bill_date, BILL.due_date, Money.of("6000")))}
    with pytest.raises(Unconfirmed):
        huabei.ledger.record_sheet({2: PageDraft(bill=card)} | too_much, {})
    assert huabei.queries.snapshot().bills == ()


def retyped(session: Session, amount: str, *, confirmed: bool = False) -> Bill:
    """The bill of 1,000, of which 400 were repaid, typed again as the page shows it now."""
    draft = BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of(amount), Money.of(60))
    session.ledger.record_bill(draft, confirmed=confirmed)
    (bill,) = session.queries.snapshot().bills
    return bill


@pytest.fixture
def repaid(huabei: Session) -> Session:
    """花呗 with a bill of 1,000, minimum 100, and a repayment of 400."""
    draft = BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of(1000), Money.of(100))
    huabei.ledger.record_bill(draft)
    (due,) = obligations(huabei.queries.snapshot(), day("2026-12-31"))
    huabei.ledger.pay(due, PaymentDraft(Money.of(400), day("2026-11-03")))
    return huabei


def test_a_page_that_shows_what_is_left_after_a_repayment_is_no_smaller_bill(
    repaid: Session,
) -> None:
    bill = retyped(repaid, "600")
    assert (bill.amount, bill.minimum) == (Money.of(1000), Money.of(100))
    assert bill_standing(repaid.queries.snapshot(), bill).remaining == Money.of(600)


def test_another_sum_typed_over_a_repaid_bill_is_asked_about_and_a_higher_one_is_not(
    repaid: Session,
) -> None:
    with pytest.raises(Unconfirmed) as asked:
        retyped(repaid, "650")
    assert asked.value.params == {
        "account": "花呗",
        "amount": Money.of(650),
        "paid": Money.of(400),
        "left": Money.of(250),
        "whole": Money.of(1050),
    }
    assert retyped(repaid, "650", confirmed=True).amount == Money.of(650)
    assert retyped(repaid, "1010").amount == Money.of(1010)


def test_a_bill_is_typed_when_its_day_has_come(huabei: Session) -> None:
    ahead = BillDraft(1, day("2026-12-01"), day("2026-12-10"), Money.of(500))
    with pytest.raises(UserError) as refused:
        huabei.ledger.record_bill(ahead)
    assert (refused.value.key, refused.value.field) == ("bill.not_out", "bill_date")
    huabei.ledger.record_bill(BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of(5)))
    (bill,) = huabei.queries.snapshot().bills
    with pytest.raises(UserError, match=r"bill\.not_out"):
        huabei.ledger.edit_bill(bill.id, ahead)
