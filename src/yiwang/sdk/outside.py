"""Asking outside services, for connectors: allowed hosts, time, size, a circuit breaker."""

from __future__ import annotations

from yiwang.infra.errors import OutsideGarbageError, OutsideRefusedError
from yiwang.infra.outside import Answer, Outside, origin_of

__all__ = ["Answer", "Outside", "OutsideGarbageError", "OutsideRefusedError", "origin_of"]
