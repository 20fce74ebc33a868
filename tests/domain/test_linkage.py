"""Which links hold between two accounts."""

from dataclasses import replace

from assistant.domain.linkage import links_of, neighbours
from assistant.services.record_rules import load_link_rules
from tests.domain.facts import account, snapshot

LINKS = load_link_rules()


def ids(*accounts, **more) -> list[str]:
    """The rules that hold from the first account to the others."""
    facts = snapshot("2026-11-03 12:00", accounts=accounts)
    return [link.rule.id for link in links_of(facts, accounts[0], LINKS, **more)]


def test_one_lender_and_one_paying_account() -> None:
    # Since 2021 花呗 and 借呗 are one lender's: only the contract tells (law.md 0).
    assert ids(account(1), account(2, "jiebei")) == [
        "contract",
        "limit",
        "limit.lender_ceiling",
        "record",
        "collection.same_lender",
        "cash.shared",
        "assessment.overall",
        "platform.block",
    ]


def test_two_lenders_collect_apart_and_apart_pots_share_nothing() -> None:
    other = replace(account(2, "credit_card", lender="某银行", lender_type="bank"), sources=(2,))
    assert ids(account(1), other) == [
        "contract",
        "limit",
        "record",
        "collection.separate",
        "assessment.overall",
    ]


def test_of_an_unknown_lender_nothing_is_said_about_collection() -> None:
    other = account(2, "custom_bill", lender="", reported="unknown")
    assert "collection" not in " ".join(ids(account(1), other))
    assert "assessment.overall" not in ids(account(1), other)


def test_another_persons_account_is_not_linked() -> None:
    assert ids(account(1), replace(account(2), owner="妈妈")) == []


def test_a_link_can_be_switched_off_and_names_the_shared_pot() -> None:
    accounts = (account(1), account(2, "jiebei"))
    facts = snapshot("2026-11-03 12:00", accounts=accounts)
    found = links_of(facts, accounts[0], LINKS, off={("cash.shared", 1, 2)})
    cash = next(link for link in found if link.rule.id == "cash.shared")
    assert (cash.enabled, cash.through, cash.key) == (False, (1,), ("cash.shared", 1, 2))
    assert all(link.enabled for link in found if link is not cash)
    assert [row.id for row in neighbours(found)] == [2]
