"""The file spool: each text message becomes a file that a city's own gateway picks up.

A file appears whole (written aside, then renamed) as ``<id>.json`` with ``{id, to, text, kind, urgent,
at}``, readable by the owner only. Whoever picks it up deletes it; an id seen before is not sent again.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from yiwang.base.notify.model.sms import OutgoingSms


class Spool:
    """A gateway that writes into ``folder``, which it makes on first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def deliver(self, messages: Sequence[OutgoingSms]) -> Sequence[str | None]:
        """Write one file per message; see :class:`~yiwang.base.notify.model.sms.Gateway`."""
        return await asyncio.to_thread(self._write_all, messages)

    def _write_all(self, messages: Sequence[OutgoingSms]) -> list[str | None]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        outcomes = [self._write(message) for message in messages]
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)  # the names themselves must survive a power cut
        finally:
            os.close(folder)
        return outcomes

    def _write(self, message: OutgoingSms) -> str | None:
        aside = self.folder / f".{message.id}.part"
        try:
            handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(message))
                file.flush()
                os.fsync(file.fileno())
            aside.rename(self.folder / f"{message.id}.json")
        except OSError as error:
            aside.unlink(missing_ok=True)
            return error.strerror or type(error).__name__
        return None
