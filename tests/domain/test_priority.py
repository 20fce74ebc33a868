"""先还哪个: the article's rule."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.dues import obligations
from assistant.domain.money import ZERO, Money, total
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.strategies import Hold, Strategy, Variant, follow
from assistant.domain.priority import Claim, Reason, article_order, claims_of, prioritise
from tests.domain import instances
from tests.domain.facts import account, bill, day, loan, snapshot


def claim(key: str, least: int, amount: int, rate: str, harm: tuple[int, int] = (2, 0)) -> Claim:
    """A claim in whole yuan, due on 10 November."""
    return Claim(
        key, 1, day("2026-11-10"), Money(least * 100), Money(amount * 100), Decimal(rate), harm
    )


def paid(claims: list[Claim], yuan: int) -> dict[str, int]:
    """What each claim gets, in yuan."""
    return {row.claim.key: row.paid.fen // 100 for row in prioritise(claims, Money(yuan * 100))}


def test_good_standing_for_all_comes_before_the_dearest() -> None:
    claims = [claim("dear", 100, 1000, "0.0006"), claim("cheap", 200, 200, "0.0003")]
    assert paid(claims, 300) == {"dear": 100, "cheap": 200}
    assert paid(claims, 700) == {"dear": 500, "cheap": 200}


def test_what_is_left_goes_to_the_highest_rate_then_to_the_weightiest() -> None:
    claims = [
        claim("small", 0, 500, "0.0005", (2, 100)),
        claim("hidden", 0, 500, "0.0005", (0, 900)),
        claim("big", 0, 500, "0.0005", (2, 900)),
        claim("dear", 0, 100, "0.0006", (0, 0)),
    ]
    assert [row.key for row in sorted(claims, key=article_order)] == [
        "dear",
        "big",
        "small",
        "hidden",
    ]
    assert paid(claims, 700) == {"dear": 100, "big": 500, "small": 100, "hidden": 0}


def test_half_a_minimum_keeps_nothing_in_good_standing() -> None:
    claims = [claim("dear", 500, 900, "0.0006"), claim("cheap", 200, 200, "0.0003")]
    shares = {row.claim.key: row for row in prioritise(claims, Money.of("300"))}
    assert shares["cheap"].reason is Reason.ALL
    assert (shares["dear"].paid, shares["dear"].reason) == (Money.of("100"), Reason.DEAREST)
    assert not shares["dear"].in_good_standing


def test_each_share_says_why() -> None:
    claims = [claim("a", 100, 900, "0.0006"), claim("b", 200, 900, "0.0003")]
    assert [row.reason for row in prioritise(claims, Money.of("300"))] == [Reason.STANDING] * 2
    assert [row.reason for row in prioritise(claims, ZERO)] == [Reason.NOTHING] * 2
    assert [row.reason for row in prioritise(claims, Money.of("-5"))] == [Reason.NOTHING] * 2


def test_claims_take_rate_and_harm_from_the_accounts() -> None:
    facts = snapshot(
        "2026-11-12 12:00",
        accounts=(account(1, limit="8000"), account(2, "jiebei"), account(3, "custom_bill")),
        bills=(
            bill("1000", "100"),
            bill("500", number=2, owner=3, on="2026-11-08", due="2026-11-20"),
        ),
        loans=(loan(start="2026-10-15", first_due="2026-11-15"),),
    )
    loans = tuple(row for row in facts.loans)
    assert loans[0].account_id == 1
    dues = obligations(facts, day("2026-11-30"))
    found = {row.key: row for row in claims_of(facts, dues)}
    late = found["bill:1:2026-11-01"]
    assert late.daily_rate == Decimal("0.0005")
    assert (
        late.least == late.amount == Money.of("1001")
    )  # overdue: all of it, with two days' penalty
    assert late.harm == (2, 800000)
    assert found["bill:3:2026-11-08"].harm[0] == 1


def test_what_is_overdue_comes_first_with_the_minimum_that_cures_it() -> None:
    facts = snapshot(
        "2026-11-01 12:00",
        accounts=(account(1, "credit_card"), account(2)),
        bills=(
            bill("3000", "300", on="2026-10-05", due="2026-10-25"),
            bill("3000", "300", number=2, owner=2),
        ),
    )
    found = claims_of(facts, obligations(facts, day("2026-11-10")))
    late = next(row for row in found if row.key == "bill:1:2026-10-05")
    # The card bears its interest on the whole bill; 300 of the 3,000 end its being overdue.
    assert (late.daily_rate, late.least, late.overdue) == (
        Decimal("0.0005"),
        Money.of("300"),
        True,
    )
    for cash in ("3000", "400"):
        shares = prioritise(found, Money.of(cash))
        assert shares[0].claim == late
        assert shares[0].in_good_standing


def test_beyond_the_least_the_dearest_comes_before_what_was_overdue() -> None:
    late = replace(claim("late", 300, 3000, "0.0004"), overdue=True)
    assert paid([late, claim("dear", 100, 3000, "0.0006")], 1000) == {"late": 300, "dear": 700}


def test_a_loan_term_costs_its_penalty_rate() -> None:
    facts = snapshot("2026-02-10 12:00", accounts=(account(1, "jiebei"),), loans=(loan(),))
    (found,) = claims_of(facts, obligations(facts, day("2026-02-28")))
    assert found.daily_rate == Decimal("0.000600")
    assert found.least == found.amount == Money.of("900.41")


CLAIMS = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 9), st.integers(0, 2)),
    min_size=1,
    max_size=8,
)


@given(rows=CLAIMS, cash=st.integers(0, 5000))
def test_the_rule_never_overspends_and_leaves_nobody_late_without_need(
    rows: list[tuple[int, int, int, int]], cash: int
) -> None:
    claims = [
        claim(str(number), least, least + more, f"0.000{rate}", (harm, 0))
        for number, (least, more, rate, harm) in enumerate(rows)
    ]
    shares = prioritise(claims, Money(cash * 100))
    spent = total(row.paid for row in shares)
    assert spent == min(Money(cash * 100), total(row.amount for row in claims))
    assert all(ZERO <= row.paid <= row.claim.amount for row in shares)
    if cash >= sum(least for least, *_ in rows):
        assert all(row.in_good_standing for row in shares)


def test_the_plans_strategy_follows_the_same_rule() -> None:
    """Of equal rates the product whose lapse harms most is repaid first, of unequal ones the dearest."""
    light = replace(instances.loan("light", "bullet", 100_000, "0.0005", (60,)), harm=1)
    heavy = replace(light, id="heavy", harm=3)
    dear = instances.loan("dear", "bullet", 50_000, "0.0006", (60,), harm=1)
    instance = Instance(60, 120_000, (light, heavy, dear), incomes=((59, 200_000),))
    ledger = follow(instance, Variant(Strategy.ARTICLE, Hold.NOTHING))
    assert [(step.product, step.fen) for step in ledger.steps[:2]] == [
        ("dear", 50_000),
        ("heavy", 70_000),
    ]


def test_what_is_left_lowers_what_is_late_before_a_term_of_next_month() -> None:
    late = replace(claim("late", 500, 500, "0.0005"), overdue=True)
    term = claim("term", 280, 280, "0.0006")
    first, second = prioritise([late, term], Money(115))
    assert (first.claim.key, first.paid, second.paid) == ("late", Money(115), ZERO)
