"""The planner's values in words."""

from datetime import date, timedelta

from assistant import i18n
from assistant.domain.money import Money
from assistant.domain.planning.answer import Answer, Remedy, Status
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.plan import How, Ledger, Step
from assistant.domain.planning.what_if import NEW_LOAN_RATE, Change, WhatIf
from assistant.domain.snapshot import Snapshot
from assistant.ui import words


def on(case: Case, day: int) -> date:
    """The calendar day of a plan's day."""
    return case.start + timedelta(days=day)


def fen(amount: int) -> str:
    """Whole 分 as people read an amount."""
    return words.money(Money(amount))


def name(snapshot: Snapshot, case: Case, product: str) -> str:
    """The account of a product, the loan's own title behind it, and whether it is overdue already."""
    origin = case.origins[product]
    found = snapshot.account(origin.account_id).name
    if origin.loan_id is not None and snapshot.loan(origin.loan_id).title:
        found = f"{found} · {snapshot.loan(origin.loan_id).title}"
    return i18n.t("plan.overdue_part", name=found) if origin.overdue else found


def source(snapshot: Snapshot, case: Case, step: Step) -> str:
    """Where the money of a step comes from."""
    if step.how is How.INSTALMENT:
        return ""
    account = snapshot.account(case.origins[step.product].account_id)
    paying = snapshot.paying_account(account.paying_account_id)
    return i18n.t("plan.any_source") if paying is None else paying.name


def day(case: Case, number: int) -> str:
    """A day of the plan as people read it."""
    return i18n.day(on(case, number), on(case, 0))


def how(step: Step) -> str:
    """What a step is."""
    return i18n.t(f"plan.how.{step.how}", periods=step.periods)


def free(case: Case, ledger: Ledger) -> str:
    """The debt-free day in words."""
    if ledger.debt_free is None:
        return i18n.t("plan.not_free")
    return day(case, ledger.debt_free)


def proof(answer: Answer, *, running: bool) -> str:
    """How much is known about an answer: gap, bound, seconds; ``running``: a better one may come."""
    seconds = f"{answer.millis // 1000}.{answer.millis % 1000 // 100}"
    bound = "" if answer.bound is None else fen(answer.bound)
    gap = "" if answer.gap is None else fen(answer.gap)
    proven_harm = answer.status is Status.PROVEN and answer.ledger.harm
    key = "least_harm" if proven_harm else answer.status.value
    if running and answer.status is Status.RULES:
        key = "rules_first"
    return i18n.t(f"plan.proof.{key}", bound=bound, gap=gap, seconds=seconds)


def proof_tone(answer: Answer) -> str | None:
    """The colour of the proof; its words say the same."""
    if answer.status is Status.PROVEN:
        return None if answer.ledger.harm else "ok"
    return "warning" if answer.status is not Status.RULES else None


def what_if(snapshot: Snapshot, what: WhatIf) -> str:
    """A scenario as a short sentence."""
    names = {account.id: account.name for account in (*snapshot.accounts, *snapshot.archived)}
    whose = "all" if what.change is Change.RATE else "next"
    falls = what.change is Change.RATE and what.number < 0
    return i18n.t(
        f"plan.what.{what.change}{'_down' if falls else ''}",
        n=abs(what.number),
        amount=fen(what.fen),
        rate=words.percent(NEW_LOAN_RATE if what.rate is None else what.rate, 2),
        name=i18n.t(f"plan.what_{whose}") if what.account_id is None else names[what.account_id],
    )


def remedy(snapshot: Snapshot, case: Case, found: Remedy) -> str:
    """A remedy as a sentence."""
    product = name(snapshot, case, found.product) if found.product else ""
    return i18n.t(
        f"plan.remedy.{found.kind}",
        day=day(case, found.day),
        amount=fen(found.fen),
        name=product,
        number=found.number,
    )
