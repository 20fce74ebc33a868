"""On the overview: how the plan that the user keeps to has moved; nothing while it has not."""

from collections.abc import Callable

from assistant import i18n
from assistant.domain.money import ZERO, Money
from assistant.domain.planning.kept_now import NOISE, KeptNow
from assistant.ui import cards, words


class PlanLine(cards.Banner):
    """One sentence, and the way to the plan's page."""

    def __init__(self, open_plan: Callable[[], None]) -> None:
        to_plan = cards.button(i18n.t("living.to_plan"), "plan_line_open", open_plan)
        super().__init__("", [to_plan], "info")
        self.setObjectName("plan_line")
        self.words.setObjectName("plan_line_words")
        self.hide()

    def show_now(self, now: KeptNow | None) -> None:
        """Say how the plan stands, where it has moved."""
        shown = now is not None and now.has_moved
        if now is not None and shown:
            worse = now.missed or now.days > 0 or now.dearer >= NOISE
            cards.set_tone(self, "warning" if worse else "info")
            self.words.setText(moved_words(now))
        self.setVisible(shown)


def moved_words(now: KeptNow) -> str:
    """What moved since the plan was kept, the gravest first."""
    parts: list[str] = []
    if now.missed:
        parts.append(i18n.t("living.missed", count=now.missed))
    if now.days:
        parts.append(_free_day(now))
    if abs(now.dearer.fen) >= NOISE.fen:
        key = "living.dearer" if now.dearer > ZERO else "living.cheaper"
        parts.append(i18n.t(key, amount=words.money(Money(abs(now.dearer.fen)))))
    said = i18n.t("living.and").join(parts)
    return i18n.t("living.since", day=i18n.full_day(now.made_on), what=said)


def _free_day(now: KeptNow) -> str:
    """From which day to which the debt-free day moved; beyond the plan's end no day is known."""
    before, after = now.debt_free_then, now.debt_free
    if before is None or after is None:
        key, day = ("living.never", before) if after is None else ("living.at_last", after)
        return i18n.t(key, day="" if day is None else i18n.full_day(day))
    key = "living.later" if now.days > 0 else "living.sooner"
    days = {"then": i18n.full_day(before), "now": i18n.full_day(after)}
    return i18n.t(key, days=abs(now.days), **days)
