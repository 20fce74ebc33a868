"""Rate caps by lender and day: boundaries as the rules have them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain.caps import cap_checks
from assistant.domain.rate import irr
from assistant.services.lawbook import load_rate_rules
from tests.domain.facts import day

RULES = load_rate_rules()


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        ("2019-08-19", None),
        ("2019-08-20", "4.25"),
        ("2020-04-19", "4.05"),
        ("2020-04-20", "3.85"),
        ("2024-10-20", "3.35"),
        ("2024-10-21", "3.10"),
        ("2025-05-19", "3.10"),
        ("2025-05-20", "3.00"),
        ("2026-11-24", "3.00"),
    ],
)
def test_the_lpr_of_a_day_is_the_last_one_published(on: str, percent: str | None) -> None:
    found = RULES.lpr_on(day(on))
    assert found == (None if percent is None else Decimal(percent) / 100)


@pytest.mark.parametrize(
    ("lender", "on", "expected"),
    [
        ("private", "2019-08-01", {"private_24": "0.24", "private_36": "0.36"}),
        ("private", "2020-08-19", {"private_24": "0.24", "private_36": "0.36"}),
        ("private", "2020-08-20", {"private_lpr": "0.154"}),
        ("private", "2026-11-24", {"private_lpr": "0.12"}),
        ("consumer_finance", "2025-11-30", {"court_24": "0.24"}),
        (
            "consumer_finance",
            "2025-12-01",
            {"court_24": "0.24", "consumer_finance_20": "0.20"},
        ),
        ("bank", "2026-11-24", {"court_24": "0.24"}),
        ("platform", "2025-09-30", {"court_24": "0.24"}),
        ("platform", "2025-10-01", {"court_24": "0.24", "facilitation_24": "0.24"}),
        ("small_loan", "2025-12-31", {"court_24": "0.24"}),
        ("small_loan", "2026-01-01", {"court_24": "0.24", "small_loan_24": "0.24"}),
        (
            "small_loan",
            "2028-01-01",
            {"court_24": "0.24", "small_loan_24": "0.24", "small_loan_lpr": "0.12"},
        ),
        ("bank", "2017-08-03", {}),
        ("unknown", "2026-11-24", {}),
    ],
)
def test_a_contract_is_seen_against_the_caps_of_its_lender_and_day(
    lender: str, on: str, expected: dict[str, str]
) -> None:
    found = cap_checks(RULES, lender, day(on), Decimal("0.1"))
    assert {check.rule.id: check.cap for check in found} == {
        name: Decimal(cap) for name, cap in expected.items()
    }


def test_a_cap_in_times_of_an_lpr_that_was_not_published_yet_is_left_out() -> None:
    early = [rule for rule in RULES.caps if rule.id == "private_lpr"]
    assert RULES.lpr_on(day("2019-01-01")) is None
    assert early[0].binds("private", day("2020-08-20"))
    assert not early[0].binds("bank", day("2020-08-20"))


def test_exactly_at_the_cap_is_within_it() -> None:
    for annual, exceeded in (("0.24", False), ("0.240001", True), ("0.2399", False)):
        (check,) = cap_checks(RULES, "bank", day("2026-01-01"), Decimal(annual))
        assert check.exceeded is exceeded


def test_the_official_example_of_the_disclosure_rule() -> None:
    # PBOC announcement 2021 No. 3: 100,000, fee of 1,000 at the start, 12 × 8,833.3.
    found = irr([Decimal(99000), *[Decimal("-8833.3")] * 12])
    assert round(found.nominal * 100, 4) == Decimal("12.8038")
    assert round(found.effective * 100, 4) == Decimal("13.5826")


def test_without_any_lpr_a_cap_in_times_of_it_says_nothing() -> None:
    blank = replace(RULES, lpr=())
    assert cap_checks(blank, "private", day("2026-01-01"), Decimal("0.5")) == ()
