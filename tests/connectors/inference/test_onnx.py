"""An ONNX file as a version: opened, compared with what it is said to have, asked."""

import base64
import importlib.util
import struct
from typing import Any

import msgspec
import pytest

from yiwang.base.algorithms import api
from yiwang.connectors.inference.kinds import kinds
from yiwang.connectors.inference.onnx import open_onnx
from yiwang.infra.settings import Settings
from yiwang.kernel.protobuf import varint
from yiwang.sdk.algorithms import ArtefactError

needed = pytest.mark.skipif(
    importlib.util.find_spec("onnxruntime") is None,
    reason="onnxruntime is not installed: make onnx to test ONNX models",
)


def _part(number: int, value: bytes | str | int) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def _value(name: str, rank: int) -> bytes:
    shape = b"".join(_part(1, _part(2, f"{name}{axis}")) for axis in range(rank))
    tensor = _part(1, 1) + _part(2, shape)
    return _part(1, name) + _part(2, _part(1, tensor))


def model() -> bytes:
    """A file that gives the largest fill of each bin."""
    axes = _part(1, "axes") + _part(8, 1) + _part(20, 7)
    keep = _part(1, "keepdims") + _part(3, 0) + _part(20, 2)
    node = _part(1, "fill") + _part(2, "hours_left") + _part(4, "ReduceMax") + _part(5, axes) + _part(5, keep)
    graph = (
        _part(1, node) + _part(2, "g") + _part(11, _value("fill", 2)) + _part(11, _value("hours_since", 1))
    )
    graph += _part(12, _value("hours_left", 1))
    return _part(1, 8) + _part(7, graph) + _part(8, _part(2, 13))


def payload(content: bytes, **change: Any) -> bytes:
    task = api.OVERFLOW
    body = {"file": base64.b64encode(content).decode(), "inputs": task.takes, "outputs": task.gives}
    return msgspec.json.encode(body | change)


@needed
async def test_a_file_is_opened_and_asked() -> None:
    opened = open_onnx(payload(model()))
    await opened.ready()
    given = [
        api.Tensor(name="fill", datatype="FP32", shape=(2, 2), data=[1.0, 7.5, 3.0, 2.0]),
        api.Tensor(name="hours_since", datatype="FP32", shape=(2,), data=[0.0, 0.0]),
    ]
    [told] = await opened.infer(given)
    assert (told.shape, told.data) == ((2,), [7.5, 3.0])


@needed
@pytest.mark.parametrize("content", [b"", b"no model", model()[:40], struct.pack("<q", 1) * 50])
def test_a_damaged_file_is_named(content: bytes) -> None:
    with pytest.raises(ArtefactError):
        open_onnx(payload(content))


@needed
def test_other_tensors_than_said_are_named() -> None:
    wrong = {"name": "hours_left", "datatype": "INT64", "shape": [-1]}
    with pytest.raises(ArtefactError, match="hours_left"):
        open_onnx(payload(model(), outputs=[wrong]))


def test_without_the_runtime_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "onnxruntime", None)
    with pytest.raises(ArtefactError, match="yiwang\\[onnx\\]"):
        open_onnx(payload(model()))


def test_the_kind_is_known_without_the_runtime() -> None:
    assert [kind.name for kind in kinds(Settings())] == ["onnx"]
