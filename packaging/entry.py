"""The bundle's start: what ``python -m assistant`` is in a source tree."""

import sys

if "--multiprocessing-fork" in sys.argv or "-c" in sys.argv:
    # The planner's worker, or what tidies up behind it, starts this same program; no window needs this.
    import multiprocessing

    import pyi_rth_multiprocessing  # noqa: F401  # PyInstaller's: how a bundle serves as either

    multiprocessing.freeze_support()

if sys.argv[1:] == ["-m", "assistant.ui.desktop"]:
    # What `beifu doctor` asks of the desktop in a process of its own; a bundle has no `-m`.
    import runpy

    runpy.run_module("assistant.ui.desktop", run_name="__main__")
    sys.exit()

from assistant.__main__ import main

if __name__ == "__main__":
    del __file__  # else a worker would be told to read it, and there is no such file in a bundle
    sys.exit(main())
