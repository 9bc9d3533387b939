"""Folders that ship with the program but are not code: ``migrations`` and ``packs``."""

from __future__ import annotations

from pathlib import Path

import yiwang

#: In a wheel these folders lie in here; in a source tree at its top.
SHIPPED = "shipped"


def folder(name: str) -> Path:
    """Return the folder ``name`` as installed with the package, or that of the source tree."""
    package = Path(yiwang.__file__).parent
    installed = package / SHIPPED / name
    return installed if installed.is_dir() else package.parent.parent / name
