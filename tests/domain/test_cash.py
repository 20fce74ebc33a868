"""Whether the money is there, earlier promises first."""

from dataclasses import replace

from assistant.domain.cash import Cover, available, fund, left_for
from assistant.domain.dues import obligations
from assistant.domain.money import Money
from tests.domain.facts import account, beijing, bill, day, paying, payment, snapshot

FAR = day("2027-01-01")


def test_money_promised_to_an_earlier_due_is_not_there_for_a_later_one() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        accounts=(account(), account(2)),
        bills=(bill("600"), bill("500", number=2, owner=2, due="2026-11-12")),
        paying_accounts=(paying("1000"),),
    )
    found = fund(seen, obligations(seen, FAR))
    assert found["bill:1:2026-11-01"].cover is Cover.FUNDED
    assert found["bill:2:2026-11-01"].cover is Cover.SHORT
    assert found["bill:2:2026-11-01"].missing == Money.of("100")


def test_a_penalty_has_to_be_there_too() -> None:
    seen = snapshot("2026-11-15 12:00", bills=(bill("500"),), paying_accounts=(paying("500"),))
    found = fund(seen, obligations(seen, FAR))
    assert found["bill:1:2026-11-01"].missing == Money.of("1.25")


def test_an_account_without_a_balance_is_unknown_not_short() -> None:
    seen = snapshot("2026-11-03 12:00", bills=(bill("500"),), paying_accounts=(paying(None),))
    assert fund(seen, obligations(seen, FAR))["bill:1:2026-11-01"].cover is Cover.UNKNOWN


def test_an_older_repayment_recorded_later_was_in_the_balance_already() -> None:
    account_one = paying("1000", at="2026-11-05 12:00")
    late = replace(
        payment("100", "2026-11-04", paying_account_id=1), created_at=beijing("2026-11-06 12:00")
    )
    seen = snapshot("2026-11-08 12:00", payments=(late,), paying_accounts=(account_one,))
    assert available(seen, account_one) == Money.of("1000")


def test_what_was_repaid_after_the_balance_was_read_is_taken_off() -> None:
    account_one = paying("1000", at="2026-11-05 12:00")
    seen = snapshot(
        "2026-11-08 12:00",
        bills=(bill("500"),),
        payments=(
            payment("100", "2026-11-05", number=1, paying_account_id=1),  # before noon
            payment("30", "2026-11-06", number=2, paying_account_id=1),
            payment("7", "2026-11-07", number=3, paying_account_id=None),
        ),
        paying_accounts=(account_one,),
    )
    assert available(seen, account_one) == Money.of("970")


def test_a_deduction_goes_through_the_sources_in_their_order() -> None:
    own = replace(account(), sources=(2, 1))
    facts = {
        "accounts": (own,),
        "bills": (bill("600"),),
        "paying_accounts": (paying("500"), paying("200", number=2)),
    }
    seen = snapshot("2026-11-03 12:00", **facts)
    assert fund(seen, obligations(seen, FAR))["bill:1:2026-11-01"].cover is Cover.FUNDED
    short = snapshot("2026-11-03 12:00", **(facts | {"bills": (bill("800"),)}))
    assert fund(short, obligations(short, FAR))["bill:1:2026-11-01"].missing == Money.of(100)


def test_what_is_there_for_a_due_is_what_earlier_deductions_leave() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        accounts=(account(), account(2)),
        bills=(bill("600"), bill("500", number=2, owner=2, due="2026-11-12")),
        paying_accounts=(paying("1000"),),
    )
    first, second = obligations(seen, FAR)
    assert left_for(seen, (first, second), first) == Money.of(1000)
    assert left_for(seen, (first, second), second) == Money.of(400)
    unknown = replace(seen, paying_accounts=(paying(None),))
    assert left_for(unknown, (first, second), second) is None
