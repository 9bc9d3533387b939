"""Named errors of edge nodes."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class EdgeKeyError(YiwangError):
    """A one-time key is unknown, used or too old; or a node's secret is unknown or revoked."""

    code = "edge_key_refused"
    status = 401
    zh = "边缘节点密钥无效、已使用、已过期或已吊销。"
    en = "The edge node's key is unknown, used, too old or revoked."


class EdgeNotYoursError(YiwangError):
    """A node speaks of a device that never was behind it."""

    code = "edge_not_yours"
    status = 403
    zh = "设备（编号 {device}）从未接在此边缘节点之后。"
    en = "Device number {device} never was behind this edge node."


class EdgeStageError(YiwangError):
    """The node is not in a stage in which this may be done."""

    code = "edge_stage"
    status = 409
    zh = "边缘节点“{node}”现在不能这样做：{why_zh}"
    en = "This cannot be done with edge node {node!r} now: {why_en}"
