"""What condition functions share: the registry, their state in columns, comparing."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Final, Literal, Protocol, Self, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.alarms.model.arrays import UNKNOWN, Bools, Bytes, Floats, Frame, Indices
from yiwang.kernel.registry import Registry
from yiwang.kernel.worktime import WorkCalendar

Op = Literal[">", ">=", "<", "<=", "==", "!="]
Property = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Positive = Annotated[float, msgspec.Meta(gt=0)]
Span = Annotated[float, msgspec.Meta(gt=0, le=366 * 86_400)]

#: What a function looks at: values of a property, positions, named occurrences, anything, or the clock only.
Needs = Literal["value", "fix", "occurrence", "any", "clock"]

_COMPARE: Final[dict[str, Callable[..., Bools]]] = {
    ">": np.greater,
    ">=": np.greater_equal,
    "<": np.less,
    "<=": np.less_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


def compare(op: str, column: Floats, value: float) -> Bools:
    """Return where ``column`` stands in relation ``op`` to ``value``."""
    return _COMPARE[op](column, value)


#: Columns of a condition: name → (type, first entry) and for two dimensions the width.
Columns: TypeAlias = Mapping[str, tuple[Any, ...]]


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all parameters."""


class OfProperty(Params, frozen=True, kw_only=True):
    """Parameters of a function that looks at one property."""

    property: Property


class Surroundings(Protocol):
    """What conditions may ask about the city."""

    def calendar(self, code: str) -> WorkCalendar:
        """Return a work calendar; ``KeyError`` if there is none."""
        ...

    def polygon(self, area: str) -> Any:
        """Return the polygon of an area; ``KeyError`` if there is none."""
        ...

    @property
    def zone(self) -> str:
        """Return the name of the city's time zone."""
        ...


class Leaf(ABC):
    """A condition over members (devices): its state is columns with one entry per member.

    :meth:`feed` returns the truth after each reading. :meth:`tick` lets time pass without readings and
    returns the members whose truth it changed. Neither writes :attr:`truth`; the program does.
    """

    needs: Needs = "value"
    #: Column → (type, first entry); a third item is the width of a two-dimensional column.
    columns: ClassVar[Mapping[str, tuple[Any, ...]]] = {}
    #: The truth of a member that has said nothing.
    begins: ClassVar[int] = UNKNOWN

    def __init__(self, params: Any, size: int, around: Surroundings) -> None:
        self.params = params
        self.around = around
        self.size = size
        self.truth: Bytes = np.full(size, self.begins, dtype=np.int8)
        for name, (kind, fill, *width) in self.layout().items():
            setattr(self, name, np.full((size, *width), fill, dtype=kind))

    def layout(self) -> Mapping[str, tuple[Any, ...]]:
        """Return the columns of this condition with its parameters."""
        return self.columns

    @abstractmethod
    def feed(self, frame: Frame) -> Bytes:
        """Return the truth after each reading of ``frame`` and remember what the next one needs."""

    def tick(self, now: int) -> tuple[Indices, Bytes] | None:
        """Return the members whose truth changed by the mere passing of time."""
        _ = now
        return None

    def begin(self, now: int, unheard: int = 0) -> None:
        """Say when watching begins, for members that have never said anything.

        ``unheard``: for so long before ``now`` nobody listened, which is no silence of theirs.
        """
        _ = now, unheard

    def state(self) -> dict[str, NDArray[Any]]:
        """Return all columns, by name."""
        return {"truth": self.truth, **{name: getattr(self, name) for name in self.layout()}}

    def bodies(self) -> list[bytes]:
        """Return per member what is no column, empty for none; no list items where columns are all."""
        return []

    def embody(self, bodies: Mapping[int, bytes]) -> None:
        """Take what :meth:`bodies` of an equal condition returned, by member of this one."""
        assert not bodies, "a condition whose columns are all"

    def take_over(self, other: Self, here: Indices, there: Indices) -> None:
        """Take what is no column of the members ``there`` of an equal condition, not used again."""
        _ = other, here, there

    def inner(self) -> Leaf | None:
        """Return the condition that this one looks through, if any."""
        return None


class Factory(Protocol):
    """Makes the condition: for the parameters, so many members, and the city around."""

    def __call__(self, params: Any, size: int, around: Surroundings) -> Leaf:
        """Return a new condition that remembers nothing."""
        ...


#: Conditions of rules, by name.
functions: Registry[Callable[..., Leaf]] = Registry("rule function")
