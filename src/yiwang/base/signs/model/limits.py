"""Limits of signs: what is much enough to be told; set by the city, in versions, with a reason."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import msgspec
import shapely

_Days = Annotated[int, msgspec.Meta(ge=1, le=90)]
_Count = Annotated[int, msgspec.Meta(ge=1, le=100_000)]
_Word = Annotated[str, msgspec.Meta(min_length=2, max_length=20, pattern=r"^[^\x00-\x1f]+$")]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]+$")]
_Code = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f]+$")]
_Degrees = Annotated[float, msgspec.Meta(ge=-180, le=180)]
_CORNERS: Final = 3


class _Limit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: bool = True


class BurstLimit(_Limit, frozen=True, kw_only=True):
    """突发增多: at least so many cases in three days, and so many times those expected."""

    least: Annotated[int, msgspec.Meta(ge=2, le=1000)] = 4
    factor: Annotated[float, msgspec.Meta(ge=1.1, le=100)] = 2.0


class HotLimit(_Limit, frozen=True, kw_only=True):
    """热点话题: a topic of so many days that reaches a heat."""

    heat: Annotated[float, msgspec.Meta(ge=1, le=1_000_000)] = 30.0
    days: _Days = 7


class GroupLimit(_Limit, frozen=True, kw_only=True):
    """群体诉求: so many people about one thing within so many days."""

    people: Annotated[int, msgspec.Meta(ge=2, le=10_000)] = 5
    days: _Days = 7


class AgainLimit(_Limit, frozen=True, kw_only=True):
    """重复诉求人: a caller with so many cases of one matter within so many days."""

    cases: Annotated[int, msgspec.Meta(ge=2, le=1000)] = 3
    days: _Days = 30


class UnsolvedLimit(_Limit, frozen=True, kw_only=True):
    """久拖未决: a case that lives for so many days."""

    days: Annotated[int, msgspec.Meta(ge=1, le=3650)] = 30


class SensitiveLimit(_Limit, frozen=True, kw_only=True):
    """敏感事件: a report with one of ``tags`` of the text road, or one of the city's ``words``.

    ``safety`` is not among the delivered tags: every loose cover has it, and a notice for each teaches people
    to look away.
    """

    tags: Annotated[tuple[_Code, ...], msgspec.Meta(max_length=50)] = (
        "threat",
        "petition",
        "stability",
        "opinion",
    )
    words: Annotated[tuple[_Word, ...], msgspec.Meta(max_length=200)] = ()


class KeyArea(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """重点区域: areas or a polygon under watch from ``begins`` to ``ends`` (both included).

    Told on a day on which it has ``least`` cases, of ``matters`` if there are any.
    """

    name: _Name
    begins: date
    ends: date
    areas: Annotated[tuple[_Code, ...], msgspec.Meta(max_length=50)] = ()
    polygon: Annotated[tuple[tuple[_Degrees, _Degrees], ...], msgspec.Meta(max_length=500)] = ()
    matters: Annotated[tuple[_Code, ...], msgspec.Meta(max_length=50)] = ()
    least: _Count = 1

    def holds(self, matter: str | None, path: tuple[str, ...], lon: float | None, lat: float | None) -> bool:
        """Tell whether a case lies in it and is of its matters."""
        if self.matters and matter not in self.matters:
            return False
        if any(code in path for code in self.areas):
            return True
        if not self.polygon or lon is None or lat is None:
            return False
        return bool(shapely.contains_xy(shapely.Polygon(self.polygon), lon, lat))

    @property
    def is_sound(self) -> bool:
        """Tell whether it is somewhere, and a polygon that does not cross itself."""
        if self.polygon and (len(self.polygon) < _CORNERS or not shapely.Polygon(self.polygon).is_valid):
            return False
        return bool(self.areas or self.polygon)


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All limits of signs; what a city leaves out is as it was delivered."""

    burst: BurstLimit = BurstLimit()
    hot: HotLimit = HotLimit()
    group: GroupLimit = GroupLimit()
    again: AgainLimit = AgainLimit()
    unsolved: UnsolvedLimit = UnsolvedLimit()
    sensitive: SensitiveLimit = SensitiveLimit()
    key_areas: Annotated[tuple[KeyArea, ...], msgspec.Meta(max_length=100)] = ()

    @property
    def days(self) -> int:
        """Return how far back topics and key areas look."""
        return max(self.hot.days, self.group.days, 1)
