"""State of one detector for many streams at once: a column per quantity, a row per stream.

A bank only turns values into scores. What may enter it and when a score is an alarm is the business of
:mod:`~yiwang.base.detection.model.watch`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from yiwang.base.detection.errors import SnapshotError

Floats = NDArray[np.float64]
Index = NDArray[np.intp]
AnyArray = NDArray[Any]

#: A score that says "not judged yet".
UNJUDGED = float("nan")


class Field(NamedTuple):
    """A column: what a row of it looks like and what it starts as."""

    fill: float = 0.0
    dtype: str = "f8"
    shape: tuple[int, ...] = ()


class Bank(ABC):
    """The scores of ``len(learning)`` streams by one detector.

    ``learning`` holds how many rows of each stream are learned from before one is judged; a detector that
    fixes something at that moment reads it there.
    """

    #: The state that update changes; a subclass with sizes among its parameters sets it on the instance.
    fields: ClassVar[dict[str, Field]] = {}
    #: Whether columns are all there is; else only :meth:`dump` tells the whole state.
    columnar: ClassVar[bool] = True

    def __init__(self, learning: NDArray[np.int64]) -> None:
        self.learning = learning.astype(np.int64)
        self.state = _columns(self.columns(), len(learning))

    @property
    def count(self) -> int:
        """How many streams there are."""
        return len(self.learning)

    def columns(self) -> dict[str, Field]:
        """Return the columns of the state by name."""
        return self.fields

    def parts(self) -> dict[str, Bank]:
        """Return the banks that this one is made of, by name."""
        return {}

    @abstractmethod
    def score(self, at: Index, values: Floats, times: Floats) -> Floats:
        """Take in one value of each stream in ``at`` (no stream twice) and return its scores.

        ``times`` are seconds since 1970 UTC. A stream that cannot be judged yet gets ``nan``.
        """

    def grow(self, learning: NDArray[np.int64]) -> None:
        """Add fresh streams, one per element of ``learning``."""
        for name, column in _columns(self.columns(), len(learning)).items():
            self.state[name] = np.concatenate([self.state[name], column])
        self.learning = np.concatenate([self.learning, learning.astype(np.int64)])
        for part in self.parts().values():
            part.grow(learning)

    def live(self) -> dict[str, AnyArray]:
        """Return the columns themselves, those of parts as ``part.column``; writing there sets it.

        Raises ``TypeError`` where there is more than columns.
        """
        if not self.columnar:
            raise TypeError(f"{type(self).__name__} keeps more than columns")
        found = dict(self.state)
        for name, part in self.parts().items():
            found |= {f"{name}.{column}": array for column, array in part.live().items()}
        return found

    def dump(self, at: Index) -> dict[str, Any]:
        """Return the state of the streams ``at`` as plain values and bytes."""
        return {
            "learning": packed(self.learning[at]),
            "state": {name: packed(column[at]) for name, column in self.state.items()},
            "parts": {name: part.dump(at) for name, part in self.parts().items()},
        }

    def load(self, at: Index, dumped: dict[str, Any]) -> None:
        """Give the streams ``at`` the state that :meth:`dump` of an equally made bank returned."""
        columns = self.columns()
        if set(columns) != set(dumped["state"]) or set(self.parts()) != set(dumped["parts"]):
            raise SnapshotError(why_zh="列名不同", why_en="its columns have other names")
        self.learning[at] = unpacked(dumped["learning"], np.dtype("i8"), (len(at),))
        for name, field in columns.items():
            shape = (len(at), *field.shape)
            self.state[name][at] = unpacked(dumped["state"][name], np.dtype(field.dtype), shape)
        for name, part in self.parts().items():
            part.load(at, dumped["parts"][name])

    def take_over(self, at: Index, other: Self, theirs: Index) -> None:
        """Give the streams ``at`` what ``theirs`` of an equally made bank are; that one is not used again."""
        self.learning[at] = other.learning[theirs]
        for name, column in self.state.items():
            column[at] = other.state[name][theirs]
        others = other.parts()
        for name, part in self.parts().items():
            part.take_over(at, others[name], theirs)

    def reset(self, at: Index) -> None:
        """Let the streams ``at`` begin anew."""
        for name, column in _columns(self.columns(), len(at)).items():
            self.state[name][at] = column
        for part in self.parts().values():
            part.reset(at)


def _columns(fields: dict[str, Field], count: int) -> dict[str, AnyArray]:
    """Return the columns of ``count`` fresh streams."""
    return {
        name: np.full((count, *field.shape), field.fill, dtype=field.dtype) for name, field in fields.items()
    }


def packed(array: AnyArray) -> list[Any]:
    """Return ``array`` as its type, shape and bytes, little-endian."""
    plain = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return [plain.dtype.str, list(plain.shape), plain.tobytes()]


def unpacked(packed_array: Any, dtype: np.dtype[Any], shape: tuple[int, ...] | None) -> AnyArray:
    """Return the array that :func:`packed` wrote; of that type, and of ``shape`` unless that is None.

    Raises :class:`SnapshotError` if it is anything else.
    """
    try:
        name, given, data = packed_array
        array = np.frombuffer(data, dtype=np.dtype(name)).reshape(given).astype(dtype)
    except (TypeError, ValueError) as error:
        raise SnapshotError(why_zh="数据已损坏", why_en="the data are damaged") from error
    same_type = np.dtype(name).newbyteorder("=") == dtype.newbyteorder("=")
    if not same_type or (shape is not None and tuple(given) != shape):
        raise SnapshotError(why_zh="列的形状不同", why_en="a column has another shape")
    return array
