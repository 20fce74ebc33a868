"""A contact from what was typed."""

import pytest

from assistant.domain.collection import Channel, Conduct, Reached
from assistant.domain.contact_draft import LONGEST_TEXT, contact_facts, contact_values
from assistant.errors import UserError
from tests.domain.facts import beijing

NOW = beijing("2026-11-03 12:00")
TYPED = {
    "day": "2026-11-02",
    "time": "22:05",
    "lender": "蚂蚁消费金融",
    "channel": "visit",
    "answered": "yes",
    "number": "95188",
    "called": "",
    "who": "某公司 李某",
    "reached": "other",
    "said": "说要告诉我单位",
    "visitors": "1",
    "consent": "no",
    "conduct": "threat_insult disclosure",
    "account_id": "2",
}


def test_a_contact_is_read_and_shown_again() -> None:
    facts = contact_facts(TYPED, NOW)
    assert facts.at == beijing("2026-11-02 22:05")
    assert facts.channel is Channel.VISIT
    assert facts.reached is Reached.OTHER
    assert facts.conduct == {Conduct.THREAT_INSULT, Conduct.DISCLOSURE}
    assert (facts.visitors, facts.account_id) == (1, 2)
    assert contact_facts(contact_values(facts), NOW) == facts


def test_what_was_left_open_stays_open() -> None:
    short = {"day": "2026-11-02", "time": "9:00", "lender": "某银行", "channel": "sms"}
    facts = contact_facts(short | {"answered": "no", "visitors": "3"}, NOW)
    assert facts.answered  # a message cannot be missed
    assert facts.visitors is None
    assert facts.account_id is None
    assert contact_facts(contact_values(facts), NOW) == facts


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"day": "2026-11-04"}, ("date.in_the_future", "day")),
        ({"day": "2026-11-03", "time": "12:01"}, ("date.in_the_future", "day")),
        ({"time": "25:00"}, ("clock.not_a_time", "time")),
        ({"lender": ""}, ("field.empty", "lender")),
        ({"channel": ""}, ("field.empty", "channel")),
        ({"visitors": "0"}, ("number.out_of_range", "visitors")),
        ({"said": "字" * (LONGEST_TEXT + 1)}, ("text.too_long", "said")),
        ({"channel": "cat"}, ("choice.unknown", "channel")),
        ({"reached": "cat"}, ("choice.unknown", "reached")),
        ({"conduct": "disclosure cat"}, ("choice.unknown", "conduct")),
        ({"account_id": "cat"}, ("number.out_of_range", "account_id")),
        ({"number": "1" * 41}, ("name.too_long", "number")),
    ],
)
def test_a_refusal_names_its_field(changes: dict[str, str], problem: tuple[str, str]) -> None:
    with pytest.raises(UserError) as caught:
        contact_facts(TYPED | changes, NOW)
    assert (caught.value.key, caught.value.field) == problem
