"""Published warnings, for connectors that announce them in another form."""

from __future__ import annotations

from yiwang.base.geography.api import City, areas
from yiwang.base.warning.api import (
    SEE,
    Content,
    Edition,
    PublicWarning,
    WarningFilter,
    editions,
    find,
    warning_of,
)

__all__ = [
    "SEE",
    "City",
    "Content",
    "Edition",
    "PublicWarning",
    "WarningFilter",
    "areas",
    "editions",
    "find",
    "warning_of",
]
