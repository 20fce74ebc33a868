"""The bundle's start: what ``python -m assistant`` is in a source tree."""

import multiprocessing
import sys

from assistant.__main__ import main

if __name__ == "__main__":
    # A worker of the planner starts this same file on systems that have no fork.
    multiprocessing.freeze_support()
    sys.exit(main())
