"""Commands that the protocol has frames for, and what a terminal says of them.

A product for terminals declares functions of these codes: ``show_text`` (``text``), ``restart``, ``locate``,
``report_every`` (``seconds``, ``for_s``). A terminal's answer to a frame is the answer to the command.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from yiwang.connectors.jt808.frames import FrameError

TEXT, CONTROL, LOCATE, TRACK, LOCATED = 0x8300, 0x8105, 0x8201, 0x8202, 0x0201
_SHOWN_AND_READ, _NOTICE, _RESTART = 0x0C, 0x01, 0x04
_LONGEST: Final = 0xFFFF
_WORDS: Final = {1: "终端执行失败", 2: "终端认为消息有误", 3: "终端不支持"}
_GENERAL: Final = 5


def frame(function: str, values: Mapping[str, Any], *, new: bool) -> tuple[int, bytes] | None:
    """Return kind and body of a command's frame; ``None``: the protocol has none for it."""
    match function, values:
        case "show_text", {"text": str(text)}:
            head = bytes((_SHOWN_AND_READ, _NOTICE)) if new else bytes((_SHOWN_AND_READ,))
            return TEXT, head + text.encode("gbk", "replace")
        case "restart", _:
            return CONTROL, bytes((_RESTART,))
        case "locate", _:
            return LOCATE, b""
        case "report_every", {"seconds": seconds, **more}:
            every = min(max(int(seconds), 0), _LONGEST)
            lasting = max(int(more.get("for_s", 0)), 0)
            return TRACK, every.to_bytes(2, "big") + lasting.to_bytes(4, "big")
    return None


def result(body: bytes) -> tuple[int, str]:
    """Read the terminal's general answer 0x0001: to which serial number, and why not (empty: done)."""
    if len(body) != _GENERAL:
        raise FrameError("a general answer of another length")
    return int.from_bytes(body[:2], "big"), "" if body[4] == 0 else _WORDS.get(body[4], f"应答 {body[4]}")
