"""The engine against the published cases: every op is computed, only the keys expected are compared.

``BEIFU_VECTORS`` may name another file of the same form.
"""

import json
import os
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

from assistant.services.calc import calculate

COPY = Path(__file__).parent.parent / "data" / "vectors.json"
FILE = Path(os.environ.get("BEIFU_VECTORS") or COPY)
CASES: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))
BY_ID = {case["id"]: case for case in CASES}

IRR_TOLERANCE = Decimal("1e-9")


def inline(case: dict[str, Any]) -> dict[str, Any]:
    """The case with a schedule that it names by another case's id written into it."""
    named = case["inputs"].get("schedule")
    if not isinstance(named, str):
        return case
    return {"inputs": case["inputs"] | {"schedule": BY_ID[named]["inputs"]}}


def same(key: str, expected: Any, found: Any) -> bool:
    """Whether ``found`` has what is expected; amounts by value, an IRR within 1e-9."""
    if isinstance(expected, dict):
        return all(
            name in found and same(name, part, found[name]) for name, part in expected.items()
        )
    if isinstance(expected, list):
        return len(expected) == len(found) and all(
            same(key, part, other) for part, other in zip(expected, found, strict=True)
        )
    if isinstance(expected, str) and isinstance(found, str):
        try:
            difference = abs(Decimal(expected) - Decimal(found))
        except InvalidOperation:
            return expected == found
        return difference <= (IRR_TOLERANCE if key == "monthly_irr" else 0)
    return type(expected) is type(found) and expected == found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_engine_gives_the_published_numbers(case: dict[str, Any]) -> None:
    found = calculate(inline(case))
    wrong = {
        key: (part, found.get(key))
        for key, part in case["expected"].items()
        if key not in found or not same(key, part, found[key])
    }
    assert wrong == {}


def test_the_comparison_sees_a_wrong_fen_and_a_missing_key() -> None:
    assert not same("total", "10.00", "10.01")
    assert not same("rows", [{"fee": "1.00"}], [{"fee": "1.00"}, {"fee": "1.00"}])
    assert not same("", {"missing": 1}, {})
