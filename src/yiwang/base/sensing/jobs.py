"""Work of sensing that happens by the clock."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.sensing.usecases.closing import look_after
from yiwang.infra.periodic import Periodic

PERIODICS = (Periodic("sensing.days", timedelta(hours=1), look_after),)
