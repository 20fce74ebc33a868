"""Commands on what a plan is compared with: one undo step each, refused with their field."""

import pytest

from assistant.domain.draft import AccountDraft
from assistant.domain.planning.what_if import Change, WhatIf
from assistant.domain.snapshot import Changes
from assistant.errors import UserError
from assistant.services.session import Session

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
