"""``make soak``: random traces of the reminders, the planner against exhaustive search; exit 1 on a miss."""

import sys

from tests.soak import planner
from tests.soak.reminders import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or planner.main())
