"""The worked estates of law.md 7.2 to the fen, its edge cases 7.3, and the laws of every estate."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.estate import settle
from assistant.domain.estate_case import (
    Answer,
    Asset,
    AssetKind,
    Basis,
    CommunityRest,
    Cost,
    Debt,
    DebtKind,
    EstateCase,
    Taker,
    TakerKind,
)
from assistant.domain.estate_result import LateShare, Settlement, late_claim
from assistant.domain.money import ZERO, Money, total

DEATH = date(2026, 3, 1)


def yuan(text: str) -> Money:
    return Money.of(text.replace(",", ""))


def asset(name: str, value: str, kind: str = "separate") -> Asset:
    return Asset(name, yuan(value), AssetKind(kind))


def debt(name: str, amount: str, kind: str = "ordinary", **more: Any) -> Debt:
    return Debt(name, yuan(amount), DebtKind(kind), **more)


def case(**parts: Any) -> EstateCase:
    return EstateCase(DEATH, **parts)


def paid(found: Settlement) -> dict[str, str]:
    return {row.debt.name: str(row.paid) for row in found.creditors}


def unpaid(found: Settlement) -> dict[str, str]:
    return {row.debt.name: str(row.unpaid) for row in found.creditors}


def net(found: Settlement) -> dict[str, str]:
    return {row.taker.name: str(row.net) for row in found.takers}


def rules(found: Settlement) -> list[str]:
    return [step.rule for step in found.steps]


def test_example_1_too_little_for_ordinary_debts_which_share_it() -> None:
    found = settle(
        case(
            assets=(
                asset("存款", "38642.17"),
                asset("余额宝", "1215.60"),
                asset("手机", "1800.00"),
            ),
            costs=(Cost("丧葬", yuan("12000.00")),),
            debts=(
                debt("花呗", "18763.45"),
                debt("借呗", "46210.88"),
                debt("朋友", "20000.00"),
            ),
            takers=(Taker("女儿"),),
        )
    )
    assert paid(found) == {"花呗": "6548.82", "借呗": "16128.54", "朋友": "6980.41"}
    assert unpaid(found) == {"花呗": "12214.63", "借呗": "30082.34", "朋友": "13019.59"}
    assert found.unpaid == yuan("55316.56")
    assert net(found) == {"女儿": "0.00"}
    assert not found.solvent


def test_example_2_spouse_and_daughter_inherit_and_the_son_renounces() -> None:
    found = settle(
        case(
            spouse=True,
            assets=(
                asset("共同财产", "652480.36", "community"),
                asset("个人财产", "18300.00"),
            ),
            debts=(
                debt("借呗", "86420.50", "community"),
                debt("税", "2187.44", "tax"),
                debt("花呗", "15320.40"),
                debt("信用卡", "41905.02"),
            ),
            costs=(Cost("费用", yuan("31250.00")),),
            takers=(
                Taker("配偶"),
                Taker("女儿"),
                Taker("儿子", answer=Answer.RENOUNCED, reserve=yuan("500")),
            ),
        )
    )
    assert found.spouse_half == yuan("283029.93")
    assert net(found) == {"配偶": "105333.54", "女儿": "105333.53", "儿子": "0.00"}
    assert [str(row.gross) for row in found.takers] == ["135039.97", "135039.96", "0.00"]
    assert [str(row.bears) for row in found.takers] == ["29706.43", "29706.43", "0.00"]
    assert found.solvent
    assert found.unpaid == found.spouse_owes == ZERO
    assert "renounce" in rules(found)


def insolvent_with_collateral(reserve: str) -> Settlement:
    child = Taker("孩子", reserve=yuan(reserve), unable_to_work=True, no_income=True)
    return settle(
        case(
            assets=(asset("车", "68000.00"), asset("现金", "54320.66")),
            debts=(
                debt("借呗", "37905.14", fee=yuan("120.00"), interest=yuan("2785.14")),
                debt("花呗", "9418.27"),
                debt("车贷", "81350.00", secured_by="车"),
                debt("税", "2450.30", "tax"),
            ),
            costs=(Cost("费用", yuan("9860.00")),),
            takers=(child,),
        )
    )


def test_example_3_collateral_first_the_child_keeps_the_necessary_share() -> None:
    found = insolvent_with_collateral("30000.00")
    jiebei, huabei, car, tax = found.creditors
    assert (str(jiebei.estate), str(huabei.estate)) == ("7503.36", "1864.36")
    assert (str(car.collateral), str(car.estate)) == ("68000.00", "2642.64")
    assert [str(part) for part in (jiebei.fee, jiebei.interest, jiebei.principal)] == [
        *("120.00", "2785.14", "4598.22")
    ]
    assert [str(row.unpaid) for row in (jiebei, huabei, car)] == [
        *("30401.78", "7553.91", "10707.36")
    ]
    assert found.unpaid == yuan("48663.05")
    assert tax.unpaid == ZERO
    assert net(found) == {"孩子": "30000.00"}


def test_example_3_without_a_necessary_share_the_creditors_get_it() -> None:
    found = insolvent_with_collateral("0")
    assert [str(row.estate) for row in found.creditors[:3]] == [*("26245.58", "6521.22", "9243.56")]
    assert net(found) == {"孩子": "0.00"}


def cascade() -> Settlement:
    return settle(
        case(
            assets=(asset("遗产", "195000.00"),),
            debts=(debt("债务", "112345.67"),),
            takers=(
                Taker("A"),
                Taker("B"),
                Taker("C", TakerKind.WILL, amount=yuan("90000")),
                Taker("D", TakerKind.LEGATEE, amount=yuan("45000"), answer=Answer.ACCEPTED),
            ),
        )
    )


def test_example_4_heirs_by_statute_bear_first_then_will_and_legacy_in_proportion() -> None:
    found = cascade()
    assert [str(row.bears) for row in found.takers] == [
        *("30000.00", "30000.00", "34897.11", "17448.56")
    ]
    assert net(found) == {"A": "0.00", "B": "0.00", "C": "55102.89", "D": "27551.44"}
    assert total(row.net for row in found.takers) == yuan("82654.33")


def test_example_4_a_creditor_who_comes_late_is_paid_from_what_is_still_held() -> None:
    rows, left = late_claim(cascade(), yuan("20000"))
    assert [str(row.pays) for row in rows] == ["0.00", "0.00", "13333.33", "6666.67"]
    assert [str(row.keeps) for row in rows] == ["0.00", "0.00", "41769.56", "20884.77"]
    assert left == ZERO


def test_a_late_creditor_never_gets_more_than_what_is_held() -> None:
    rows, left = late_claim(cascade(), yuan("100000"))
    assert total(row.pays for row in rows) == yuan("82654.33")
    assert left == yuan("100000") - yuan("82654.33")
    assert isinstance(rows[0], LateShare)


# Edge cases of law.md 7.3 ------------------------------------------------------------------------


def test_no_assets_pay_nothing_and_nobody_owes() -> None:
    found = settle(case(debts=(debt("花呗", "0.01"),), takers=(Taker("A"),)))
    assert unpaid(found) == {"花呗": "0.01"}
    assert net(found) == {"A": "0.00"}


def test_no_debts_leave_everything_to_one_heir() -> None:
    found = settle(case(assets=(asset("钱", "0.03"),), takers=(Taker("A"),)))
    assert net(found) == {"A": "0.03"}
    assert found.solvent
    assert rules(found) == ["regime", "estate", "burden", "remainder"]


def test_a_debt_of_one_fen_is_paid_in_full() -> None:
    found = settle(
        case(
            assets=(asset("钱", "1"),),
            debts=(debt("花呗", "0.01"),),
            takers=(Taker("A"), Taker("B")),
        )
    )
    assert net(found) == {"A": "0.49", "B": "0.50"}
    assert found.solvent


def test_all_renounce_the_debts_are_still_paid_from_the_estate() -> None:
    found = settle(
        case(
            assets=(asset("钱", "100"),),
            debts=(debt("花呗", "30"),),
            takers=(Taker("A", answer=Answer.RENOUNCED), Taker("B", TakerKind.LEGATEE)),
        )
    )
    assert paid(found) == {"花呗": "30.00"}
    assert net(found) == {"A": "0.00", "B": "0.00"}
    assert found.unclaimed == yuan("70")
    assert rules(found)[-1] == "administrator"


def test_the_second_order_inherits_where_the_first_renounces() -> None:
    takers = (Taker("子", answer=Answer.RENOUNCED), Taker("姐", order=2), Taker("弟", order=2))
    found = settle(case(assets=(asset("钱", "100"),), takers=takers))
    assert net(found) == {"子": "0.00", "姐": "50.00", "弟": "50.00"}


def test_death_before_2021_is_under_the_old_law() -> None:
    assert EstateCase(date(2020, 12, 31)).under_old_law
    assert not EstateCase(date(2021, 1, 1)).under_old_law


def test_a_will_of_the_whole_estate_bears_all_in_proportion() -> None:
    takers = (
        Taker("子"),
        Taker("C", TakerKind.WILL, share=Decimal("0.75")),
        Taker("D", TakerKind.LEGATEE, share=Decimal("0.25"), answer=Answer.ACCEPTED),
    )
    found = settle(case(assets=(asset("钱", "1000"),), debts=(debt("花呗", "100"),), takers=takers))
    assert [str(row.bears) for row in found.takers] == ["0.00", "75.00", "25.00"]
    assert net(found) == {"子": "0.00", "C": "675.00", "D": "225.00"}


def test_a_will_that_gives_more_than_there_is_gives_in_proportion() -> None:
    takers = (
        Taker("C", TakerKind.WILL, amount=yuan("300")),
        Taker("D", TakerKind.WILL, amount=yuan("100")),
        Taker("E", TakerKind.WILL, share=Decimal("0.5")),
    )
    found = settle(case(assets=(asset("钱", "100"),), takers=takers))
    assert net(found) == {"C": "75.00", "D": "25.00", "E": "0.00"}


def test_what_an_heir_under_the_will_renounces_goes_to_the_heirs_by_statute() -> None:
    takers = (
        Taker("子"),
        Taker("C", TakerKind.WILL, amount=yuan("60"), answer=Answer.RENOUNCED),
    )
    found = settle(case(assets=(asset("钱", "100"),), takers=takers))
    assert net(found) == {"子": "100.00", "C": "0.00"}


def test_a_necessary_share_is_at_most_what_is_there() -> None:
    child = Taker("孩子", reserve=yuan("500"), unable_to_work=True, no_income=True)
    found = settle(case(assets=(asset("钱", "100"),), debts=(debt("花呗", "50"),), takers=(child,)))
    assert net(found) == {"孩子": "100.00"}
    step = next(step for step in found.steps if step.rule == "necessary_share")
    assert step.short == yuan("400")


def test_a_necessary_share_wants_both_conditions() -> None:
    unable = Taker("A", reserve=yuan("500"), unable_to_work=True)
    poor = Taker("A", reserve=yuan("500"), no_income=True)
    assert unable.necessary == poor.necessary == ZERO


def test_common_debts_above_the_common_property_are_the_spouses_own() -> None:
    parts: dict[str, Any] = {
        "spouse": True,
        "assets": (asset("共同", "100", "community"), asset("个人", "40")),
        "debts": (debt("借呗", "150", "community"),),
        "takers": (Taker("子"),),
    }
    found = settle(case(**parts))
    assert found.spouse_owes == yuan("50")
    assert found.spouse_half == ZERO
    assert net(found) == {"子": "40.00"}
    assert found.solvent
    other = settle(case(**parts, community_rest=CommunityRest.ESTATE))
    assert other.spouse_owes == yuan("10")
    assert net(other) == {"子": "0.00"}


def test_a_tax_older_than_the_mortgage_is_paid_from_the_house_first() -> None:
    debts = (
        debt("房贷", "90", secured_by="房"),
        debt("税", "30", "tax", older_than_security=True),
        debt("花呗", "10"),
    )
    found = settle(case(assets=(asset("房", "100"),), debts=debts))
    assert paid(found) == {"房贷": "70.00", "税": "30.00", "花呗": "0.00"}


def test_a_mortgage_of_both_comes_off_before_the_house_is_halved() -> None:
    found = settle(
        case(
            spouse=True,
            assets=(asset("房", "100", "community"),),
            debts=(debt("房贷", "40", "community", secured_by="房"),),
            takers=(Taker("子"),),
        )
    )
    assert found.spouse_half == yuan("30")
    assert net(found) == {"子": "30.00"}


def test_a_mortgage_of_his_alone_reaches_only_his_half() -> None:
    found = settle(
        case(
            spouse=True,
            assets=(asset("房", "100", "community"),),
            debts=(debt("贷", "80", secured_by="房"), debt("家用", "60", "community")),
            takers=(Taker("子"),),
        )
    )
    assert paid(found) == {"贷": "50.00", "家用": "50.00"}
    assert found.spouse_half == ZERO
    assert found.spouse_owes == yuan("10")


def test_insurance_with_a_named_beneficiary_is_no_estate() -> None:
    found = settle(
        case(
            assets=(asset("保险", "100", "insurance"), asset("租房押金", "9", "others")),
            debts=(debt("花呗", "50"),),
        )
    )
    assert found.excluded == yuan("109")
    assert unpaid(found) == {"花呗": "50.00"}
    assert found.takers == ()


def test_interest_after_death_is_shown_apart() -> None:
    told = case(assets=(asset("钱", "100"),), debts=(debt("花呗", "50", since_death=yuan("7")),))
    assert paid(settle(told, Basis.DEATH)) == {"花呗": "50.00"}
    row = settle(told).creditors[0]
    assert (str(row.paid), str(row.interest)) == ("57.00", "7.00")


# Laws of every estate ----------------------------------------------------------------------------

AMOUNTS = st.integers(0, 10**7).map(Money)
ASSETS = st.lists(st.tuples(AMOUNTS, st.sampled_from(tuple(AssetKind))), max_size=5).map(
    lambda rows: tuple(Asset(f"a{n}", *row) for n, row in enumerate(rows))
)
DEBTS = st.lists(
    st.tuples(
        AMOUNTS,
        st.sampled_from(tuple(DebtKind)),
        st.sampled_from(("", "a0", "a1")),
        AMOUNTS,
        st.booleans(),
    ),
    max_size=6,
).map(
    lambda rows: tuple(
        Debt(
            *(f"d{n}", amount, kind),
            secured_by=where if kind is not DebtKind.TAX else "",
            since_death=later,
            older_than_security=older and kind is DebtKind.TAX,
        )
        for n, (amount, kind, where, later, older) in enumerate(rows)
    )
)
TAKERS = st.lists(
    st.builds(
        Taker,
        st.just("x"),
        st.sampled_from(tuple(TakerKind)),
        order=st.integers(1, 2),
        parts=st.integers(1, 5),
        amount=st.none() | AMOUNTS,
        share=st.integers(0, 20).map(lambda part: Decimal(part) / 100),
        answer=st.sampled_from(tuple(Answer)),
        reserve=AMOUNTS,
        unable_to_work=st.booleans(),
        no_income=st.booleans(),
    ),
    max_size=5,
).map(tuple)
ESTATES = st.builds(
    EstateCase,
    st.just(DEATH),
    ASSETS,
    DEBTS,
    st.lists(AMOUNTS, max_size=2).map(lambda rows: tuple(Cost("c", row) for row in rows)),
    TAKERS,
    st.just(value=True),
    st.sampled_from(tuple(CommunityRest)),
)


@given(ESTATES)
@settings(max_examples=300)
def test_every_fen_of_the_estate_goes_somewhere(told: EstateCase) -> None:
    found = settle(told)
    out = found.excluded + found.spouse_half + found.costs + found.unclaimed
    out += total(row.paid for row in found.creditors) + total(row.net for row in found.takers)
    assert out == total(row.value for row in told.assets)
    assert found.spouse_half >= ZERO


@given(ESTATES)
@settings(max_examples=300)
def test_nobody_pays_more_than_he_received_and_who_renounces_has_nothing(told: EstateCase) -> None:
    for row in settle(told).takers:
        assert ZERO <= row.bears <= row.gross
        if not row.taker.accepts:
            assert row.gross == row.bears == row.net == ZERO


@given(ESTATES)
@settings(max_examples=300)
def test_no_creditor_gets_more_than_he_claims_and_no_heir_keeps_while_one_waits(
    told: EstateCase,
) -> None:
    found = settle(told)
    for row in found.creditors:
        assert ZERO <= row.paid <= row.claim
        assert row.fee + row.interest + row.principal == row.paid
    if not found.solvent:
        assert found.unclaimed == ZERO
        assert all(row.gross == row.bears for row in found.takers)


@given(ESTATES, AMOUNTS)
@settings(max_examples=200)
def test_a_late_creditor_takes_from_nobody_more_than_he_has(told: EstateCase, claim: Money) -> None:
    rows, left = late_claim(settle(told), claim)
    assert total(row.pays for row in rows) + left == claim
    assert all(row.keeps >= ZERO <= row.pays for row in rows)


# A second way to compute: exact fractions, no rounding --------------------------------------------


@given(
    st.integers(0, 10**6),
    st.integers(0, 10**5),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=5),
    st.lists(st.integers(1, 5), min_size=1, max_size=4),
    st.integers(0, 10**6),
)
@settings(max_examples=200)
def test_each_amount_is_within_a_few_fen_of_its_exact_fraction(
    left: int, cost: int, claims: list[int], parts: list[int], given_by_will: int
) -> None:
    takers = [Taker("x", parts=part) for part in parts]
    takers.append(Taker("w", TakerKind.WILL, amount=Money(given_by_will)))
    found = settle(
        case(
            assets=(Asset("a", Money(left)),),
            costs=(Cost("c", Money(cost)),),
            debts=tuple(Debt(f"d{n}", Money(claim)) for n, claim in enumerate(claims)),
            takers=tuple(takers),
        )
    )
    pool = Fraction(max(left - cost, 0))
    owed = sum(claims)
    rate = min(Fraction(1), pool / owed) if owed else Fraction(0)
    for row, claim in zip(found.creditors, claims, strict=True):
        assert abs(row.paid.fen - claim * rate) < 1
    by_will = min(Fraction(given_by_will), pool)
    by_law, burden = pool - by_will, owed * rate
    first = min(burden, by_law)
    for heir, part in zip(found.takers[:-1], parts, strict=True):
        assert abs(heir.net.fen - (by_law - first) * Fraction(part, sum(parts))) < 3
    assert abs(found.takers[-1].net.fen - (by_will - (burden - first))) < 3
