"""The result of a period: as it was frozen, or as the cases stand now."""

from __future__ import annotations

from typing import Any

from yiwang.base.assessment.usecases import freezing, running
from yiwang.infra.database import Work


async def result(
    work: Work,
    code: str,
    period: str,
    version: int | None = None,
    *,
    assessed: bool = True,
    live: bool = False,
) -> dict[str, Any]:
    """Return the ranking of a scheme in a period; ``frozen`` says by which edition, or is null.

    ``live``, another ``version`` and ``assessed=False`` (with excluded cases) are computed now even if the
    period is frozen.
    """
    if version is None and assessed and not live:
        held = await freezing.frozen(work, code, period)
        if held is not None:
            return await running.kept(work, held)
    return await running.result(work, code, period, version, assessed=assessed)
