"""The door of the detectors (异常检测): watches over streams, the detectors by name, their parameters.

>>> watch = Watch("cheap", {"zone": 28800}, streams=2)
>>> watch.update([0, 1], [20.5, 3.0], [0.0, 0.0]).alarms.tolist()
[False, False]
"""

from __future__ import annotations

from yiwang.base.detection.model.catalogue import detector, detectors, read_params
from yiwang.base.detection.model.policy import DetectorParams
from yiwang.base.detection.model.watch import LARGEST, Judged, Judgement, Stream, Watch

__all__ = [
    "LARGEST",
    "DetectorParams",
    "Judged",
    "Judgement",
    "Stream",
    "Watch",
    "detector",
    "detectors",
    "read_params",
]
