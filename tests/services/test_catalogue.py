"""Product files: every shipped one is sound; a new one is data, not code; a wrong one is refused."""

from pathlib import Path

import pytest

from assistant.domain.product import Family
from assistant.domain.terms import BY_KEY
from assistant.errors import UserError
from assistant.services.catalogue import load_products, read_product
from tests.domain.facts import day

GOOD = """
schema = 1
id = "mine"
order = 15
family = "revolving"
name = { zh_CN = "我的月付", en = "Mine" }

[[term]]
key = "bill_day"
value = "3"
source = "合同第 4 条"
effective_from = 2026-01-01
"""


def test_the_three_products_ship_in_their_order() -> None:
    products = load_products()
    assert list(products) == ["huabei", "jiebei", "credit_card"]
    assert products["jiebei"].family is Family.LOAN


@pytest.mark.parametrize("product", load_products().values(), ids=lambda product: product.id)
def test_every_default_has_a_source_a_day_and_a_place_to_look(product: object) -> None:
    for default in product.defaults:  # type: ignore[attr-defined]
        assert default.source
        assert default.key in BY_KEY
        if default.form == "main":
            assert set(default.where or {}) == {"zh_CN", "en"}
    assert product.terms_on(day("2026-11-03")).lender  # type: ignore[attr-defined]


def test_adding_a_product_is_one_file_in_the_users_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD, "utf-8")
    products = load_products(tmp_path)
    assert list(products) == ["huabei", "mine", "jiebei", "credit_card"]
    assert products["mine"].terms_on(day("2026-11-03")).bill_day == 3
    assert products["mine"].name("en") == "Mine"
    assert products["mine"].name("fr") == "我的月付"


def test_a_default_holds_between_its_two_days(tmp_path: Path) -> None:
    dated = GOOD + 'effective_to = 2026-06-30\n[[term]]\nkey = "bill_day"\nvalue = "5"\n'
    dated += 'source = "改"\neffective_from = 2026-07-01\n'
    (tmp_path / "mine.toml").write_text(dated, "utf-8")
    product = load_products(tmp_path)["mine"]
    days = ("2025-12-31", "2026-06-30", "2026-07-01")
    assert [product.terms_on(day(text)).bill_day for text in days] == [None, 3, 5]


@pytest.mark.parametrize(
    ("before", "after", "key", "field"),
    [
        ('id = "mine"', 'id = "mi ne"', "product.bad_value", "mine.toml: id"),
        ("schema = 1", "schema = 2", "product.schema", "mine.toml: schema"),
        ("revolving", "rolling", "product.bad_value", "mine.toml: family"),
        ('zh_CN = "我的月付", ', "", "product.bad_value", "mine.toml: name"),
        ("order = 15", 'order = "x"', "product.bad_value", "mine.toml: order"),
        ("order = 15", "colour = 15", "product.unknown_key", "mine.toml: colour"),
        ("bill_day", "bill_date", "product.unknown_term", "mine.toml: bill_date"),
        ('"3"', '"33"', "number.out_of_range", "mine.toml: bill_day.value"),
        ('"3"', "3", "product.bad_value", "mine.toml: bill_day.value"),
        (
            'source = "合同第 4 条"',
            'source = ""',
            "product.no_source",
            "mine.toml: bill_day.source",
        ),
        ("source", "sauce", "product.unknown_key", "mine.toml: bill_day.sauce"),
        ("2026-01-01", '"soon"', "product.bad_value", "mine.toml: bill_day.effective_from"),
        (
            "2026-01-01",
            "2026-01-01\neffective_to = 2025-01-01",
            "product.bad_value",
            "mine.toml: bill_day.effective_to",
        ),
        (
            "2026-01-01",
            '2026-01-01\nform = "side"',
            "product.bad_value",
            "mine.toml: bill_day.form",
        ),
        ("schema = 1", "schema = ", "product.not_toml", "mine.toml"),
    ],
)
def test_a_wrong_file_is_refused_with_the_entry_named(
    tmp_path: Path, before: str, after: str, key: str, field: str
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(GOOD.replace(before, after, 1), "utf-8")
    with pytest.raises(UserError) as refused:
        read_product(file)
    assert (refused.value.key, refused.value.field) == (key, field)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match=r"product\.not_toml"):
        read_product(file)
