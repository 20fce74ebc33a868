"""Collection rules at their boundaries: hours, calls a day, lenders apart, conduct; and the counts."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.collection import (
    Channel,
    Conduct,
    Contact,
    ContactFacts,
    Reached,
    by_lender,
    findings,
)
from assistant.services.rulebook import collection_rules
from tests.domain.facts import LONG_AGO, beijing

RULES = collection_rules()
DAY = "2026-11-03"


def contact(number: int, at: str = "12:00", *, day: str = DAY, **facts: Any) -> Contact:
    told: dict[str, Any] = {"lender": "蚂蚁消费金融", "channel": Channel.CALL} | facts
    return Contact(number, ContactFacts(at=beijing(f"{day} {at}"), **told), LONG_AGO)


def found(*contacts: Contact) -> list[tuple[int, str]]:
    return [(row.contact.id, row.rule.law.id) for row in findings(contacts, RULES)]


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("07:59", True),
        ("07:59:59", True),
        ("08:00", False),
        ("21:59", False),
        ("21:59:59", False),
        ("22:00", True),
        ("23:59", True),
        ("00:00", True),
    ],
)
def test_quiet_hours_begin_at_22_sharp_and_end_before_8_sharp(at: str, quiet: bool) -> None:
    for channel in set(Channel) - {Channel.LETTER}:
        assert (found(contact(1, at, channel=channel)) == [(1, "quiet_hours")]) is quiet


def test_with_consent_or_by_letter_no_hour_is_quiet() -> None:
    assert found(contact(1, "23:00", consent=True)) == []
    assert found(contact(1, "23:00", channel=Channel.LETTER)) == []


def test_the_third_connected_call_is_allowed_and_the_fourth_is_not() -> None:
    calls = [contact(number, f"{9 + number}:00") for number in range(1, 5)]
    assert found(*calls[:3]) == []
    assert found(*calls) == [(4, "gt3_effective_calls")]
    assert findings(calls, RULES)[0].number == 4


def test_calls_are_counted_in_the_order_of_their_time() -> None:
    late, *rest = [contact(number, f"{20 - number}:00") for number in range(1, 5)]
    assert found(late, *rest) == [(1, "gt3_effective_calls")]


def test_two_lenders_on_one_day_are_counted_apart() -> None:
    mine = [contact(number, f"{9 + number}:00") for number in range(1, 4)]
    other = [contact(number, f"{9 + number}:30", lender="某银行") for number in range(4, 7)]
    assert found(*mine, *other) == []
    assert found(*mine, *other, contact(7, "19:00", lender="某银行")) == [
        (7, "gt3_effective_calls")
    ]


def test_the_next_day_begins_anew_at_midnight_in_beijing() -> None:
    calls = [contact(number, f"{9 + number}:00") for number in range(1, 4)]
    assert found(*calls, contact(4, "09:00", day="2026-11-04")) == []


def test_the_sixth_unanswered_try_is_allowed_and_the_seventh_is_not() -> None:
    tries = [contact(number, f"{9 + number}:00", answered=False) for number in range(1, 8)]
    assert found(*tries[:6]) == []
    assert found(*tries) == [(7, "gt6_attempts")]
    other = contact(7, "19:00", answered=False, called="13900000000")
    assert found(*tries[:6], other) == []


def test_messages_and_calls_to_others_are_no_calls_with_the_debtor() -> None:
    rows = [contact(n, f"{9 + n}:00", channel=Channel.SMS) for n in range(1, 5)]
    rows += [contact(n, f"{9 + n}:30", reached=Reached.RELATED) for n in range(5, 9)]
    assert found(*rows) == []


def test_an_unrelated_person_is_not_to_be_collected_from_unless_the_debtor_cannot_be_reached() -> (
    None
):
    assert found(contact(1, reached=Reached.OTHER)) == [(1, "third_party")]
    assert found(contact(1, reached=Reached.UNREACHABLE)) == []


@pytest.mark.parametrize("conduct", tuple(Conduct))
def test_each_conduct_has_its_rule(conduct: Conduct) -> None:
    assert found(contact(1, conduct=frozenset({conduct}))) == [(1, conduct)]


def test_one_visitor_is_too_few_two_are_enough_unknown_is_no_finding() -> None:
    assert found(contact(1, channel=Channel.VISIT, visitors=1)) == [(1, "single_visitor")]
    assert found(contact(1, channel=Channel.VISIT, visitors=2)) == []
    assert found(contact(1, channel=Channel.VISIT)) == []
    assert found(contact(1, visitors=1)) == []


def test_a_rule_holds_from_its_day() -> None:
    at = {"channel": Channel.CALL}
    assert found(contact(1, "23:00", day="2024-05-14", **at)) == []
    assert found(contact(1, "23:00", day="2024-05-15", **at)) == [(1, "quiet_hours")]
    assert found(contact(1, "23:00", day="2025-02-28", **at)) == [(1, "quiet_hours")]
    threat = frozenset({Conduct.THREAT_INSULT})
    assert found(contact(1, day="2026-01-29", conduct=threat)) == []
    assert found(contact(1, day="2026-01-30", conduct=threat)) == [(1, "threat_insult")]


def test_what_each_lender_did_is_counted() -> None:
    rows = [contact(number, f"{9 + number}:00") for number in range(1, 5)]
    rows.append(contact(5, "23:00", day="2026-11-05", conduct=frozenset({Conduct.EXTRA_FEE})))
    rows.append(contact(6, "10:00", lender="某银行", answered=False))
    rows.append(contact(7, "10:05", lender="某银行", channel=Channel.SMS))
    mine, bank = by_lender(rows, findings(rows, RULES))
    assert (mine.lender, mine.contacts, mine.connected, mine.unanswered) == (
        *("蚂蚁消费金融", 5),
        *(5, 0),
    )
    assert (mine.suspects, mine.most, str(mine.busiest)) == (2, 4, DAY)
    assert (str(mine.first), str(mine.last)) == (DAY, "2026-11-05")
    assert mine.by_rule == {"extra_fee": 1, "gt3_effective_calls": 1, "quiet_hours": 1}
    assert (bank.contacts, bank.connected, bank.unanswered, bank.suspects) == (2, 0, 1, 0)
    assert by_lender([], []) == ()


@given(st.lists(st.tuples(st.integers(0, 2879), st.booleans(), st.sampled_from("AB")), max_size=30))
def test_a_day_with_n_connected_calls_has_n_minus_three_findings(
    told: list[tuple[int, bool, str]],
) -> None:
    start = beijing(f"{DAY} 00:00")
    rows = [
        Contact(
            number,
            ContactFacts(start + timedelta(minutes=at), lender, Channel.CALL, answered),
            LONG_AGO,
        )
        for number, (at, answered, lender) in enumerate(told)
    ]
    expected = 0
    for day in (0, 1):
        for lender in "AB":
            calls = [row for row in told if row[0] // 1440 == day and row[1] and row[2] == lender]
            expected += max(0, len(calls) - 3)
    ids = [row.rule.law.id for row in findings(rows, RULES)]
    assert ids.count("gt3_effective_calls") == expected
