"""What goes into a model and comes out of it: named tensors as the Open Inference Protocol has them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from yiwang.base.algorithms.errors import TensorError

#: The most values of one tensor.
MOST_VALUES: Final = 2_000_000


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda v: type(v) is int and low <= v <= high


def _real(v: Any) -> bool:
    return type(v) in (int, float) and math.isfinite(v)


#: Data types and what a value of each is.
DATATYPES: Final[dict[str, Callable[[Any], bool]]] = {
    "BOOL": lambda v: type(v) is bool,
    **{f"UINT{n}": _whole(0, 2**n - 1) for n in (8, 16, 32, 64)},
    **{f"INT{n}": _whole(-(2 ** (n - 1)), 2 ** (n - 1) - 1) for n in (8, 16, 32, 64)},
    "FP16": _real,
    "FP32": _real,
    "FP64": _real,
    "BYTES": lambda v: type(v) is str,
}


class Spec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A tensor's name, data type and shape; -1 in the shape is any length."""

    name: str
    datatype: str
    shape: tuple[int, ...]


class Tensor(msgspec.Struct, frozen=True, kw_only=True):
    """A tensor with its values, flat in row-major order."""

    name: str
    datatype: str
    shape: tuple[int, ...]
    data: list[Any]


def agree(one: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether two shapes can be of one tensor."""
    return len(one) == len(other) and all(a == b or -1 in (a, b) for a, b in zip(one, other, strict=True))


def check_specs(known: Sequence[Spec], wanted: Sequence[Spec]) -> None:
    """Raise ``algorithm_tensor`` unless ``known`` has every tensor of ``wanted`` in its type and shape."""
    held = {spec.name: spec for spec in known}
    for spec in wanted:
        found = held.get(spec.name)
        if spec.datatype not in DATATYPES or found is None or found.datatype != spec.datatype:
            raise TensorError(
                name=spec.name, why_zh="缺少或类型不符", why_en="it is missing or of another type"
            )
        if not agree(found.shape, spec.shape):
            raise _wrong(spec.name, "形状不符", "its shape is another")


def check_tensors(given: Sequence[Tensor], wanted: Sequence[Spec]) -> list[Tensor]:
    """Return the tensors of ``wanted``, in its order, values flat; raises ``algorithm_tensor``."""
    held = {tensor.name: tensor for tensor in given}
    if len(held) != len(given):
        raise _wrong("?", "重复", "one is given twice")
    check_specs([Spec(name=t.name, datatype=t.datatype, shape=t.shape) for t in given], wanted)
    return [_checked(held[spec.name]) for spec in wanted]


def _checked(tensor: Tensor) -> Tensor:
    count = math.prod(tensor.shape)
    if any(n < 0 for n in tensor.shape) or count > MOST_VALUES:
        raise TensorError(
            name=tensor.name, why_zh="形状无效或过大", why_en="its shape is not valid or too large"
        )
    flat = _flat(tensor.data, len(tensor.shape))
    if len(flat) != count:
        raise TensorError(
            name=tensor.name, why_zh="个数与形状不符", why_en="its values do not fill its shape"
        )
    if not all(map(DATATYPES[tensor.datatype], flat)):
        raise TensorError(
            name=tensor.name,
            why_zh=f"有的值不是 {tensor.datatype}",
            why_en=f"a value is no {tensor.datatype}",
        )
    return msgspec.structs.replace(tensor, data=flat)


def _wrong(name: str, zh: str, en: str) -> TensorError:
    return TensorError(name=name, why_zh=zh, why_en=en)


def _flat(data: list[Any], depth: int) -> list[Any]:
    """Return values that may be nested as deep as the shape, as the protocol allows."""
    for _ in range(depth - 1):
        if not data or not all(isinstance(part, list) for part in data):
            break
        data = [value for part in data for value in part]
    return data
