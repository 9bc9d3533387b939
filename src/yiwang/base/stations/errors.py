"""Named errors of boards of stations."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class BoardNotFoundError(YiwangError):
    """No pack brought such a board."""

    code = "station_board_not_found"
    status = 404
    zh = "没有测站专题“{board}”。"
    en = "There is no board of stations {board!r}."
