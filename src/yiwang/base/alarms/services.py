"""What alarms does for as long as a worker lives."""

from __future__ import annotations

from typing import Final

from yiwang.base.alarms.usecases.gathering import serve
from yiwang.infra.service import Service

#: One connection holds the lease, one works.
SERVICES: Final = (Service("alarms.gathering", serve, connections=2),)
