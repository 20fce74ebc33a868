"""「花呗晚 k 天」 replayed: figures by hand, and a link takes away exactly what is attributed to it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.account import Account
from assistant.domain.cashflow import Repeat
from assistant.domain.counterfactual import Charge, Counterfactual, Movement, counterfactual, replay
from assistant.domain.late_outlook import late_day, open_dues
from assistant.domain.linkage import Link, links_of
from assistant.domain.money import ZERO, Money
from assistant.domain.snapshot import Snapshot
from assistant.services.record_rules import load_link_rules
from tests.domain.facts import account, bill, day, expense, income, paying, snapshot

LINKS = load_link_rules()


def world(balance: str = "3000", second: str = "2500", **more) -> Snapshot:
    """花呗 3,000 due on the 10th and 白条 due on the 20th, both from one pot."""
    accounts = (account(1), account(2, "baitiao"))
    bills = (
        bill("3000"),
        bill(second, number=2, owner=2, on="2026-11-02", due="2026-11-20"),
    )
    return snapshot(
        "2026-11-03 12:00",
        **({"accounts": accounts, "bills": bills, "paying_accounts": (paying(balance),)} | more),
    )


def late(
    facts: Snapshot, days: int = 10, flows: tuple[Movement, ...] = (), drop: str = ""
) -> Counterfactual:
    """花呗 so many days late, the links of a rule taken away."""
    due = open_dues(facts, facts.accounts[0])[0]
    found = [link for link in _links(facts, facts.accounts[0]) if link.rule.id != drop]
    return counterfactual(facts, due, late_day(facts, due, days), found, flows)


def _links(facts: Snapshot, owner: Account) -> tuple[Link, ...]:
    return links_of(facts, owner, LINKS)


def test_what_is_paid_late_from_the_shared_pot_is_missing_elsewhere() -> None:
    # On the 20th 花呗 takes 3,000 and its 15.00 of penalty first: nothing is left for 白条.
    found = late(world())
    (row,) = found.failures
    assert found.paid.total == Money.of("3015")
    assert (row.on_time, row.late, row.unlinked) == (
        Money.of("2500"),
        Money.of("2500"),
        ZERO,
    )
    assert found.caused == {("cash.shared", 1, 2): Money.of("2500")}
    assert (found.late_total, found.unlinked_total) == (Money.of("2500"), ZERO)


def test_the_penalty_alone_can_make_another_due_fail() -> None:
    # 5,500 are enough on time; ten days late 15.00 are missing.
    found = late(world("5500"))
    (row,) = found.failures
    assert (row.on_time, row.late, row.unlinked) == (ZERO, Money.of("15"), ZERO)


def test_without_the_link_the_amount_is_gone() -> None:
    found = late(world(), drop="cash.shared")
    assert found.failures == () or found.late_total == ZERO
    assert found.caused == {}


def test_money_that_comes_in_time_makes_it_good() -> None:
    salary = Movement(day("2026-11-15"), Money.of("2515"), 1)
    assert late(world(), flows=(salary,)).late_total == ZERO
    rent = Movement(day("2026-11-16"), Money.of("-400"), 1)
    assert late(world(), flows=(salary, rent)).late_total == Money.of("400")
    # What goes takes no more than there is; an unknown pot moves nothing.
    huge = Movement(day("2026-11-04"), Money.of("-99999"), 1)
    other = Movement(day("2026-11-04"), Money.of("500"), 7)
    assert late(world(), flows=(huge, other)).late_total == Money.of("2500")


def test_the_users_own_incomes_and_expenses_count() -> None:
    salary = income("2515", "2026-11-15", Repeat.ONCE, paying_account_id=1)
    assert late(world(cash_items=(salary,))).late_total == ZERO
    rent = expense("400", "2026-11-16", Repeat.ONCE, paying_account_id=1)
    assert late(world(cash_items=(salary, rent))).late_total == Money.of("400")
    lost = income("2515", "2026-11-15", Repeat.ONCE)
    nowhere = world(cash_items=(lost,), paying_accounts=())
    assert late(nowhere).failures == ()


def test_a_blocked_limit_lends_nothing_while_the_due_is_late() -> None:
    # 2,000 were to be drawn from 借呗 on the 18th for 白条, which has a pot of its own.
    accounts = (account(1), replace(account(2, "baitiao"), sources=(2,)), account(3, "jiebei"))
    facts = world(accounts=accounts, paying_accounts=(paying("3000"), paying("500", number=2)))
    draw = Movement(day("2026-11-18"), Money.of("2000"), 2, drawn_from=3)
    found = late(facts, flows=(draw,))
    assert found.caused == {
        ("cash.shared", 1, 3): ZERO,
        ("platform.block", 1, 3): Money.of("2000"),
    }
    (row,) = found.failures
    assert (row.on_time, row.late, row.unlinked) == (ZERO, Money.of("2000"), ZERO)
    # Once 花呗 is paid the limit lends again.
    assert late(facts, days=7, flows=(draw,)).late_total == ZERO


def test_a_due_without_a_known_balance_is_said_to_be_unknown() -> None:
    facts = world(paying_accounts=(paying(None),))
    found = late(facts)
    assert found.failures == ()
    assert [due.account_id for due in found.unknown] == [2]


def test_a_switched_off_link_counts_as_taken_away() -> None:
    facts = world()
    due = open_dues(facts, facts.accounts[0])[0]
    links = links_of(facts, facts.accounts[0], LINKS, off={("cash.shared", 1, 2)})
    assert counterfactual(facts, due, late_day(facts, due, 10), links).late_total == ZERO


def test_what_failed_is_tried_again_and_takes_what_comes() -> None:
    charges = [
        Charge("a", 1, day("2026-11-10"), day("2026-11-10"), Money(100), (1,)),
        Charge("b", 2, day("2026-11-12"), day("2026-11-12"), Money(100), (8, 1)),
        Charge("c", 3, day("2026-11-12"), day("2026-11-12"), Money(100), (9,)),
    ]
    flows = [Movement(day("2026-11-11"), Money(120), 1)]
    found = replay({1: Money(30)}, charges, flows, (day("2026-11-03"), day("2026-11-13")))
    # 30 on the 10th, 70 of the 120 on the 11th, 50 are left for b.
    assert found == {"a": Money(70), "b": Money(50)}


@settings(max_examples=60)
@given(
    balances=st.lists(st.integers(0, 600_000), min_size=2, max_size=2),
    amounts=st.lists(st.integers(1, 400_000), min_size=3, max_size=3),
    days=st.integers(1, 45),
    flows=st.lists(
        st.tuples(
            st.integers(0, 60),
            st.integers(-200_000, 300_000),
            st.integers(1, 2),
            st.sampled_from([None, 2, 3, 4]),
        ),
        max_size=6,
    ),
)
def test_removing_a_link_removes_exactly_what_is_attributed_to_it(
    balances: list[int], amounts: list[int], days: int, flows: list
) -> None:
    accounts = tuple(
        replace(account(number, product), sources=sources)
        for number, product, sources in (
            (1, "huabei", (1,)),
            (2, "baitiao", (1,)),
            (3, "jiebei", (2, 1)),
            (4, "beiyongjin", (2,)),
        )
    )
    bills = tuple(
        bill(str(Money(amount)), number=number, owner=number, on="2026-11-01", due=due)
        for number, amount, due in zip(
            (1, 2, 3), amounts, ("2026-11-10", "2026-11-20", "2026-11-25"), strict=True
        )
        if number != 3
    )
    facts = snapshot(
        "2026-11-03 12:00",
        accounts=accounts,
        bills=bills,
        paying_accounts=tuple(
            paying(str(Money(balance)), number=number) for number, balance in enumerate(balances, 1)
        ),
    )
    made = tuple(
        Movement(
            day("2026-11-03").replace(month=11 + (2 + at) // 30, day=(2 + at) % 30 + 1),
            Money(much),
            pot,
            drawn,
        )
        for at, much, pot, drawn in flows
        if at < 50
    )
    due = open_dues(facts, accounts[0])[0]
    paid = late_day(facts, due, days)
    links = _links(facts, accounts[0])
    full = counterfactual(facts, due, paid, links, made)
    for link in links:
        without = counterfactual(facts, due, paid, [row for row in links if row is not link], made)
        gone = full.late_total - without.late_total
        assert gone == full.caused.get(link.key, ZERO)
    bare = counterfactual(facts, due, paid, (), made)
    assert bare.late_total == full.unlinked_total
    assert bare.caused == {}
