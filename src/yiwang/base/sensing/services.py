"""What sensing does for as long as a worker lives."""

from __future__ import annotations

from typing import Final

from yiwang.base.sensing.usecases.serving import serve
from yiwang.infra.service import Service

#: One connection holds the locks and listens, one works, one makes partitions.
SERVICES: Final = (Service("sensing.settle", serve, connections=4),)
