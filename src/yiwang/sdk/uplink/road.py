"""From what devices said to the inbox: names become numbers, messages become columns, one append for all.

Used from any number of tasks of a process; what they bring at the same time shares a transaction.
"""

from __future__ import annotations

import asyncio
import logging
from array import array
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import numpy as np

from yiwang.kernel.errors import NotFoundError, YiwangError
from yiwang.sdk.sensing import (
    DeviceRef,
    Fixes,
    InboxFullError,
    KeyScope,
    Occurrence,
    Prop,
    Readings,
    check_occurrence,
    directory,
    inlet,
)
from yiwang.sdk.uplink.said import Fix, NotYoursError, Said, Scalar, UnreadableError
from yiwang.sdk.work import Database

_log = logging.getLogger(__name__)
_NAN: Final = float("nan")
#: A full inbox is tried again so often before the door gives up; meanwhile its senders wait.
_TRIES: Final = 60
_PAUSE: Final = 0.5


class Names(Protocol):
    """From names to numbers."""

    async def refs(self, codes: Sequence[str]) -> Mapping[str, DeviceRef]:
        """Return the devices among ``codes``."""
        ...

    def props(self, product: int) -> Mapping[str, Prop]:
        """Return the properties of a product by code."""
        ...


class Store(Protocol):
    """Where readings go."""

    async def append(self, readings: Readings) -> None:
        """Store readings durably; raises ``inbox_full``."""
        ...


class Road:
    """The way of one process from doors to the inbox."""

    def __init__(self, of: Database | tuple[Names, Store]) -> None:
        """Lead to the inbox of a database; or, as at an edge node, by other names to another store."""
        self._directory, self._inlet = of if isinstance(of, tuple) else (directory(of), inlet(of))

    async def properties(self, code: str) -> frozenset[str]:
        """Return the properties that a device's product has now; raises ``not_found``."""
        ref = await self.device(code)
        return frozenset(self._directory.props(ref.product))

    async def device(self, code: str) -> DeviceRef:
        """Return the numbers of a device; raises ``not_found``."""
        found = (await self._directory.refs([code])).get(code)
        if found is None:
            raise _unknown(code)
        return found

    async def property_name(self, code: str, device: int, prop: int) -> str | None:
        """Return the name of the property ``prop`` of the device ``code``, if its number is ``device``."""
        ref = await self.device(code)
        props = self._directory.props(ref.product) if ref.no == device else {}
        return next((name for name, each in props.items() if each.no == prop), None)

    async def store(
        self, several: Sequence[Said], scopes: Sequence[KeyScope | None] | None = None
    ) -> list[YiwangError | None]:
        """Store what was said, durably; return for each message why it was refused, if it was.

        ``scopes`` says for whom the sender of each message speaks (``None``: it is trusted). A value without
        a known property is stored apart, as doubtful. When the inbox is full this waits, and so do the
        senders. Raises what kept everything from being stored.
        """
        # a name with a NUL is nobody's, and the database would refuse to look for it
        refs = await self._directory.refs([said.device for said in several if "\0" not in said.device])
        made = _Columns()
        verdicts: list[YiwangError | None] = []
        for n, said in enumerate(several):
            ref = refs.get(said.device)
            scope = None if scopes is None else scopes[n]
            if ref is None:
                verdicts.append(_unknown(said.device))
            elif scope is not None and not scope.covers(ref):
                verdicts.append(NotYoursError(topic=said.device))
            else:
                verdicts.append(made.add(said, ref.no, self._directory.props(ref.product)))
        await self._append(made.readings())
        return verdicts

    async def _append(self, readings: Readings) -> None:
        for left in reversed(range(_TRIES)):
            try:
                await self._inlet.append(readings)
            except InboxFullError:
                if not left:
                    raise
                await asyncio.sleep(_PAUSE)
            else:
                return


def _unknown(code: str) -> NotFoundError:
    return NotFoundError(what_zh="设备", what_en="device", key=code[:80])


