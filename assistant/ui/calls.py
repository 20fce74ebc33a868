"""What a notice or the tray asks of the window: come forward, and show what it is about."""

from typing import TYPE_CHECKING

from assistant.domain.wishes import Subject
from assistant.ui.background import Background

if TYPE_CHECKING:
    from assistant.ui.program import Program


def answer(background: Background, program: "Program") -> None:
    """Carry out what a session's notices and its tray ask for."""

    def show_account(account_id: int | None) -> None:
        program.come_forward()
        if account_id is None:
            program.window.open_overview()
        else:
            program.window.open_account(account_id)

    def show_reminders() -> None:
        program.come_forward()
        program.window.open_page("reminders")

    def ask_snooze(subject: Subject) -> None:
        program.come_forward()
        program.window.ask_snooze(subject)

    background.open_requested.connect(show_account)
    background.centre_requested.connect(show_reminders)
    background.snooze_requested.connect(ask_snooze)
