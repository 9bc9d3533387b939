"""Tasks that cities ask outside models for: declared with what goes in and comes out, whoever serves them."""

from __future__ import annotations

from typing import Final

from yiwang.base.algorithms.model.kinds import own_format
from yiwang.base.algorithms.model.tensors import Spec
from yiwang.base.algorithms.model.version import Task, declare


def _spec(name: str, datatype: str, *shape: int) -> Spec:
    return Spec(name=name, datatype=datatype, shape=shape)


_PICTURE: Final = (_spec("picture", "UINT8", -1, -1, 3),)
_BOXES: Final = (_spec("boxes", "FP32", -1, 4), _spec("scores", "FP32", -1))

OVERFLOW = declare(
    Task("overflow", "垃圾满溢预测", "when a bin will be full", own_format, {},
         takes=(_spec("fill", "FP32", -1, -1), _spec("hours_since", "FP32", -1)),
         gives=(_spec("hours_left", "FP32", -1),))
)  # fmt: skip
FIRE_LANE = declare(
    Task(
        "fire_lane",
        "消防通道占用识别",
        "vehicles in a fire lane",
        own_format,
        {},
        takes=_PICTURE,
        gives=_BOXES,
    )
)
SUBSIDENCE = declare(
    Task("subsidence", "道路塌陷风险", "risk that a road caves in", own_format, {},
         takes=(_spec("features", "FP32", -1, -1),), gives=(_spec("risk", "FP32", -1),))
)  # fmt: skip
