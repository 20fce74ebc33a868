"""Qt only: widgets that show what queries give and run commands through the bus."""

import builtins

import PySide6.QtCore  # noqa: F401 - puts its own import in Python's place

# PySide's reads the source of every module that is imported, to see whether the module may want Qt's names
# in another spelling (``from __feature__ import snake_case``). None of ours does.
builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
