"""A cited rule can be followed: the section stands in docs/rules, the vector in the vectors' file."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RULES = ROOT / "docs" / "rules"
SECTIONS = r"\d+(?:\.\d+)?(?:(?:, | and )\d+(?:\.\d+)?)*"
CITED = re.compile(rf"\b(products|law)\.md ({SECTIONS})")
VECTOR = re.compile(r"\b(?:HB|JB|CC|CAL|IRR|MTG|CAR|CON|WLD|JD|MT)-[A-Z]*-?[A-Z]?\d+\b")


def texts() -> Iterator[tuple[str, str]]:
    """Every text that may cite a rule, by its place, with its lines joined."""
    for folder, ending in (
        ("assistant", "py"),
        ("tests", "py"),
        ("docs", "md"),
        ("resources", "*"),
    ):
        for path in sorted((ROOT / folder).rglob(f"*.{ending}")):
            if path.parent != RULES and path.suffix in (".py", ".md", ".toml"):
                text = path.read_text("utf-8").replace("\n    # ", " ")
                yield str(path.relative_to(ROOT)), " ".join(text.split())


def headings(name: str) -> set[str]:
    """The numbers of a document's sections."""
    text = (RULES / f"{name}.md").read_text("utf-8")
    return set(re.findall(r"^#{2,3} (\d+(?:\.\d+)?)\.? ", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["products", "law"])
def test_every_cited_section_is_there(name: str) -> None:
    known = headings(name)
    cited = {
        (section, place)
        for place, text in texts()
        for document, sections in CITED.findall(text)
        if document == name
        for section in re.findall(r"[\d.]+", sections)
    }
    assert len(cited) > 10
    assert sorted(row for row in cited if row[0].rstrip(".") not in known) == []


def test_every_cited_vector_is_there() -> None:
    cases = json.loads((ROOT / "tests" / "data" / "vectors.json").read_text("utf-8"))
    known = [case["id"] for case in cases]
    cited = {(name, place) for place, text in texts() for name in VECTOR.findall(text)}
    assert len(cited) > 20
    missing = (row for row in cited if not any(is_of(row[0], name) for name in known))
    assert sorted(missing) == []


def is_of(cited: str, known: str) -> bool:
    """Whether a vector is the cited one, or a variant of it."""
    return known == cited or known.startswith(f"{cited}-")


def test_the_rules_name_no_place_of_anybodys_machine() -> None:
    for path in sorted(RULES.glob("*.md")):
        assert not re.search(
            r"(?:^|[\s`(])/(?:home|root|tmp|work|usr|mnt)/", path.read_text("utf-8")
        )
