"""Strategies: data that say which findings of a kind are valid, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final

import msgspec

from yiwang.base.findings.errors import StrategyError

#: Why a finding was dropped, in the order in which a strategy asks; ``valid`` was not.
REASONS: Final[dict[str, tuple[str, str]]] = {
    "no_strategy": ("没有策略", "no strategy"),
    "confidence": ("置信度不足", "confidence too low"),
    "picture_region": ("不在画面区域内", "outside the region of the picture"),
    "map_region": ("不在地图区域内", "outside the region of the map"),
    "time": ("不在时间段内", "outside the times"),
    "unconfirmed": ("未连续确认", "not confirmed by others yet"),
    "debounced": ("短时重复", "the same site just before"),
    "merged": ("与邻近发现合并", "merged with one near by"),
    "valid": ("有效", "valid"),
}
_Seconds = Annotated[float, msgspec.Meta(ge=0, le=7 * 86_400)]
_Clock = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
_Corner = tuple[float, float]
_LEAST_CORNERS: Final = 3


class Times(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days (1 Monday … 7 Sunday) and a time of the city's day; ``start`` after ``end`` goes over midnight."""

    days: tuple[Annotated[int, msgspec.Meta(ge=1, le=7)], ...] = (1, 2, 3, 4, 5, 6, 7)
    start: _Clock = "00:00"
    end: _Clock = "00:00"


class Confirm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At least ``n`` of the last ``m`` findings of the site within ``within_s`` passed what comes before."""

    n: Annotated[int, msgspec.Meta(ge=1, le=50)] = 1
    m: Annotated[int, msgspec.Meta(ge=1, le=50)] = 1
    within_s: _Seconds = 300.0


class Merge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A valid finding within ``metres`` and ``within_s`` before takes this one in."""

    metres: Annotated[float, msgspec.Meta(ge=0, le=5000)] = 0.0
    within_s: _Seconds = 0.0


class Strategy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked of the findings of ``kind`` at ``sites`` (empty: all).

    ``picture_region`` has corners as shares of the picture, ``map_region`` as lon, lat in WGS-84; empty: no
    such condition. ``text`` may name {kind}, {site}, {source}, {confidence}.
    """

    kind: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    zh: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    en: Annotated[str, msgspec.Meta(max_length=60)] = ""
    sites: tuple[str, ...] = ()
    least_confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.5
    picture_region: tuple[_Corner, ...] = ()
    map_region: tuple[_Corner, ...] = ()
    times: tuple[Times, ...] = ()
    confirm: Confirm = Confirm()
    debounce_s: _Seconds = 0.0
    merge: Merge = Merge()
    matter: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    text: Annotated[str, msgspec.Meta(max_length=300)] = "智能发现：{site} 疑似{kind}（置信度 {confidence}）"
    enabled: bool = True

    @property
    def horizon_s(self) -> float:
        """Return how far back a judgement looks."""
        return max(self.confirm.within_s, self.debounce_s, self.merge.within_s)


def check(strategy: Strategy) -> Strategy:
    """Return ``strategy`` if it can work; raises ``finding_strategy``."""
    if strategy.confirm.n > strategy.confirm.m:
        raise StrategyError(field="confirm", why_zh="n 不能大于 m", why_en="n is more than m")
    for name in ("picture_region", "map_region"):
        corners = getattr(strategy, name)
        if corners and len(corners) < _LEAST_CORNERS:
            raise StrategyError(
                field=name, why_zh="至少三个顶点", why_en="a region has three corners or more"
            )
    return strategy


def choose(strategies: Iterable[tuple[str, Strategy]], kind: str, site: str) -> str | None:
    """Return the code of the strategy for a finding: one that names the site before one for all."""
    fitting = [(code, s) for code, s in strategies if s.enabled and s.kind == kind]
    for code, strategy in fitting:
        if site in strategy.sites:
            return code
    return next((code for code, strategy in fitting if not strategy.sites), None)
