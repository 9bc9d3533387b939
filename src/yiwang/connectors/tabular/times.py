"""Reading times as other systems write them. Results are UTC."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from yiwang.connectors.tabular.errors import CellError
from yiwang.connectors.tabular.table import Cell

EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)

#: Formats that are not patterns: seconds or milliseconds since 1970, days as Excel counts them.
NAMED_FORMATS: Final = ("iso", "unix", "unix_ms", "excel")

_LOOSE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]*(\d{1,2})\s*[:：时點点]\s*(?:(\d{1,2})\s*(?:[:：分]\s*(?:(\d{1,2})(?:[.,](\d{1,9}))?\s*秒?)?)?)?)?"
    r"\s*(Z|[+-]\d{2}(?::?\d{2})?)?",
    re.IGNORECASE | re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?", re.ASCII)
_EXCEL_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a local time; the mapping's zone is set later
_DIGITS_OF_DAY: Final = 8


def reader(pattern: str | None, zone: tzinfo) -> Callable[[Cell], datetime | None]:
    """Return the function that reads a cell as an instant; empty cells give ``None``.

    ``pattern`` is ``None`` or ``iso`` (ISO 8601 and year-first forms such as ``2025/8/1 6:35`` or
    ``2025年8月1日 6时35分``), ``unix``, ``unix_ms``, ``excel``, or a ``strptime`` pattern. Times without
    an offset are of ``zone``. The function raises :class:`CellError` for what is no time.
    """

    def read(cell: Cell) -> datetime | None:
        if cell is None or cell == "":
            return None
        if isinstance(cell, datetime):
            return _instant(cell, zone)
        if isinstance(cell, date):
            return _instant(datetime.combine(cell, time()), zone)
        if isinstance(cell, bool):
            raise CellError("是/否值不是时间", "a yes/no value is not a time")
        text = cell.strip() if isinstance(cell, str) else str(cell)
        if not text:
            return None
        return _instant(parse(text), zone)

    parse = _parser(pattern)
    return read


def check_pattern(pattern: str) -> None:
    """Raise ``ValueError`` unless ``pattern`` is a named format or reads back what it writes a date as."""
    if pattern in NAMED_FORMATS:
        return
    if "%" not in pattern:
        raise ValueError("no % directive")
    probe = datetime(2025, 8, 1, 6, 35, 6, tzinfo=UTC)
    again = datetime.strptime(probe.strftime(pattern), pattern)  # noqa: DTZ007 - only the date is compared
    if again.date() != probe.date():
        raise ValueError("the pattern does not hold a whole date")


def _parser(pattern: str | None) -> Callable[[str], datetime]:
    if pattern is None or pattern == "iso":
        return _iso
    if pattern == "unix":
        return lambda text: _since_1970(text, 1.0)
    if pattern == "unix_ms":
        return lambda text: _since_1970(text, 1000.0)
    if pattern == "excel":
        return _excel

    def parse(text: str) -> datetime:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone is set by the caller
        except ValueError as error:
            raise CellError(
                f"“{text[:60]}”不是 {pattern} 格式的时间",
                f"{text[:60]!r} is not a time of the form {pattern}",
            ) from error

    return parse


def _iso(text: str) -> datetime:
    try:
        if not text.isdigit() or len(text) == _DIGITS_OF_DAY:
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    if found := _LOOSE.fullmatch(text):
        *parts, fraction, offset = found.groups()
        return _built(text, parts, fraction, offset)
    if found := _COMPACT.fullmatch(text):
        return _built(text, found.groups(), None, None)
    raise CellError(
        f"“{text[:60]}”不是可识别的时间；请在映射文件中用 format 写明格式",
        f"{text[:60]!r} is not a time that is understood; state its `format` in the mapping file",
    )


def _built(text: str, parts: Sequence[str | None], fraction: str | None, offset: str | None) -> datetime:
    """Return the time of the matched ``parts`` (year, month, day, hour, minute, second)."""
    year, month, day, hour, minute, second = (int(x or 0) for x in parts)
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    try:
        zone = _offset(offset) if offset else None
        return datetime(year, month, day, hour, minute, second, micro, tzinfo=zone)
    except ValueError as error:
        raise _impossible(text) from error


def _offset(text: str) -> tzinfo:
    return datetime.fromisoformat("2000-01-01T00:00:00" + text.upper()).tzinfo or UTC


def _impossible(text: str) -> CellError:
    return CellError(f"“{text[:60]}”不是存在的日期时间", f"{text[:60]!r} is not a date and time that exists")


def _since_1970(text: str, per_second: float) -> datetime:
    try:
        return datetime.fromtimestamp(float(text) / per_second, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise _impossible(text) from error


def _excel(text: str) -> datetime:
    try:
        return _EXCEL_EPOCH + timedelta(days=float(text))
    except (ValueError, OverflowError) as error:
        raise _impossible(text) from error


def _instant(value: datetime, zone: tzinfo) -> datetime:
    try:
        instant = (value if value.tzinfo is not None else value.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, ValueError) as error:
        raise _impossible(str(value)) from error
    if not EARLIEST <= instant < LATEST:
        raise CellError(
            f"{value.date()} 不在 1900–2200 年之间", f"{value.date()} is not between the years 1900 and 2200"
        )
    return instant
