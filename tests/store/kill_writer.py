"""Writes numbered commands to a store and prints each number once it is committed, until killed."""

import sys
from pathlib import Path

from assistant.clock import system_clock
from assistant.domain.draft import PayingAccountDraft
from assistant.domain.money import Money
from assistant.store.unit import Store


def main() -> None:
    """Each command writes two rows that belong together, so that half a command would show."""
    store = Store(Path(sys.argv[1]), system_clock)
    number = int(sys.argv[2])
    while True:
        draft = PayingAccountDraft(f"left {number}", Money(number))
        with store.transaction(f"write {number}"):
            store.cash.add(draft, system_clock())
            store.cash.add(PayingAccountDraft(f"right {number}", Money(number)), system_clock())
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        number += 1


if __name__ == "__main__":
    main()
