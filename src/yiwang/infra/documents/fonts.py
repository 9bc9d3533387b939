"""Where fonts are looked for besides those of the machine: our own, and a folder of the city's."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: Noto Sans SC in two weights, put here when the pages are built.
BUNDLED: Final = Path(__file__).with_name("typefaces")
_FOLDERS: list[Path] = []


def use_fonts(folder: Path | None) -> None:
    """Also look for fonts in ``folder``; what a process has read it keeps."""
    _FOLDERS[:] = [] if folder is None else [folder]


def folders() -> list[Path]:
    """Return the folders that there are."""
    return [folder for folder in (*_FOLDERS, BUNDLED) if folder.is_dir()]
