"""The files of record, links and phases: sources, dates, refusals of a user's own."""

from pathlib import Path

import pytest

from assistant import resources
from assistant.domain.linkage import SCOPES
from assistant.errors import UserError
from assistant.services.record_rules import load_link_rules, load_phases, load_record_rules


def test_the_shipped_files_name_their_sources_in_both_languages() -> None:
    rules = load_record_rules()
    assert (rules.months, rules.years_kept) == (60, 5)
    assert rules.source
    assert rules.kept_source
    assert set(rules.codes) == set("N*M1234567DZBGCA#/")
    assert all(set(code.names) == {"zh_CN", "en"} for code in rules.codes.values())
    for link in load_link_rules():
        assert link.source
        assert set(link.names) == set(link.texts) == {"zh_CN", "en"}
        assert link.scope in SCOPES
    for phase in load_phases():
        assert phase.source
        assert {len(words) for words in (phase.names, phase.what, phase.todo)} == {2}


def test_no_statement_calls_anything_unlawful() -> None:
    for name in ("credit_status", "links", "overdue_phases"):
        assert "违法" not in resources.path(f"law/{name}.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "key"),
    [
        ("credit_status", 'category = "normal"', 'category = "fine"', "file.bad_value"),
        ("credit_status", "severity = 0", "severity = -1", "file.bad_value"),
        ("credit_status", "severity = 0", "severity = true", "file.bad_value"),
        ("credit_status", "[retention]", "[retain]", "file.unknown_key"),
        ("credit_status", "years = 5", "years = 5\nmonths = 3", "file.unknown_key"),
        ("credit_status", 'name = { zh_CN = "正常', 'name = { zh = "正常', "file.bad_value"),
        ("links", 'effect = "cash"', 'effect = "magic"', "file.bad_value"),
        ("links", 'from = ["huabei", "jiebei"]', 'from = "huabei"', "file.bad_value"),
        ("links", 'id = "contract"', 'id = ""', "file.bad_value"),
        ("overdue_phases", "from_day = 7", "from_day = 1", "file.not_ascending"),
        ("overdue_phases", '"iou"]', '"card"]', "file.bad_value"),
    ],
)
def test_a_file_of_the_users_own_is_checked(
    tmp_path: Path, name: str, old: str, new: str, key: str
) -> None:
    text = resources.path(f"law/{name}.toml").read_text("utf-8")
    assert old in text
    (tmp_path / f"{name}.toml").write_text(text.replace(old, new, 1), "utf-8")
    load = {
        "credit_status": load_record_rules,
        "links": load_link_rules,
        "overdue_phases": load_phases,
    }[name]
    with pytest.raises(UserError) as refused:
        load(tmp_path)
    assert refused.value.key == key
    assert f"{name}.toml" in str(refused.value.field)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    text = resources.path("law/credit_status.toml").read_text("utf-8")
    start, end = text.index("[repair]"), text.index("[[code]]")
    (tmp_path / "credit_status.toml").write_text(text[:start] + text[end:], "utf-8")
    with pytest.raises(UserError) as refused:
        load_record_rules(tmp_path)
    assert str(refused.value.field).endswith("repair")
