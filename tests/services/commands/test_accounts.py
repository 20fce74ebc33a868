"""Commands on accounts: terms with a history, order, archive."""

import pytest

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft
from assistant.domain.money import Money
from assistant.domain.reserve import EntryKind, ReserveDraft, earmarks
from assistant.domain.snapshot import Changes
from assistant.errors import Unconfirmed, UserError
from assistant.services.session import Session
from tests.conftest import FakeClock
from tests.domain.facts import day


def test_a_default_with_a_last_day_stays_the_products_also_when_the_form_showed_it(
    huabei: Session, clock: FakeClock
) -> None:
    shown = (DatedTerm("subsidy", "1%"), DatedTerm("min_ratio", "5%"))
    huabei.ledger.edit_account(1, AccountDraft("huabei", "花呗", shown))
    seen = huabei.queries.snapshot()
    assert "subsidy" not in {term.key for term in seen.account(1).terms}
    assert seen.terms_of(seen.account(1)).subsidy
    clock.move(days=90)
    later = huabei.queries.snapshot()
    assert later.terms_of(later.account(1)).subsidy == 0
    assert str(later.terms_of(later.account(1)).min_ratio) == "0.05"


def test_a_new_pair_of_days_keeps_the_history_and_editing_changes_the_newest(
    huabei: Session,
) -> None:
    pair = [
        DatedTerm("bill_day", "5", day("2026-10-01")),
        DatedTerm("due_day", "15", day("2026-10-01")),
    ]
    huabei.ledger.change_terms(1, pair)
    seen = huabei.queries.snapshot()
    own = seen.account(1)
    assert seen.terms_of(own, day("2026-09-30")).bill_day == 1
    assert seen.terms_of(own).bill_day == 5
    huabei.ledger.edit_account(1, AccountDraft("huabei", "花呗", (DatedTerm("bill_day", "10"),)))
    seen = huabei.queries.snapshot()
    own = seen.account(1)
    assert seen.terms_of(own, day("2026-09-30")).bill_day == 1
    assert seen.terms_of(own).bill_day == 10
    huabei.ledger.change_terms(1, [DatedTerm("bill_day", "", day("2026-10-01"))])
    seen = huabei.queries.snapshot()
    assert seen.terms_of(seen.account(1)).bill_day == 1


def test_a_term_that_is_none_is_refused_and_nothing_is_stored(huabei: Session) -> None:
    before = huabei.queries.snapshot().accounts
    with pytest.raises(UserError, match="bill_day"):
        huabei.ledger.change_terms(1, [DatedTerm("bill_day", "40", day("2026-10-01"))])
    assert huabei.queries.snapshot().accounts == before


def test_accounts_stand_in_the_order_the_user_gives(huabei: Session) -> None:
    huabei.ledger.open_account(AccountDraft("jiebei", "借呗", ()))
    assert huabei.ledger.arrange_accounts([2, 1]) is Changes.ACCOUNTS
    assert [row.id for row in huabei.queries.snapshot().accounts] == [2, 1]


def test_an_account_that_still_owes_is_archived_only_when_meant(huabei: Session) -> None:
    bill = BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of("500"))
    huabei.ledger.record_bill(bill)
    with pytest.raises(Unconfirmed) as asked:
        huabei.ledger.archive_account(1)
    assert asked.value.params == {"left": Money.of("500")}
    huabei.ledger.archive_account(1, confirmed=True)
    seen = huabei.queries.snapshot()
    assert (seen.accounts, [row.id for row in seen.archived]) == ((), [1])
    assert len(seen.bills_of(1)) == 1
    huabei.ledger.restore_account(1)
    assert [row.id for row in huabei.queries.snapshot().accounts] == [1]


def test_an_account_without_debts_is_archived_at_once(huabei: Session) -> None:
    huabei.ledger.archive_account(1)
    assert huabei.queries.snapshot().accounts == ()


def test_what_was_promised_to_an_account_that_is_put_away_is_promised_to_none(
    huabei: Session,
) -> None:
    put_in = ReserveDraft(EntryKind.DEPOSIT, day("2026-11-03"), Money.of(900), 1)
    huabei.ledger.put_into_reserve(put_in)
    huabei.ledger.archive_account(1)
    assert earmarks(huabei.queries.snapshot().reserve) == {1: Money.of(0), None: Money.of(900)}
    huabei.ledger.undo()
    assert earmarks(huabei.queries.snapshot().reserve) == {1: Money.of(900), None: Money.of(0)}
