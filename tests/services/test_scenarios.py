"""The article's case as a scenario: 花呗 is late, 借呗 stays good, and what shares its pot feels it."""

from dataclasses import replace

from assistant.domain.counterfactual import Counterfactual, counterfactual
from assistant.domain.credit_grid import credit_row
from assistant.domain.late_outlook import late_day, late_outlook, open_dues
from assistant.domain.linkage import links_of
from assistant.domain.money import ZERO, Money
from assistant.domain.snapshot import Snapshot
from assistant.services.catalogue import load_products
from assistant.services.record_rules import load_link_rules, load_phases, load_record_rules
from assistant.services.scenarios import SHIPPED, Scenario, load_scenario

PRODUCTS = load_products()


def replayed(case: Scenario, facts: Snapshot) -> Counterfactual:
    """The scenario's lateness under all links."""
    late = facts.account(case.late_account_id)
    due = open_dues(facts, late)[0]
    paid = late_day(facts, due, case.late_days)
    return counterfactual(facts, due, paid, links_of(facts, late, load_link_rules()), case.flows)


def test_every_shipped_scenario_loads_in_both_languages() -> None:
    for name in SHIPPED:
        scenario = load_scenario(name, PRODUCTS)
        assert scenario.id == name
        assert set(scenario.names) == set(scenario.texts) == {"zh_CN", "en"}
        assert scenario.flows


def test_mr_a_is_late_with_one_product_and_the_other_stays_good() -> None:
    case = load_scenario("mr_a", PRODUCTS)
    facts = case.snapshot
    found = replayed(case, facts)
    # 8,460.00 × 0.05 % × 40 days.
    assert (found.paid.cost, found.paid.total) == (Money.of("169.20"), Money.of("8629.20"))
    # 1,260.00 + 8,200.00 − 8,629.20 leave 830.80 for 白条's 900.00.
    (row,) = found.failures
    assert facts.account(row.due.account_id).name == "京东白条"
    assert (row.on_time, row.late, row.unlinked) == (ZERO, Money.of("69.20"), ZERO)
    assert {key: much for key, much in found.caused.items() if much} == {
        ("cash.shared", 1, 4): Money.of("69.20")
    }


def test_mr_as_records_are_two() -> None:
    case = load_scenario("mr_a", PRODUCTS)
    facts, rules = case.snapshot, load_record_rules()
    due = open_dues(facts, facts.account(case.late_account_id))[0]
    codes = dict(late_outlook(facts, due, case.late_days, rules, load_phases()).months)
    assert list(codes.values()) == ["1", "N"]
    jiebei = credit_row(facts, facts.account(2), (), rules)
    assert not jiebei.bad_cells(rules)


def test_without_help_and_from_one_account_the_other_product_would_have_failed() -> None:
    case = load_scenario("mr_a", PRODUCTS)
    alone = replace(case, flows=tuple(flow for flow in case.flows if flow.paying_account_id == 2))
    both = tuple(replace(account, sources=(1, 2)) for account in case.snapshot.accounts)

    def felt(facts: Snapshot) -> set[str]:
        rows = replayed(alone, facts).failures
        return {facts.account(row.due.account_id).name for row in rows if row.late > row.unlinked}

    assert felt(case.snapshot) == {"京东白条"}
    assert "借呗" in felt(replace(case.snapshot, accounts=both))
