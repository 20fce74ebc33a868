"""Hatch's build hook: compiled messages, and ``resources/`` as ``assistant/_resources``."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED_AS = Path("assistant/_resources")
LEFT_OUT = {".po", ".pot", ".tmp"}
LEFT_OUT_FOLDERS = {"screenshots"}


class ResourcesHook(BuildHookInterface):
    """Runs before a wheel is packed; an editable install reads ``resources/`` where it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the messages, then list each resource file for the wheel."""
        root = Path(self.root)
        runpy.run_path(str(root / "packaging" / "compile_messages.py"))["compile_messages"](root)
        if version == "editable":
            return
        resources = root / "resources"
        for path in sorted(resources.rglob("*")):
            place = path.relative_to(resources)
            if path.is_file() and _is_shipped(place):
                build_data["force_include"][str(path)] = (SHIPPED_AS / place).as_posix()


def _is_shipped(place: Path) -> bool:
    return place.suffix not in LEFT_OUT and place.parts[0] not in LEFT_OUT_FOLDERS
