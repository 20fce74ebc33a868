"""The plan that the user keeps to: tables ``kept_plan`` and ``kept_plan_step``."""

from datetime import date

from assistant.domain.money import Money
from assistant.domain.planning.instance_text import instance_text, read_instance_text
from assistant.domain.planning.kept import KeptPlan, KeptStep
from assistant.domain.planning.plan import How
from assistant.store.repo import Repo


class KeptPlanRepo(Repo):
    """At most one plan; never part of undo."""

    table = "kept_plan"

    def load(self) -> KeptPlan | None:
        """The plan; None while none is kept."""
        for row in self._rows():
            steps = self._file.rows("SELECT * FROM kept_plan_step ORDER BY day, id", ())
            return KeptPlan(
                date.fromisoformat(row["made_on"]),
                row["months"],
                row["harm"],
                Money(row["cost"]),
                None if row["debt_free"] is None else date.fromisoformat(row["debt_free"]),
                tuple(
                    KeptStep(
                        date.fromisoformat(step["day"]),
                        step["account_id"],
                        step["loan_id"],
                        Money(step["amount"]),
                        How(step["how"]),
                        step["periods"],
                        step["product"],
                    )
                    for step in steps
                ),
                None if row["instance"] is None else read_instance_text(row["instance"]),
            )
        return None

    def save(self, plan: KeptPlan) -> None:
        """Put a plan in the place of the one before."""
        self.drop()
        free = None if plan.debt_free is None else plan.debt_free.isoformat()
        made_for = None if plan.instance is None else instance_text(plan.instance)
        self._execute(
            "INSERT INTO kept_plan (id, made_on, months, harm, cost, debt_free, instance)"
            " VALUES (1, ?, ?, ?, ?, ?, ?)",
            *(plan.made_on.isoformat(), plan.months, plan.harm, plan.cost.fen, free, made_for),
        )
        for step in plan.steps:
            self._execute(
                "INSERT INTO kept_plan_step (day, account_id, loan_id, amount, how, periods,"
                " product) VALUES (?, ?, ?, ?, ?, ?, ?)",
                *(step.day.isoformat(), step.account_id, step.loan_id, step.amount.fen),
                *(step.how.value, step.periods, step.product),
            )

    def drop(self) -> None:
        """Keep none."""
        self._execute("DELETE FROM kept_plan_step")
        self._execute("DELETE FROM kept_plan")
