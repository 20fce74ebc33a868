"""Commands on what a plan is compared with: one undo step each, refused with their field."""

from contextlib import closing
from datetime import date

import pytest

from assistant.domain.draft import AccountDraft, BillDraft
from assistant.domain.money import Money
from assistant.domain.planning.strategies import best_rule
from assistant.domain.planning.what_if import Change, WhatIf
from assistant.domain.snapshot import Changes
from assistant.errors import UserError
from assistant.services.exporters.whole import from_json, to_json
from assistant.services.planning import case_of
from assistant.services.session import Session, open_session
from tests.conftest import NOON, SHANGHAI, FakeClock

LOST = WhatIf("失业", Change.INCOME_LOST, 3)


@pytest.fixture
def owner(session: Session) -> int:
    """A 花呗 account."""
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()))
    return session.queries.snapshot().accounts[0].id


def names(session: Session) -> list[str]:
    return [row.what.name for row in session.queries.what_ifs()]


def test_a_scenario_is_saved_renamed_removed_and_each_is_undone(
    session: Session, owner: int
) -> None:
    dearer = WhatIf("涨息", Change.RATE, 50, account_id=owner)
    assert session.ledger.save_what_if(LOST) is Changes.PLANS
    session.ledger.save_what_if(dearer)
    first, second = session.queries.what_ifs()
    assert (first.what, second.what) == (LOST, dearer)
    assert session.ledger.rename_what_if(first.id, " 没工作 ") is Changes.PLANS
    assert session.ledger.remove_what_if(second.id) is Changes.PLANS
    assert names(session) == ["没工作"]
    session.ledger.undo()
    assert names(session) == ["没工作", "涨息"]
    session.ledger.undo()
    assert names(session) == ["失业", "涨息"]
    session.ledger.undo()
    session.ledger.undo()
    assert names(session) == []
    session.ledger.redo()
    assert session.queries.what_ifs() == (first,)


def test_a_scenario_of_an_account_goes_with_it(session: Session, owner: int) -> None:
    session.ledger.save_what_if(WhatIf("漏还", Change.MISS, 5, account_id=owner))
    session.ledger.remove_account(owner)
    assert names(session) == []
    session.ledger.undo()
    assert names(session) == ["漏还"]


@pytest.mark.parametrize("name", ["", "x" * 41, "已有"])
def test_a_name_that_is_none_is_refused_beside_its_field(session: Session, name: str) -> None:
    session.ledger.save_what_if(LOST)
    session.ledger.save_what_if(WhatIf("已有", Change.EXTRA, 3, 100))
    with pytest.raises(UserError) as refused:
        session.ledger.rename_what_if(session.queries.what_ifs()[0].id, name)
    assert refused.value.field == "what_name"
    assert names(session) == ["失业", "已有"]


def test_a_taken_name_and_a_scenario_that_is_gone_are_refused(session: Session) -> None:
    session.ledger.save_what_if(LOST)
    with pytest.raises(UserError, match=r"scenario\.name_taken"):
        session.ledger.save_what_if(LOST)
    for command in (
        lambda: session.ledger.remove_what_if(9),
        lambda: session.ledger.rename_what_if(9, "x"),
        lambda: session.ledger.save_what_if(WhatIf("x", Change.MISS, 5, account_id=9)),
    ):
        with pytest.raises(UserError, match=r"row\.gone"):
            command()


def test_what_is_kept_clean_first_is_stored_and_undone(session: Session, owner: int) -> None:
    session.ledger.open_account(AccountDraft("jiebei", "借呗", ()))
    other = session.queries.snapshot().accounts[1].id
    assert session.queries.harm_order() == ()
    assert session.ledger.order_harm([other, owner]) is Changes.PLANS
    session.ledger.order_harm([owner, other])
    assert session.queries.harm_order() == (owner, other)
    session.ledger.undo()
    assert session.queries.harm_order() == (other, owner)
    session.ledger.order_harm([])
    assert session.queries.harm_order() == ()
    session.ledger.undo()
    session.ledger.remove_account(other)
    assert session.queries.harm_order() == (owner,)
    with pytest.raises(UserError, match=r"row\.gone"):
        session.ledger.order_harm([owner, other])
    assert session.queries.harm_order() == (owner,)


def test_scenarios_order_and_kept_plan_travel_with_an_export(session: Session, owner: int) -> None:
    session.ledger.record_bill(
        BillDraft(owner, date(2026, 11, 1), date(2026, 11, 10), Money.of(900), Money.of(90))
    )
    session.ledger.save_what_if(WhatIf("涨息", Change.RATE, 50, account_id=owner))
    session.ledger.order_harm([owner])
    case = case_of(session.queries.snapshot(), 6, session.queries.harm_order())
    session.plans.keep(case, best_rule(case.instance), 6)
    text = to_json(session.store.dump(), None)
    other = open_session(None, user_products=None, clock=FakeClock(NOON), zone=SHANGHAI)
    with closing(other):
        other.ledger.import_all(from_json(text))
        assert other.queries.what_ifs() == session.queries.what_ifs()
        assert other.queries.harm_order() == (owner,)
        assert other.plans.load() == session.plans.load()
        kept = other.plans.load()
        assert kept is not None
        assert kept.instance == case.instance
