"""The door of boards of stations."""

from __future__ import annotations

from typing import Any

from yiwang.base.stations.usecases import viewing
from yiwang.base.stations.usecases.viewing import apply_section, boards
from yiwang.infra.database import Work

__all__ = ["apply_section", "boards", "view"]


async def view(work: Work, code: str, area: str | None = None) -> dict[str, Any]:
    """Return a board: groups of the stations whose data the actor may see, the most urgent first.

    Each with latest value, trend, sums, guards with how far it is above them, living alarms and their cases;
    and ``response``, what the highest level asks for. Raises ``station_board_not_found``.
    """
    return await viewing.view(work, code, area)
