"""Projected cash by day."""

from datetime import timedelta

from assistant.domain.dues import obligations
from assistant.domain.money import Money
from assistant.domain.projection import project
from tests.domain.facts import bill, day, paying, snapshot


def test_each_deduction_and_flow_is_on_its_day() -> None:
    seen = snapshot("2026-11-09 12:00", bills=(bill("300"),), paying_accounts=(paying("500"),))
    until = seen.today + timedelta(days=3)
    flows = [(day("2026-11-11"), Money.of("1000")), (day("2026-11-12"), -Money.of("50"))]
    found = project(seen, obligations(seen, until), until, flows)
    assert found == (
        (day("2026-11-09"), Money.of("500")),
        (day("2026-11-10"), Money.of("200")),
        (day("2026-11-11"), Money.of("1200")),
        (day("2026-11-12"), Money.of("1150")),
    )


def test_what_is_late_goes_out_today() -> None:
    seen = snapshot("2026-11-12 12:00", bills=(bill("300"),), paying_accounts=(paying("500"),))
    ((today, left),) = project(seen, obligations(seen, seen.today), seen.today)
    assert today == day("2026-11-12")
    assert left < Money.of("200")  # with what the lateness costs


def test_without_any_balance_nothing_is_known() -> None:
    seen = snapshot("2026-11-09 12:00", bills=(bill("300"),), paying_accounts=(paying(None),))
    assert project(seen, (), seen.today) == ()
