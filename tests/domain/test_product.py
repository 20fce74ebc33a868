"""A product as data: its names, and where its user finds a number."""

from assistant.domain.product import Family
from tests.domain.facts import PRODUCTS


def test_where_to_look_is_said_in_the_users_language_else_in_chinese() -> None:
    huabei = PRODUCTS["huabei"]
    assert huabei.where("limit", "en").startswith("Alipay")
    assert huabei.where("limit", "zh_CN").startswith("支付宝")
    assert huabei.where("limit", "fr") == huabei.where("limit", "zh_CN")
    assert huabei.where("rounding", "en") == ""
    assert huabei.family is Family.REVOLVING
