"""The second place's daily copy behind the window, where the user has set one."""

from typing import TYPE_CHECKING

from assistant.clock import Clock
from assistant.services.vault import Vault
from assistant.ui.context import Context

if TYPE_CHECKING:
    from assistant.ui.background import Background


def leave_copies(background: "Background", context: Context, vault: Vault, clock: Clock) -> None:
    """Leave a copy with each day's first tick; nothing where no place is set."""
    if not context.snapshot().settings.second_place:
        return
    from assistant.ui.second import DailyCopy  # late: few people have one

    copies = DailyCopy(context, vault, clock)
    copies.setParent(background)
    copies.differs.connect(background.tell_that_machines_differ)
    background.ticked.connect(copies.tick)
    copies.tick()
