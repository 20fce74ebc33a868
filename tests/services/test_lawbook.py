"""The tables of rates and caps: shipped, replaced by the user's, refused when wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.errors import UserError
from assistant.services.lawbook import load_rate_rules
from tests.domain.facts import day

LPR = """
schema = 1
as_of = 2026-12-20
source = "公布值"
rate = [
    { effective_from = 2026-01-20, value = "2.95%" },
    { effective_from = 2026-12-20, value = "2.90%" },
]
"""
CAPS = """
schema = 1
[[cap]]
id = "mine"
lenders = ["bank"]
cap = "20%"
effective_from = 2026-01-01
effective_to = 2026-12-31
weight = "guidance"
source = "合同"
"""


def test_the_shipped_tables_are_sound_and_say_how_old_they_are() -> None:
    rules = load_rate_rules()
    assert len(rules.lpr) == 13
    assert rules.lpr_as_of == day("2026-08-20")
    assert all(rule.source for rule in rules.caps)


def test_the_users_own_table_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "lpr.toml").write_text(LPR, "utf-8")
    rules = load_rate_rules(tmp_path)
    assert rules.lpr_on(day("2026-12-31")) == Decimal("0.029")
    assert rules.lpr_as_of == day("2026-12-20")
    assert len(rules.caps) == len(load_rate_rules().caps)


def test_the_users_own_caps_are_read(tmp_path: Path) -> None:
    (tmp_path / "caps.toml").write_text(CAPS, "utf-8")
    (rule,) = load_rate_rules(tmp_path).caps
    assert (rule.id, rule.cap, rule.effective_to) == ("mine", Decimal("0.2"), day("2026-12-31"))


@pytest.mark.parametrize(
    ("file", "before", "after", "key", "field"),
    [
        ("lpr.toml", "schema = 1", "schema = 3", "file.schema", "lpr.toml: schema"),
        ("lpr.toml", "as_of", "seen", "file.unknown_key", "lpr.toml: seen"),
        ("lpr.toml", "2026-12-20\n", '"soon"\n', "file.bad_value", "lpr.toml: as_of"),
        ("lpr.toml", '"公布值"', '" "', "file.bad_value", "lpr.toml: source"),
        (
            *("lpr.toml", "2026-01-20", "2027-01-20"),
            *("file.not_ascending", "lpr.toml: rate 2: effective_from"),
        ),
        ("lpr.toml", '"2.95%"', '"x"', "number.not_a_number", "lpr.toml: rate 1: value"),
        ("lpr.toml", '"2.95%"', '"295%"', "number.ratio_too_large", "lpr.toml: rate 1: value"),
        ("lpr.toml", "2026-01-20", "2026-01-20T10:00:00", "file.bad_value", "rate 1"),
        ("lpr.toml", LPR, "schema = 1\nsource = 's'\nrate = 3", "file.bad_value", "rate"),
        ("lpr.toml", LPR, "schema = ", "file.not_toml", "lpr.toml"),
        ("caps.toml", '["bank"]', '["banks"]', "file.bad_value", "caps.toml: mine: lenders"),
        ("caps.toml", '["bank"]', "[]", "file.bad_value", "caps.toml: mine: lenders"),
        ("caps.toml", '"guidance"', '"rumour"', "file.bad_value", "caps.toml: mine: weight"),
        ("caps.toml", 'cap = "20%"', "", "file.bad_value", "caps.toml: mine: cap"),
        (
            *("caps.toml", 'cap = "20%"', 'cap = "20%"\nlpr_multiple = "4"'),
            *("file.bad_value", "caps.toml: mine: cap"),
        ),
        (
            *("caps.toml", 'cap = "20%"', 'lpr_multiple = "1000"'),
            *("number.too_large", "caps.toml: mine: lpr_multiple"),
        ),
        ("caps.toml", 'id = "mine"', "", "file.bad_value", "caps.toml: id"),
        ("caps.toml", "source", "sauce", "file.unknown_key", "caps.toml: mine: sauce"),
    ],
)
def test_a_wrong_table_is_refused_with_the_entry_named(
    tmp_path: Path, file: str, before: str, after: str, key: str, field: str
) -> None:
    text = LPR if file == "lpr.toml" else CAPS
    (tmp_path / file).write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(UserError) as refused:
        load_rate_rules(tmp_path)
    assert refused.value.key == key
    assert field in str(refused.value.field)
