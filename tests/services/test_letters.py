"""Letters say what the data say, and leave a blank where nothing is known."""

from datetime import date

import pytest

from assistant.domain.collection import Channel, Contact, ContactFacts, findings
from assistant.domain.estate import settle
from assistant.domain.law_rule import rule_on
from assistant.domain.money import Money
from assistant.domain.relief import relief
from assistant.services import rulebook
from assistant.services.letters import BLANK, Sender, complaint, estate_letter, fill, relief_letter
from tests.domain.facts import LONG_AGO, beijing
from tests.domain.test_estate import cascade

ME = Sender("王五", "", date(2026, 11, 26))
RULES = rulebook.collection_rules()


def contacts() -> list[Contact]:
    rows = []
    for number, at in enumerate(("09:00", "10:00", "22:00"), 1):
        facts = ContactFacts(
            beijing(f"2026-11-03 {at}"), "蚂蚁消费金融", Channel.CALL, number="95188", who="李某"
        )
        rows.append(Contact(number, facts, LONG_AGO))
    other = ContactFacts(beijing("2026-11-03 23:00"), "某银行", Channel.CALL)
    return [*rows, Contact(9, other, LONG_AGO)]


def test_a_complaint_names_each_contact_with_its_rule() -> None:
    rows = contacts()
    nfra = rulebook.complaint_ladder()[1]
    text = complaint(nfra, "蚂蚁消费金融", rows, findings(rows, RULES), ME, "花呗")
    assert text.startswith("关于催收行为的投诉")
    assert "国家金融监督管理总局：" in text
    assert "联系 3 次，其中 1 次疑似不符合" in text
    assert "1. 2026-11-03 22:00，李某，来电号码 95188：疑似不符合" in text
    assert "编号 quiet_hours" in text
    assert "23:00" not in text
    assert f"联系方式：{BLANK}" in text
    assert "违法" not in text


def test_the_first_step_writes_to_the_lender_itself() -> None:
    text = complaint(rulebook.complaint_ladder()[0], "某银行", [], [], ME)
    assert "某银行：" in text
    assert BLANK in text


def test_a_fourth_call_says_which_call_of_the_day_it_was() -> None:
    rows = [
        Contact(n, ContactFacts(beijing(f"2026-11-03 1{n}:00"), "A", Channel.CALL), LONG_AGO)
        for n in range(4)
    ]
    text = complaint(rulebook.complaint_ladder()[1], "A", rows, findings(rows, RULES), ME)
    assert "（当日第 4 次）" in text


@pytest.mark.parametrize(("card", "ground"), [(True, "第七十条"), (False, "第六百七十八条")])
def test_a_request_rests_on_the_ground_of_its_product(card: bool, ground: str) -> None:
    owed = Money.of("10000")
    plan = relief(owed, Money.of("900"), card=card)
    text = relief_letter(plan, "某银行", "信用卡", owed, "失业", ME)
    assert ground in text
    assert "分 12 期，每月还款 900.00 元，最后一期 100.00 元" in text
    assert "尚欠 10,000.00 元。因失业" in text


def test_the_notice_of_a_death_says_what_the_creditor_gets_and_what_law_caps_it() -> None:
    found = settle(cascade().case)
    cap = rule_on(rulebook.estate_rules(), "cap", found.case.death)
    text = estate_letter(found, found.creditors[0], cap, ME)
    assert "「债务」为 112,345.67 元" in text
    assert "民法典第1161条" in text
    assert f"{BLANK} 已于 2026-03-01 去世" in text


def test_a_template_whose_value_nobody_gives_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        fill("estate", {})
