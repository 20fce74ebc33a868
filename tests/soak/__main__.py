"""``make soak``: random traces of the reminders, and kills of what changes the store as a file."""

import sys

from tests.soak import kills, reminders

if __name__ == "__main__":
    failed = reminders.main(["--traces", "300", "--seed", "1"])
    failed |= kills.main(["--kills", "300", "--seed", "1"])
    sys.exit(failed)
