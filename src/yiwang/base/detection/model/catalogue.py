"""The detectors by name, with their parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.detection.errors import DetectorParamsError, DetectorUnknownError
from yiwang.base.detection.model import cheap, distribution, nearest, simple, weekly
from yiwang.base.detection.model.bank import Bank
from yiwang.base.detection.model.policy import DetectorParams
from yiwang.kernel.refusals import complaint
from yiwang.kernel.registry import Named, Registry

Learning = NDArray[np.int64]

#: ``call(learning, params) -> Bank``: a bank of one stream per element of ``learning``.
detectors: Registry[Callable[[Learning, Any], Bank]] = Registry("detector")

_Zone = Annotated[float, msgspec.Meta(ge=-64_800, le=64_800)]
_Window = Annotated[int, msgspec.Meta(ge=2, le=10_000)]
_Limit = Annotated[float, msgspec.Meta(gt=0)]
_Share = Annotated[float, msgspec.Meta(ge=0, le=1000)]
_Rows = Annotated[int, msgspec.Meta(ge=2, le=100_000)]
_AnyRows = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
_Weight = Annotated[float, msgspec.Meta(gt=0, le=1)]

#: Chosen on the open half of NAB, as docs/performance.md tells; not to be chosen again on other data.
CHEAP_THRESHOLD = 0.62
NEAREST_THRESHOLD = 1.03
JOINT_THRESHOLD = 0.72
_LEARNING, _REFRACTORY, _BUDGET = 750, 0.2, 0.1


class ZScoreParams(DetectorParams, frozen=True, kw_only=True):
    """Of ``zscore``; the threshold is in standard deviations."""

    threshold: _Limit = 6.0
    window: _Window = 120


class EwmaParams(DetectorParams, frozen=True, kw_only=True):
    """Of ``ewma``; the threshold is in standard deviations of the residual."""

    threshold: _Limit = 6.0
    alpha: _Weight = 0.05


class LevelShiftParams(DetectorParams, frozen=True, kw_only=True):
    """Of ``level_shift``; the threshold is in standard deviations of the values before."""

    threshold: _Limit = 3.0
    short: _Window = 50
    memory: Annotated[int, msgspec.Meta(ge=2, le=1_000_000)] = 4000


class WeeklyParams(DetectorParams, frozen=True, kw_only=True):
    """Of ``weekly``; the threshold is in robust standard deviations, ``zone`` in seconds east of UTC."""

    threshold: _Limit = 6.0
    zone: _Zone = 28_800.0
    share: Annotated[float, msgspec.Meta(ge=0, le=10)] = 0.35


class RateParams(DetectorParams, frozen=True, kw_only=True):
    """Of ``rate``; the threshold is the greatest change per ``per`` seconds, in the value's unit."""

    per: _Limit = 60.0
    learning: _AnyRows = 0


class StuckParams(DetectorParams, frozen=True, kw_only=True):
    """Of ``stuck``; the threshold is in seconds, ``tolerance`` in the value's unit."""

    tolerance: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    learning: _AnyRows = 0


class RecordParams(DetectorParams, frozen=True, kw_only=True):
    """Of ``record``; the threshold is a share of the range seen so far."""

    threshold: _Limit = 0.05


class EntropyParams(DetectorParams, frozen=True, kw_only=True):
    """Of ``entropy``; the threshold is in nats."""

    threshold: _Limit = 1.0
    learning: _Rows = _LEARNING


class CheapParams(DetectorParams, frozen=True, kw_only=True):
    """Of ``cheap``; ``zone`` in seconds east of UTC."""

    threshold: _Limit = CHEAP_THRESHOLD
    learning: _Rows = _LEARNING
    refractory: _Share = _REFRACTORY
    budget: _Share = _BUDGET
    zone: _Zone = 28_800.0


class NearestParams(DetectorParams, frozen=True, kw_only=True):
    """Of ``nearest``; ``history`` in rows."""

    threshold: _Limit = NEAREST_THRESHOLD
    learning: _Rows = _LEARNING
    refractory: _Share = _REFRACTORY
    budget: _Share = _BUDGET
    history: Annotated[int, msgspec.Meta(ge=200, le=20_000)] = 4000


