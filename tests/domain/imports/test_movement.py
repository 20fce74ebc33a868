"""One row of a bill file."""

from tests.domain.facts import beijing
from tests.domain.imports.rows import row


def test_a_row_happened_at_its_hour_in_beijing_where_the_file_tells_one() -> None:
    assert row(at="2026-11-20 08:00:00").instant == beijing("2026-11-20 08:00")
    assert row(at="2026-11-20").instant is None
