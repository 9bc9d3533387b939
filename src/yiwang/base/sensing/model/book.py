"""What the settler knows of devices, products and properties: arrays by number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing.model.product import Product
from yiwang.base.sensing.model.readings import Bools, Floats, Instants, Ints

NEVER: Final = -(1 << 62)
_SECOND: Final = 1_000_000
_FAR: Final = 1 << 60
#: Columns of series, and what stands in an empty place.
_COLUMNS: Final = (
    ("device", 0), ("prop", 0), ("at", NEVER), ("since", NEVER), ("value", np.nan), ("dirty", False),
)  # fmt: skip


def _grown(column: NDArray[Any], size: int, fill: Any) -> NDArray[Any]:
    if size <= len(column):
        return column
    made = np.full(max(size, len(column) * 3 // 2, 64), fill, column.dtype)
    made[: len(column)] = column
    return made


class Book:
    """Devices, properties and products by number; 0 is nobody's. About 30 bytes per device."""

    def __init__(self) -> None:
        self.revision = -1
        self.product: Ints = np.zeros(1, np.int32)
        self.serving: Bools = np.zeros(1, np.bool_)
        self.online: Bools = np.zeros(1, np.bool_)
        self.heard: Instants = np.full(1, NEVER, np.int64)
        self.fixed: Instants = np.full(1, NEVER, np.int64)
        self.prop_product: Ints = np.zeros(1, np.int32)
        self.low: Floats = np.full(1, -np.inf)
        self.high: Floats = np.full(1, np.inf)
        self.rate: Floats = np.full(1, np.inf)
        self.stuck: Instants = np.full(1, _FAR, np.int64)
        self.late: Instants = np.full(1, 0, np.int64)
        self.future: Instants = np.full(1, 0, np.int64)
        self.index: Ints = np.zeros(1, np.int32)
        self.offline: Instants = np.full(1, _FAR, np.int64)
        self.width: Ints = np.zeros(1, np.int32)

    def put_devices(self, no: Ints, product: Ints, serving: Bools, online: Bools, now: int) -> None:
        """Take in devices; one that is online gets its time-out anew from ``now``."""
        if not len(no):
            return
        size = int(no.max()) + 1
        self.product = _grown(self.product, size, 0)
        self.serving = _grown(self.serving, size, fill=False)
        self.online = _grown(self.online, size, fill=False)
        self.heard = _grown(self.heard, size, NEVER)
        self.fixed = _grown(self.fixed, size, NEVER)
        new = self.product[no] == 0
        self.product[no], self.serving[no] = product, serving
        self.online[no[new]] = online[new]
        self.heard[no[new & online]] = now

    def put_products(self, products: Iterable[Product]) -> None:
        """Take in products with their properties and limits."""
        for product in products:
            size = product.no + 1
            self.offline = _grown(self.offline, size, _FAR)
            self.width = _grown(self.width, size, 0)
            self.offline[product.no] = int(product.draft.offline_s * _SECOND)
            self._put_properties(product)

    def _put_properties(self, product: Product) -> None:
        size = max(product.props.values(), default=0) + 1
        for name, fill in (
            ("prop_product", 0), ("index", 0), ("low", -np.inf), ("high", np.inf), ("rate", np.inf),
            ("stuck", _FAR), ("late", 0), ("future", 0),
        ):  # fmt: skip
            setattr(self, name, _grown(getattr(self, name), size, fill))
        numbers = sorted(product.props.values())
        for index, no in enumerate(numbers):
            self.index[no] = index
        self.width[product.no] = max(len(numbers), 1)
        # what a later version no longer has keeps its number and is unknown from then on
        for no in numbers:
            self.prop_product[no] = 0
        for prop in product.draft.model.properties:
            no = product.props[prop.code]
            self.prop_product[no] = product.no
            self.low[no] = -np.inf if prop.low is None else prop.low
            self.high[no] = np.inf if prop.high is None else prop.high
            self.rate[no] = np.inf if prop.max_rate is None else prop.max_rate
            self.stuck[no] = _FAR if prop.stuck_s is None else int(prop.stuck_s * _SECOND)
            self.late[no] = int(prop.late_s * _SECOND)
            self.future[no] = int(prop.future_s * _SECOND)

    def known(self, device: Ints) -> Bools:
        """Tell which of ``device`` are registered."""
        inside = (device > 0) & (device < len(self.product))
        found: Bools = inside & (self.product[np.where(inside, device, 0)] > 0)
        return found

    def gone_quiet(self, now: int, partitions: int, partition: int) -> Ints:
        """Return the devices of a partition that are online but were not heard for their product's time."""
        no = np.flatnonzero(self.online).astype(np.int32)
        no = no[no % partitions == partition]
        # the clock was set back: nobody was heard in the future, or silence would not be seen until then
        self.heard[no] = np.minimum(self.heard[no], now)
        quiet: Ints = no[self.heard[no] + self.offline[self.product[no]] < now]
        return quiet


class Series:
    """The newest reading of each series: when, what, and since when the value is the same.

    A device's series lie side by side from ``base`` on; 36 bytes per series.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self.base: NDArray[np.int64] = np.full(1, -1, np.int64)
        self.room: Ints = np.zeros(1, np.int32)
        self.used = 0
        self.device: Ints = np.zeros(0, np.int32)
        self.prop: Ints = np.zeros(0, np.int32)
        self.at: Instants = np.zeros(0, np.int64)
        self.since: Instants = np.zeros(0, np.int64)
        self.value: Floats = np.zeros(0)
        self.dirty: Bools = np.zeros(0, np.bool_)

    def slots(self, device: Ints, prop: Ints) -> NDArray[np.int64]:
        """Return where each series lies; new ones get a place."""
        self._make_room(np.unique(device))
        slots: NDArray[np.int64] = self.base[device] + self._book.index[prop]
        fresh = self.prop[slots] == 0
        if fresh.any():
            self.device[slots[fresh]], self.prop[slots[fresh]] = device[fresh], prop[fresh]
        return slots

    def _make_room(self, devices: Ints) -> None:
        if not len(devices):
            return
        size = int(devices[-1]) + 1
        self.base = _grown(self.base, size, -1)
        self.room = _grown(self.room, size, 0)
        width = self._book.width[self._book.product[devices]]
        short = self.room[devices] < width
        if not short.any():
            return
        devices, width = devices[short], width[short]
        starts = self.used + np.concatenate([[0], np.cumsum(width)[:-1]])
        self.used += int(width.sum())
        for name, fill in _COLUMNS:
            setattr(self, name, _grown(getattr(self, name), self.used, fill))
        for place in np.flatnonzero(self.room[devices] > 0).tolist():
            self._move(int(devices[place]), int(starts[place]))
        self.base[devices], self.room[devices] = starts, width

    def _move(self, device: int, start: int) -> None:
        """Move the series of a device whose product has grown."""
        room, old = int(self.room[device]), int(self.base[device])
        for name, fill in _COLUMNS:
            column = getattr(self, name)
            column[start : start + room] = column[old : old + room]
            column[old : old + room] = fill
