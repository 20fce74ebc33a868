"""``make soak``: reminders over random lives, the planner against exhaustive search, kills of the store."""

import sys

from tests.soak import kills, planner, reminders

if __name__ == "__main__":
    failed = reminders.main(sys.argv[1:])
    failed |= planner.main()
    failed |= kills.main(["--kills", "300", "--seed", "1"])
    sys.exit(failed)
