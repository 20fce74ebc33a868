"""Rules by the day they hold; the shipped files."""

import itertools
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.domain.collection import Conduct
from assistant.domain.law_rule import LawRule, rule_on
from assistant.errors import UserError
from assistant.services.rulebook import (
    collection_rules,
    complaint_ladder,
    estate_rules,
    law_changes,
)

NEW = date(2021, 1, 1)
STEPS = (
    *("regime", "not_estate", "collateral", "community_debt", "spouse_half", "estate", "costs"),
    *("necessary_share", "taxes", "ordinary", "burden", "renounce", "remainder"),
    *("administrator", "cap", "late_creditor"),
)


def test_every_step_of_an_estate_has_a_rule_before_and_since_2021() -> None:
    rules = estate_rules()
    for rule_id in STEPS:
        old, new = rule_on(rules, rule_id, NEW - timedelta(days=1)), rule_on(rules, rule_id, NEW)
        assert old.words.keys() == new.words.keys() == {"zh_CN", "en"}
    assert {rule.id for rule in rules} == set(STEPS)
    assert "继承法" in rule_on(rules, "cap", date(2020, 12, 31)).article
    assert "1161" in rule_on(rules, "cap", NEW).article


def test_a_rule_that_nobody_wrote_is_missed() -> None:
    with pytest.raises(KeyError):
        rule_on(estate_rules(), "cat", NEW)


def periods(rules: list[LawRule]) -> dict[str, list[LawRule]]:
    found: dict[str, list[LawRule]] = {}
    for rule in rules:
        found.setdefault(rule.id, []).append(rule)
    return found


def test_rows_of_one_rule_follow_each_other_without_overlap() -> None:
    rules = [*estate_rules(), *(row.law for row in collection_rules())]
    for rows in periods(rules).values():
        days = sorted(rows, key=lambda rule: rule.effective_from)
        for before, after in itertools.pairwise(days):
            assert before.effective_to == after.effective_from - timedelta(days=1)
        assert days[-1].effective_to is None


def test_every_conduct_has_a_rule_and_no_word_says_illegal() -> None:
    rules = collection_rules()
    assert set(Conduct) <= {rule.value for rule in rules}
    said = [
        *(row.law.words["zh_CN"] for row in rules),
        *(row.words["zh_CN"] for row in law_changes()),
    ]
    assert not any("违法" in text for text in said)


def test_the_ladder_begins_with_the_lender() -> None:
    ladder = complaint_ladder()
    assert [rung.id for rung in ladder][:3] == ["lender", "nfra_12378", "pboc_12363"]
    assert ladder[1].phone == "12378"


@pytest.mark.parametrize(
    ("file", "text", "field"),
    [
        ("estate.toml", "confidence = 'sure'", "estate.toml: a: confidence"),
        ("collection.toml", "confidence = 'verified'\ncheck = 'cat'", "collection.toml: a: check"),
        (
            "collection.toml",
            "confidence = 'verified'\ncheck = 'conduct'\nvalue = 'cat'",
            "collection.toml: a: value",
        ),
        (
            "collection.toml",
            "confidence = 'verified'\ncheck = 'count'\nmost = -1",
            "collection.toml: a: most",
        ),
        *(
            (
                "collection.toml",
                f"confidence = 'verified'\ncheck = 'count'\n{name} = {value}",
                f"collection.toml: a: {name}",
            )
            for name, value in (
                ("answered", "'no'"),
                ("answered", "0"),
                ("per_number", "'false'"),
                ("value", "[]"),
            )
        ),
    ],
)
def test_a_users_own_file_that_is_wrong_is_named(
    tmp_path: Path, file: str, text: str, field: str
) -> None:
    head = "schema = 1\nchecked = 2026-11-23\n[[rule]]\nid = 'a'\narticle = 'b'\nsource = 'c'\n"
    (tmp_path / file).write_text(
        f"{head}effective_from = 2026-01-01\nzh_CN = 'd'\nen = 'e'\n{text}\n", "utf-8"
    )
    load = estate_rules if file == "estate.toml" else collection_rules
    with pytest.raises(UserError) as caught:
        load(tmp_path)
    assert caught.value.field == field
