"""Where fonts are looked for besides those of the machine: said once at the start, read when first needed."""

from __future__ import annotations

from pathlib import Path

_FOLDERS: list[Path] = []


def use_fonts(folder: Path | None) -> None:
    """Also look for fonts in ``folder``; what a process has read it keeps."""
    _FOLDERS[:] = [] if folder is None else [folder]


def folders() -> list[Path]:
    """Return the folders that there are."""
    return [folder for folder in _FOLDERS if folder.is_dir()]
