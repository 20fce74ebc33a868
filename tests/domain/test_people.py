"""Several people's accounts side by side."""

from dataclasses import replace
from decimal import Decimal

from assistant.domain.money import ZERO, Money
from assistant.domain.overview import overview
from assistant.domain.people import people
from tests.domain.facts import account, bill, loan, snapshot


def test_each_owner_has_sums_of_his_own() -> None:
    mine = account(limit="5000")
    hers = replace(account(2, "jiebei", limit="0"), owner="妈妈")
    seen = snapshot(
        "2026-11-12 12:00",
        accounts=(mine, hers),
        bills=(bill("1000", "100"),),
        loans=(replace(loan(start="2026-10-20", first_due="2026-11-20"), account_id=2),),
    )
    me, her = people(seen, overview(seen))
    assert (me.name, me.accounts, her.name, her.accounts) == ("", 1, "妈妈", 1)
    assert (me.owed, me.overdue, her.owed, her.overdue) == (
        *(Money.of(1000), Money.of(1000)),
        *(Money.of(10000), ZERO),
    )
    assert (me.utilisation, her.utilisation) == (Decimal("0.2000"), None)
    assert me.next_due is not None
    assert her.next_due is not None
    assert her.next_due.account_id == 2
    assert her.coming > ZERO


def test_somebody_without_dues_has_no_next_one() -> None:
    seen = snapshot("2026-11-12 12:00")
    (me,) = people(seen, overview(seen))
    assert (me.next_due, me.coming) == (None, ZERO)
