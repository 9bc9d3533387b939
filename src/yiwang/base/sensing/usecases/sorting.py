"""What is doubtful, decided without a database: for whoever judges readings away from the centre."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing.model import quality
from yiwang.base.sensing.model.book import Book, Series
from yiwang.base.sensing.model.product import Product
from yiwang.base.sensing.model.quality import Verdict
from yiwang.base.sensing.model.readings import Batch, Readings
from yiwang.base.sensing.usecases import settling
from yiwang.base.sensing.usecases.settling import Memory

_SERIES: Final = ("device", "prop", "at", "value", "since")


class SortedDevice(msgspec.Struct, frozen=True):
    """A device whose readings are sorted: its number, its product's, whether it is in service."""

    no: int
    product: int
    serving: bool


class Sorter:
    """Sorts readings of some devices as the settler does, with the very same judgement, in memory only.

    What it cannot know is whether an older reading repeats one that was stored: such a one is ``behind``,
    which rules leave out either way.
    """

    def __init__(self, products: Sequence[Product], devices: Sequence[SortedDevice]) -> None:
        book = Book()
        book.put_products(products)
        serving = np.array([d.serving for d in devices], np.bool_)
        no, product = (np.array([getattr(d, name) for d in devices], np.int32) for name in ("no", "product"))
        book.put_devices(no, product, serving, np.zeros(len(devices), np.bool_), 0)
        self._memory = Memory(book, Series(book))

    def take(self, readings: Readings, received: int, seq: int, *, replay: bool = False) -> Batch:
        """Return what rules see of ``readings``, which came in at ``received`` (microseconds)."""
        memory = self._memory
        verdicts, new = settling.judge(memory, readings, received)
        quality.learn(memory.series, new)
        moved = settling.judge_moves(memory, readings.fixes, received)
        good = np.flatnonzero(moved == Verdict.GOOD)
        settling.learn_places(memory, settling.fixes_at(readings.fixes, good))
        told = settling.judge_happened(memory.book, readings.occurrences, received)
        every = np.concatenate([verdicts, moved, told])
        return settling.make_batch(readings, every, partition=0, seq=seq, received=received, replay=replay)

    def latest(self) -> list[tuple[int, int, int, float]]:
        """Return device, property, instant and value of the newest reading of each series."""
        series = self._memory.series
        slots = np.flatnonzero(series.prop[: series.used])
        columns = (series.device, series.prop, series.at, series.value)
        return list(zip(*(c[slots].tolist() for c in columns), strict=True))

    def remember(self) -> dict[str, Any]:
        """Return what is known of each series and place, for :meth:`recall`."""
        series, fixed = self._memory.series, self._memory.book.fixed
        slots = np.flatnonzero(series.prop[: series.used])
        moving = np.flatnonzero(fixed > np.iinfo(np.int64).min // 2)
        kept = {name: getattr(series, name)[slots].tobytes() for name in _SERIES}
        return kept | {"moving": moving.astype(np.int32).tobytes(), "fixed": fixed[moving].tobytes()}

    def recall(self, kept: dict[str, Any]) -> None:
        """Take what :meth:`remember` returned, of those devices that are still here."""
        kinds: dict[str, Any] = {"device": np.int32, "prop": np.int32, "value": np.float64}
        columns: list[NDArray[Any]] = [np.frombuffer(kept[n], kinds.get(n, np.int64)) for n in _SERIES]
        known = columns[1] < len(self._memory.book.prop_product)
        settling.restored(self._memory, [column[known] for column in columns])
        moving, fixed = np.frombuffer(kept["moving"], np.int32), np.frombuffer(kept["fixed"], np.int64)
        settling.place_times(self._memory.book, moving, fixed)
