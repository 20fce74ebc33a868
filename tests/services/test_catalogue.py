"""Product files: every shipped one is sound; a new one is data, not code; a wrong one is refused."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain.product import Family
from assistant.domain.terms import BY_KEY
from assistant.errors import UserError
from assistant.services.catalogue import load_products
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


IN_ORDER = [
    "huabei",
    "credit_shopping",
    "jiebei",
    "credit_loan",
    "wangshangdai",
    "credit_card",
    "baitiao",
    "meituan",
    "douyin",
    "fenfu",
    "weilidai",
    "beiyongjin",
    "mortgage",
    "car_loan",
    "consumer_loan",
    "family_loan",
    "custom_bill",
    "custom_loan",
]


def test_the_products_of_the_issue_ship_in_their_order() -> None:
    products = load_products()
    assert list(products) == IN_ORDER
    assert len(products) == 18
    assert products["jiebei"].family is Family.LOAN
    assert products["family_loan"].family is Family.IOU


@pytest.mark.parametrize(
    ("product", "term", "value"),
    [
        # products.md 2, 4.1, 4.2, 5: what each kind is known by.
        ("huabei", "instalment_offers", ((3, "0.025"), (6, "0.045"), (9, "0.065"), (12, "0.088"))),
        ("credit_shopping", "lender_type", "bank"),
        ("credit_card", "late_fee_rate", "0.05"),
        ("credit_card", "late_fee_floor", "10.00"),
        ("credit_card", "interest_start", "posting_date"),
        ("baitiao", "rolls_again", False),
        ("meituan", "due_day", 8),
        ("meituan", "min_ratio", None),
        ("douyin", "due_day", 6),
        ("fenfu", "interest_free", False),
        ("weilidai", "schedule_method", "EQUAL_PRINCIPAL"),
        ("weilidai", "penalty_base", "principal_only"),
        ("wangshangdai", "penalty_multiplier", "1.5"),
        ("beiyongjin", "due_after_days", 7),
        ("mortgage", "annual_rate", "0.035"),
        ("car_loan", "schedule_method", "MONTHLY_LEVEL"),
        ("family_loan", "annual_rate", "0"),
        ("custom_bill", "min_ratio", None),
    ],
)
def test_a_product_has_the_terms_that_it_is_known_by(
    product: str, term: str, value: object
) -> None:
    found = getattr(load_products()[product].terms_on(day("2026-11-03")), term)
    if isinstance(found, tuple):
        found = tuple((periods, str(rate)) for periods, rate in found)
    assert found == value or str(found) == value


@pytest.mark.parametrize("product", ["huabei", "credit_card", "consumer_loan"])
def test_the_interest_subsidy_ends_by_itself(product: str) -> None:
    found = load_products()[product]
    assert found.terms_on(day("2026-12-31")).subsidy == Decimal("0.01")
    assert found.terms_on(day("2027-01-01")).subsidy == 0


def test_a_product_like_another_takes_over_what_it_does_not_say(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD.replace("order = 15", 'like = "huabei"'), "utf-8")
    terms = load_products(tmp_path)["mine"].terms_on(day("2026-11-03"))
    assert (terms.bill_day, terms.due_day, terms.min_ratio) == (3, 10, Decimal("0.10"))


@pytest.mark.parametrize("model", ["mine", "nobody", "yours"])
def test_a_product_like_itself_nobody_or_in_a_circle_is_refused(tmp_path: Path, model: str) -> None:
    (tmp_path / "mine.toml").write_text(GOOD.replace("order = 15", f'like = "{model}"'), "utf-8")
    if model == "yours":
        circle = GOOD.replace("order = 15", 'like = "mine"').replace('"mine"\norder', '"yours"')
        (tmp_path / "yours.toml").write_text(circle.replace('id = "mine"', 'id = "yours"'), "utf-8")
    with pytest.raises(UserError, match=r"product\.unknown_like"):
        load_products(tmp_path)


def test_a_file_whose_name_is_no_id_is_refused(tmp_path: Path) -> None:
    (tmp_path / "my own.toml").write_text(GOOD, "utf-8")
    with pytest.raises(UserError, match=r"file\.bad_name"):
        load_products(tmp_path)


def test_the_first_screen_reads_only_the_products_that_it_shows(tmp_path: Path) -> None:
    products = load_products(tmp_path)
    assert "jiebei" in products
    assert "nothing" not in products
    assert len(products) == 18


@pytest.mark.parametrize("product", load_products().values(), ids=lambda product: product.id)
def test_every_default_has_a_source_a_day_and_a_place_to_look(product: object) -> None:
    for default in product.defaults:  # type: ignore[attr-defined]
        assert default.source
        assert default.key in BY_KEY
        if default.form == "main":
            assert set(default.where or {}) == {"zh_CN", "en"}
    assert product.terms_on(day("2026-11-03")).lender  # type: ignore[attr-defined]
    assert set(product.names) == {"zh_CN", "en"}  # type: ignore[attr-defined]


def test_adding_a_product_is_one_file_in_the_users_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD, "utf-8")
    products = load_products(tmp_path)
    assert list(products) == [*IN_ORDER[:2], "mine", *IN_ORDER[2:]]
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
        ('id = "mine"', 'id = "mi ne"', "file.bad_value", "mine.toml: id"),
        ("schema = 1", "schema = 2", "file.schema", "mine.toml: schema"),
        ("revolving", "rolling", "file.bad_value", "mine.toml: family"),
        ('zh_CN = "我的月付", ', "", "file.bad_value", "mine.toml: name"),
        ("order = 15", 'order = "x"', "file.bad_value", "mine.toml: order"),
        ("order = 15", "colour = 15", "file.unknown_key", "mine.toml: colour"),
        ("bill_day", "bill_date", "product.unknown_term", "mine.toml: bill_date"),
        ('"3"', '"33"', "number.out_of_range", "mine.toml: bill_day: value"),
        ('"3"', "3", "file.bad_value", "mine.toml: bill_day: value"),
        (
            'source = "合同第 4 条"',
            'source = ""',
            "product.no_source",
            "mine.toml: bill_day: source",
        ),
        ("source", "sauce", "file.unknown_key", "mine.toml: bill_day: sauce"),
        ("2026-01-01", '"soon"', "file.bad_value", "mine.toml: bill_day: effective_from"),
        (
            "2026-01-01",
            "2026-01-01\neffective_to = 2025-01-01",
            "file.bad_value",
            "mine.toml: bill_day: effective_to",
        ),
        (
            "2026-01-01",
            '2026-01-01\nform = "side"',
            "file.bad_value",
            "mine.toml: bill_day: form",
        ),
        ("schema = 1", "schema = ", "file.not_toml", "mine.toml"),
    ],
)
def test_a_wrong_file_is_refused_with_the_entry_named(
    tmp_path: Path, before: str, after: str, key: str, field: str
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(GOOD.replace(before, after, 1), "utf-8")
    with pytest.raises(UserError) as refused:
        load_products(tmp_path)
    assert (refused.value.key, refused.value.field) == (key, field)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match=r"file\.not_toml"):
        load_products(tmp_path)


def test_the_bill_and_due_days_that_a_lender_offers_are_inherited_and_checked(
    tmp_path: Path,
) -> None:
    shipped = load_products()
    assert (10, 20) in shipped["huabei"].day_pairs
    assert shipped["credit_shopping"].day_pairs == shipped["huabei"].day_pairs
    assert shipped["jiebei"].day_pairs == ()
    head = 'schema = 1\nid = "mine"\nlike = "huabei"\nfamily = "revolving"\nname = { zh_CN = "我的" }\n'
    file = tmp_path / "mine.toml"
    file.write_text(f"{head}[[days]]\nbill = 3\ndue = 12\n", "utf-8")
    assert load_products(tmp_path)["mine"].day_pairs == ((3, 12),)
    for wrong in ("bill = 0\ndue = 12", "bill = 3", 'bill = "3"\ndue = 12', "bill = 3\nthen = 4"):
        file.write_text(f"{head}[[days]]\n{wrong}\n", "utf-8")
        with pytest.raises(UserError, match=r"file\.(bad_value|unknown_key)"):
            load_products(tmp_path)
