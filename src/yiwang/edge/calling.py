"""Calling another machine on the spot: every change of an alarm is posted to an address, in order."""

from __future__ import annotations

import asyncio
import logging
import urllib.error
import urllib.parse
import urllib.request
from typing import Final

from yiwang.edge.node import Node
from yiwang.kernel.errors import InvalidInputError

log = logging.getLogger(__name__)

_REST: Final = 1.0
_LONGEST: Final = 30.0
_PATIENCE: Final = 10.0


def address(url: str) -> str:
    """Return ``url`` if it is one that may be posted to; raises ``invalid_input``."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InvalidInputError(
            field="webhook", why_zh="须为 http(s) 地址", why_en="must be an address of http or https"
        )
    return url


def post(url: str, body: bytes) -> None:
    """Post ``body``; raises ``OSError`` when it was not taken."""
    request = urllib.request.Request(url, body, {"content-type": "application/json"})  # noqa: S310 - the operator's
    with urllib.request.urlopen(request, timeout=_PATIENCE):  # noqa: S310 - as above
        pass


async def call(node: Node, url: str) -> None:
    """Post what changed, the oldest first, until cancelled; what was not taken is posted again."""
    pause = _REST
    while True:
        found = await node.do(node.journal.next_told)
        if found is None:
            await asyncio.sleep(_REST)
            continue
        try:
            await asyncio.to_thread(post, url, found[1])
        except (OSError, ValueError) as error:
            log.warning("webhook: %s", error)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST)
        else:
            await node.do(node.journal.drop_told, found[0])
            pause = _REST
