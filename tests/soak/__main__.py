"""``make soak``: random traces of the reminders; exit 1 when a stage was missed or shown twice."""

import sys

from tests.soak import planner
from tests.soak.reminders import main

if __name__ == "__main__":
    reminders = main(sys.argv[1:])
    sys.exit(reminders or planner.main())
