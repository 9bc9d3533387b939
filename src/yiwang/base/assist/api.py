"""The door of assistance."""

from __future__ import annotations

from yiwang.base.assist.model.rights import ASSIST
from yiwang.base.assist.model.writer import Writer, Written
from yiwang.base.assist.usecases.asking import about, ask, draft, use_writer

__all__ = ["ASSIST", "Writer", "Written", "about", "ask", "draft", "use_writer"]
