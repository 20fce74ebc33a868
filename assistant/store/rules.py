"""Switches and thresholds of the alert rules: only what differs from the rule's own has a row."""

from assistant.store.repo import Repo


class RuleSettingRepo(Repo):
    """Table ``rule_setting``; never part of undo."""

    table = "rule_setting"

    def all(self) -> dict[tuple[str, str], str]:
        """Values by rule and name, ``enabled`` or a threshold's name."""
        return {(row["rule"], row["name"]): row["value"] for row in self._rows(order="rule, name")}

    def save(self, rule: str, name: str, value: str | None) -> None:
        """Store one value; None takes it back to the rule's own."""
        self._execute("DELETE FROM rule_setting WHERE rule = ? AND name = ?", rule, name)
        if value is not None:
            self._execute(
                "INSERT INTO rule_setting (rule, name, value) VALUES (?, ?, ?)",
                *(rule, name, value),
            )
