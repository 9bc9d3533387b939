"""Sources beside cases: which columns a row has, and what a measure over them may speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from yiwang.base.indicators.definition import CASES, ColumnData, SourceData
from yiwang.base.indicators.errors import FormulaError
from yiwang.base.indicators.model.expressions import Type
from yiwang.base.indicators.model.fields import FIELDS
from yiwang.base.indicators.model.periods import start_of
from yiwang.base.indicators.model.units import unit

#: By what figures of such a source can be cut.
DIMENSIONS: Final = ("area", "time", "unit")
#: What every row has; a column may not be called so, nor like a field of a case, which means something else.
_ROW: Final[dict[str, Type]] = {"area": "text", "unit": "text"}


def _gathered(of: str) -> tuple[ColumnData, ...]:
    """Return what is kept of a device's day; ``of`` is the unit of what it measures."""
    return (
        ColumnData(code="device", zh="设备", en="Device", type="text", key=True),
        ColumnData(code="readings", zh="读数个数", en="Readings", unit="count"),
        ColumnData(code="total", zh="读数之和", en="Sum of readings", unit=of),
        ColumnData(code="least", zh="最小值", en="Least", unit=of),
        ColumnData(code="most", zh="最大值", en="Most", unit=of),
        ColumnData(code="latest", zh="最后值", en="Last", unit=of),
        ColumnData(code="known_time", zh="有读数的时间", en="Time with readings", unit="second"),
        ColumnData(code="over_time", zh="超限的时间", en="Time above the limit", unit="second"),
    )


@dataclass(frozen=True)
class Source:
    """A source whose declaration was checked."""

    data: SourceData

    @cached_property
    def columns(self) -> dict[str, ColumnData]:
        """Return what a row says, by code: as declared, or what is gathered of devices."""
        devices = self.data.devices
        found = self.data.columns if devices is None else _gathered(devices.unit)
        return {column.code: column for column in found}

    @cached_property
    def types(self) -> dict[str, Type]:
        """Return the types of all names that a measure may use."""
        return _ROW | {code: column.type for code, column in self.columns.items()}

    @property
    def grain(self) -> str:
        """Return how long the time is that one row is about."""
        return "day" if self.data.kind == "devices" else self.data.grain

    def starts(self, first: date, end: date) -> list[date]:
        """Return the first days of all pieces of time that lie in ``first`` to before ``end``."""
        found, at = [], start_of(first, self.grain)
        if at < first:
            at = self.after(at)
        while at < end:
            found.append(at)
            at = self.after(at)
        return found

    def after(self, start: date) -> date:
        """Return the first day of the piece after the one that begins at ``start``."""
        longest = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[self.grain]
        return start_of(start + timedelta(days=longest), self.grain)

    def due(self, start: date) -> date:
        """Return the last day on which figures of the piece that begins at ``start`` are in time."""
        return self.after(start) + timedelta(days=self.data.due_days - 1)


def checked(data: SourceData) -> Source:
    """Return a source; raises :class:`FormulaError` for a declaration that does not hold together."""
    of_devices = data.kind == "devices"
    if data.code == CASES:
        raise _wrong("code", data.code)
    if of_devices != (data.devices is not None) or of_devices == bool(data.columns):
        raise _wrong("kind", data.kind)
    if data.devices is not None and unit(data.devices.unit) is None:
        raise _wrong("unit", data.devices.unit)
    codes = [column.code for column in data.columns]
    for column in data.columns:
        if codes.count(column.code) > 1:
            raise _wrong("columns", column.code)
        _check_column(column)
    _check_duties(data)
    return Source(data)


def _check_column(column: ColumnData) -> None:
    if column.code in FIELDS or column.code in _ROW:
        raise _wrong("columns", column.code)
    if unit(column.unit) is None:
        raise _wrong("unit", column.unit)
    if column.key and column.type != "text":
        raise _wrong("key", column.code)
    if column.least is not None and column.most is not None and column.least > column.most:
        raise _wrong("least", column.code)


def _check_duties(data: SourceData) -> None:
    if data.duties and data.kind != "manual":
        raise _wrong("duties", data.kind)
    places = [duty.area for duty in data.duties]
    twice = [area for area in places if places.count(area) > 1]
    if twice:
        raise FormulaError(
            why_zh=f"区域“{twice[0] or '全市'}”有两个填报单位",
            why_en=f"two units report for {twice[0] or 'the city'!r}",
        )


def _wrong(field: str, what: str) -> FormulaError:
    return FormulaError(why_zh=f"{field} 中的“{what}”不可用", why_en=f"{what!r} cannot stand in {field!r}")