class JointParams(NearestParams, frozen=True, kw_only=True):
    """Of ``joint``: those of ``nearest`` and ``cheap``."""

    threshold: _Limit = JOINT_THRESHOLD
    zone: _Zone = 28_800.0


@detectors.register(
    "zscore", zh="滑动窗口标准差倍数", en="Standard deviations in a window", params=ZScoreParams
)
def _zscore(learning: Learning, params: ZScoreParams) -> Bank:
    return simple.ZScore(learning, window=params.window)


@detectors.register("ewma", zh="指数平滑残差", en="Residual of exponential smoothing", params=EwmaParams)
def _ewma(learning: Learning, params: EwmaParams) -> Bank:
    return simple.Ewma(learning, alpha=params.alpha)


@detectors.register("level_shift", zh="水平漂移", en="Shift of level", params=LevelShiftParams)
def _level_shift(learning: Learning, params: LevelShiftParams) -> Bank:
    return simple.LevelShift(learning, short=params.short, memory=params.memory)


@detectors.register(
    "weekly",
    zh="按周内小时的动态阈值（中位数/MAD）",
    en="Dynamic threshold by hour of the week (median, MAD)",
    params=WeeklyParams,
)
def _weekly(learning: Learning, params: WeeklyParams) -> Bank:
    return weekly.Weekly(learning, zone=params.zone, share=params.share)


@detectors.register("rate", zh="变化速率", en="Rate of change", params=RateParams)
def _rate(learning: Learning, params: RateParams) -> Bank:
    return simple.Rate(learning, per=params.per)


@detectors.register("stuck", zh="数值不变", en="Value stuck", params=StuckParams)
def _stuck(learning: Learning, params: StuckParams) -> Bank:
    return simple.Stuck(learning, tolerance=params.tolerance)


@detectors.register("record", zh="超出历史极值", en="Outside all seen before", params=RecordParams)
def _record(learning: Learning, _params: RecordParams) -> Bank:
    return distribution.Record(learning)


@detectors.register(
    "entropy", zh="近期分布相对熵", en="Recent values distributed otherwise", params=EntropyParams
)
def _entropy(learning: Learning, _params: EntropyParams) -> Bank:
    return distribution.Entropy(learning)


@detectors.register("cheap", zh="轻量综合检测", en="Mean of the cheap detectors", params=CheapParams)
def _cheap(learning: Learning, params: CheapParams) -> Bank:
    return cheap.Cheap(learning, zone=params.zone)


@detectors.register("nearest", zh="最近邻检测", en="Nearest neighbour in the past", params=NearestParams)
def _nearest(learning: Learning, params: NearestParams) -> Bank:
    return nearest.Nearest(learning, history=params.history)


@detectors.register("joint", zh="最近邻与轻量综合", en="Nearest neighbour and cheap ones", params=JointParams)
def _joint(learning: Learning, params: JointParams) -> Bank:
    return nearest.Joint(learning, history=params.history, zone=params.zone)


def detector(name: str) -> Named[Callable[[Learning, Any], Bank]]:
    """Return the detector called ``name``; raises :class:`DetectorUnknownError`."""
    if name not in detectors:
        known = ", ".join(sorted(item.name for item in detectors))
        raise DetectorUnknownError(key=name, known=known)
    return detectors.get(name)


def read_params(name: str, params: dict[str, Any]) -> DetectorParams:
    """Return the typed parameters of the detector ``name``; raises :class:`DetectorParamsError`."""
    wanted = detector(name).params
    try:
        read = msgspec.convert(params, wanted)
    except msgspec.ValidationError as error:
        said = complaint(error)
        raise DetectorParamsError(name=name, why_zh=said.zh, why_en=said.en, field=said.field) from error
    assert isinstance(read, DetectorParams), f"the parameters of {name} lack a threshold"
    return read