class _Columns:
    """Readings as they are gathered; plain arrays, no object per reading."""

    def __init__(self) -> None:
        self.device, self.prop = array("i"), array("i")
        self.at, self.value = array("q"), array("d")
        self.fixes: list[tuple[int, Fix]] = []
        self.happened: list[Occurrence] = []

    def add(self, said: Said, device: int, props: Mapping[str, Prop]) -> YiwangError | None:
        """Take one message; all of it or nothing."""
        if said.happenings and (refused := _unkept(said, device)) is not None:
            return refused
        if len(said.at) == 1 and said.unit is None and self._add_one(said, device, props):
            return None
        size = len(self.value)
        count = len(said.at)
        try:
            for name, column in said.columns.items():
                prop = props.get(name)
                kept = self._column(column, prop, said.unit)
                number = 0 if prop is None else prop.no if kept else -prop.no
                self.prop.extend(array("i", [number]) * count)
                self.device.extend(array("i", [device]) * count)
                self.at.extend(said.at)
        except OverflowError:
            self._cut(size)
            return UnreadableError(why_zh="数值过大", why_en="a number is too large")
        if any(None in column for column in said.columns.values()):
            self._drop_unsaid(size, said)
        self.fixes += [(device, fix) for fix in said.fixes]
        self._happen(said, device)
        return None

    def _add_one(self, said: Said, device: int, props: Mapping[str, Prop]) -> bool:
        """Take a message of one instant if it is of the plainest kind, as most are; tell whether it was."""
        taken = []
        for name, (value,) in said.columns.items():
            prop = props.get(name)
            if type(value) is not float or prop is None or prop.spec.kind != "number":
                return False
            taken.append((prop.no, value))
        at = said.at[0]
        for number, value in taken:
            self.device.append(device)
            self.prop.append(number)
            self.at.append(at)
            self.value.append(value)
        if said.fixes:
            self.fixes += [(device, fix) for fix in said.fixes]
        if said.happenings:
            self._happen(said, device)
        return True

    def _happen(self, said: Said, device: int) -> None:
        self.happened += [
            Occurrence(device=device, name=h.name, at=h.at, data=h.data) for h in said.happenings
        ]

    def _column(self, column: list[Scalar], prop: Prop | None, unit: str | None) -> bool:
        """Take the values of a column; tell whether they are in a unit that the property can have."""
        way = (1.0, 0.0) if prop is None else prop.way_from(unit)
        size = len(self.value)
        if prop is not None and prop.spec.kind != "enum" and way == (1.0, 0.0):
            try:
                self.value.extend(column)  # type: ignore[arg-type]  # what is no number raises, below
            except TypeError:
                del self.value[size:]
            else:
                return True
        factor, offset = way or (1.0, 0.0)
        self.value.extend(_number(value, prop) * factor + offset for value in column)
        return way is not None

    def _cut(self, size: int) -> None:
        for column in (self.device, self.prop, self.at, self.value):
            del column[size:]

    def _drop_unsaid(self, size: int, said: Said) -> None:
        """Leave out the places where a row says nothing about a property."""
        there = [value is not None for column in said.columns.values() for value in column]
        for name in ("device", "prop", "at", "value"):
            column = getattr(self, name)
            kept = [v for v, k in zip(column[size:], there, strict=True) if k]
            del column[size:]
            column.extend(kept)

    def readings(self) -> Readings:
        """Return everything as columns."""
        fixes = self.fixes
        moved = np.array([fix for _, fix in fixes], np.float64).reshape(-1, 5)
        return Readings(
            device=np.array(self.device, np.int32),
            prop=np.array(self.prop, np.int32),
            at=np.array(self.at, np.int64),
            value=np.array(self.value, np.float64),
            fixes=Fixes(
                device=np.array([device for device, _ in fixes], np.int32),
                at=np.array([fix.at for _, fix in fixes], np.int64),
                lon=moved[:, 1],
                lat=moved[:, 2],
                speed=moved[:, 3],
                heading=moved[:, 4],
            ),
            occurrences=tuple(self.happened),
        )


def _unkept(said: Said, device: int) -> YiwangError | None:
    """Return why what has happened cannot be kept: refused alone, it does not hold up what comes with it."""
    try:
        for h in said.happenings:
            check_occurrence(Occurrence(device=device, name=h.name, at=h.at, data=h.data))
    except YiwangError as error:
        return error
    return None


def _number(value: Scalar, prop: Prop | None) -> float:
    if prop is None:
        return float(value) if isinstance(value, int | float) else _NAN
    found = prop.number(value) if value is not None else None
    return _NAN if found is None else found
