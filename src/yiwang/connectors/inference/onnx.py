"""Models in the exchange format ONNX, run here by onnxruntime where it is installed (``yiwang[onnx]``)."""

from __future__ import annotations

import asyncio
import base64
import binascii
import importlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import msgspec
import numpy as np

from yiwang.sdk.algorithms import ArtefactError, Spec, Tensor, TensorError, agree, check_tensors

#: Data types of ONNX by those of the protocol; text tensors are left out.
_TYPES: Final = {
    "BOOL": ("tensor(bool)", np.bool_),
    "UINT8": ("tensor(uint8)", np.uint8),
    "INT8": ("tensor(int8)", np.int8),
    "INT32": ("tensor(int32)", np.int32),
    "INT64": ("tensor(int64)", np.int64),
    "FP32": ("tensor(float)", np.float32),
    "FP64": ("tensor(double)", np.float64),
}
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="onnx")


class OnnxCard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file and the tensors that it is said to have; ``file`` is base64 in JSON."""

    file: str
    inputs: tuple[Spec, ...]
    outputs: tuple[Spec, ...]


class OnnxModel:
    """One session; asked one call at a time, beside the event loop."""

    def __init__(self, card: OnnxCard) -> None:
        self.inputs: Sequence[Spec] = card.inputs
        self.outputs: Sequence[Spec] = card.outputs
        self._session = _session(card.file)
        _compare(card.inputs, self._session.get_inputs())
        _compare(card.outputs, self._session.get_outputs())

    def health(self) -> str:
        """Return ``closed``: what is opened here is well."""
        return "closed"

    async def ready(self) -> None:
        """Return: opening it has compared its tensors already."""

    async def infer(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        """Return the declared outputs; raises ``algorithm_tensor`` if it cannot work on these inputs."""
        return await asyncio.get_running_loop().run_in_executor(_thread, self._run, tensors)

    def _run(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        fed: dict[str, Any] = {
            t.name: np.array(t.data, _TYPES[t.datatype][1]).reshape(t.shape) for t in tensors
        }
        try:
            found = self._session.run([spec.name for spec in self.outputs], fed)
        except Exception as error:  # noqa: BLE001 - the library has classes of its own, not published
            raise TensorError(name="*", why_zh=str(error)[:200], why_en=str(error)[:200]) from None
        given = [
            Tensor(name=spec.name, datatype=spec.datatype, shape=array.shape, data=array.ravel().tolist())
            for spec, array in zip(self.outputs, found, strict=True)
        ]
        return check_tensors(given, self.outputs)


def open_onnx(payload: bytes) -> OnnxModel:
    """Return the model of a payload; raises ``algorithm_artefact``."""
    try:
        return OnnxModel(msgspec.json.decode(payload, type=OnnxCard))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ArtefactError(why_zh=f"说明不完整：{error}", why_en=str(error)) from None


def _session(file: str) -> Any:
    try:
        runtime = importlib.import_module("onnxruntime")
    except ImportError:
        raise ArtefactError(
            why_zh="没有安装 onnxruntime（pip install 'yiwang[onnx]'）",
            why_en="onnxruntime is not installed (pip install 'yiwang[onnx]')",
        ) from None
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        content = base64.b64decode(file, validate=True)
        return runtime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except binascii.Error:
        raise ArtefactError(why_zh="文件不是 base64", why_en="the file is not base64") from None
    except Exception as error:  # noqa: BLE001 - the library has classes of its own, not published
        raise ArtefactError(
            why_zh=f"打不开：{error!s:.200}", why_en=f"it does not open: {error!s:.200}"
        ) from None


def _compare(wanted: Sequence[Spec], found: Sequence[Any]) -> None:
    held = {tensor.name: tensor for tensor in found}
    for spec in wanted:
        told = held.get(spec.name)
        kind = _TYPES.get(spec.datatype, ("",))[0]
        shape = [] if told is None else [n if isinstance(n, int) else -1 for n in told.shape]
        if told is None or told.type != kind or not agree(shape, spec.shape):
            raise ArtefactError(
                why_zh=f"没有张量 {spec.name}（{spec.datatype} {spec.shape}）",
                why_en=f"it has no tensor {spec.name} of {spec.datatype} {spec.shape}",
            )
