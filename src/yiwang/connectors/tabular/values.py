"""Reading cells as text, numbers, points, answers and grades."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from yiwang.connectors.tabular.errors import CellError
from yiwang.connectors.tabular.table import Cell
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.text import clean_text

_YES: Final = frozenset({"yes", "y", "true", "t", "1", "是", "有", "对", "√", "已", "已解决", "已办结", "on"})
_NO: Final = frozenset({"no", "n", "false", "f", "0", "否", "无", "不", "×", "未", "未解决", "未办结", "off"})

#: 五级满意度 as surveys word it, and the two-valued answer.
_GRADES: Final = {
    "非常满意": 5,
    "很满意": 5,
    "满意": 4,
    "基本满意": 3,
    "一般": 3,
    "不满意": 2,
    "非常不满意": 1,
    "很不满意": 1,
}
_MOST_COUNT: Final = 100_000
_NUMBER = r"([+-]?(?:\d{1,4})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?)"


def as_text(cell: Cell) -> str:
    """Return a cell as text, as the file shows it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)  # noqa: PLR2004 - exact
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)


def text_reader(field: str, longest: int) -> Callable[[Cell], str]:
    """Return the function that reads a cell as clean text of at most ``longest`` characters."""

    def read(cell: Cell) -> str:
        try:
            return clean_text(as_text(cell), field=field, longest=longest)
        except InvalidInputError as error:
            raise CellError(str(error.details.get("why_zh")), str(error.details.get("why_en"))) from error

    return read


def read_degrees(largest: float) -> Callable[[Cell], float | None]:
    """Return the function that reads a longitude (``largest`` 180) or latitude (90) in degrees."""

    def read(cell: Cell) -> float | None:
        if cell is None or cell == "":
            return None
        text = as_text(cell)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError as error:
            raise CellError(f"“{text[:40]}”不是度数", f"{text[:40]!r} is not a number of degrees") from error
        if not math.isfinite(value) or abs(value) > largest:
            raise CellError(
                f"{text[:40]} 不在 ±{largest:g} 度之内", f"{text[:40]} is not within ±{largest:g} degrees"
            )
        return value

    return read


def point_pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of a point format such as ``(lat, lon)`` or ``POINT (lon lat)``.

    ``lat`` and ``lon`` stand for the numbers, spaces for any run of spaces, the rest for itself.
    Raises ``ValueError`` unless both appear exactly once.
    """
    parts = re.split(r"(lat|lon)", template)
    if sorted(parts[1::2]) != ["lat", "lon"]:
        raise ValueError("needs `lat` and `lon`, each once")
    pattern = ""
    for position, part in enumerate(parts):
        if position % 2:
            pattern += f"(?P<{part}>{_NUMBER[1:-1]})"
        elif 0 < position < len(parts) - 1 and not part.strip():
            pattern += r"\s+"  # only a space parts the two numbers, so it must be there
        else:
            pattern += r"\s*".join(_literal(piece) for piece in re.split(r"\s+", part))
    return re.compile(rf"\s*{pattern}\s*", re.IGNORECASE | re.ASCII)


def _literal(piece: str) -> str:
    return r"\s*".join(re.escape(c) for c in piece)


def point_reader(template: str) -> Callable[[Cell], tuple[float, float] | None]:
    """Return the function that reads a cell as ``(lon, lat)`` by ``template``."""
    pattern = point_pattern(template)
    lon, lat = read_degrees(180.0), read_degrees(90.0)

    def read(cell: Cell) -> tuple[float, float] | None:
        text = as_text(cell)
        if not text:
            return None
        found = pattern.fullmatch(text)
        if found is None:
            raise CellError(
                f"“{text[:60]}”不是 {template} 形式的坐标",
                f"{text[:60]!r} is not a point of the form {template}",
            )
        x, y = lon(found["lon"]), lat(found["lat"])
        return None if x is None or y is None else (x, y)

    return read


def read_answer(cell: Cell) -> bool | None:
    """Return a yes/no cell; empty is unknown."""
    if isinstance(cell, bool):
        return cell
    text = as_text(cell).casefold()
    if not text:
        return None
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise CellError(f"“{text[:40]}”不是“是/否”", f"{text[:40]!r} is not a yes or a no")


def read_grade(cell: Cell) -> int | None:
    """Return a satisfaction from 1 to 5; yes counts as 5, no as 1, and the five Chinese words."""
    text = as_text(cell).casefold()
    if not text:
        return None
    if text in _GRADES:
        return _GRADES[text]
    if text in {"1", "2", "3", "4", "5"}:
        return int(text)
    try:
        answer = read_answer(cell)
    except CellError:
        answer = None
    if answer is None or text == "0":
        raise CellError(f"“{text[:40]}”不是 1–5 或“是/否”", f"{text[:40]!r} is neither 1 to 5 nor yes or no")
    return 5 if answer else 1


def read_count(cell: Cell) -> int:
    """Return a number of times; yes counts as 1, empty and no as 0."""
    text = as_text(cell)
    if not text:
        return 0
    try:
        value = int(text)
    except ValueError:
        return 1 if read_answer(cell) else 0
    if not 0 <= value <= _MOST_COUNT:
        raise CellError(f"{text[:40]} 不是合理的次数", f"{text[:40]} is not a sensible number of times")
    return value


def read_urgency(cell: Cell) -> int:
    """Return 1 normal 一般, 2 urgent 紧急, 3 most urgent 特急; empty is 1."""
    text = as_text(cell).casefold()
    known = {
        "": 1,
        "1": 1,
        "2": 2,
        "3": 3,
        "normal": 1,
        "urgent": 2,
        "一般": 1,
        "普通": 1,
        "紧急": 2,
        "特急": 3,
    }
    if text not in known:
        raise CellError(f"“{text[:40]}”不是紧急程度", f"{text[:40]!r} is not an urgency (1, 2, 3)")
    return known[text]
