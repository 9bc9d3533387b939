"""Named errors of cameras."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class VideoAwayError(YiwangError):
    """The video platform does not answer as it should."""

    code = "video_platform_away"
    status = 502
    zh = "视频平台没有正常应答：{why}"
    en = "The video platform does not answer as it should: {why}"


class NoVideoError(YiwangError):
    """The device is no camera, or has no such address."""

    code = "no_video"
    status = 404
    zh = "设备“{device}”没有可用的{what_zh}地址。"
    en = "Device {device!r} has no address for {what_en}."
