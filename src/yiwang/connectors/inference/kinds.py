"""The kinds of models that this connector brings."""

from __future__ import annotations

import msgspec

from yiwang.connectors.inference.oip import Service, ServiceCard
from yiwang.connectors.inference.onnx import open_onnx
from yiwang.sdk.algorithms import ArtefactError, Kind
from yiwang.sdk.service import Settings


def kinds(settings: Settings) -> list[Kind]:
    """Return the kinds that the settings allow: services only where hosts are named."""
    found = [Kind("onnx", "ONNX 模型", "ONNX model", open_onnx)]
    hosts = frozenset((settings.inference_hosts or "").lower().split(",")) - {""}
    if hosts:

        def opened(payload: bytes) -> Service:
            try:
                card = msgspec.json.decode(payload, type=ServiceCard)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise ArtefactError(why_zh=f"说明不完整：{error}", why_en=str(error)) from None
            return Service(card, hosts, settings.inference_timeout_s)

        found.append(Kind("oip", "推理服务（OIP v2）", "inference service (OIP v2)", opened))
    return found
