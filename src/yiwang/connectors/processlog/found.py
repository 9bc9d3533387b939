"""What was found in a file: the log, and what was left out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from yiwang.connectors.processlog.errors import ProcessLogRefusedError
from yiwang.sdk.mining import ProcessLog

#: Years outside which a time is kept but doubted: an empty date often becomes 1900, 1948 or 1970.
_FIRST_YEAR: Final = 631_152_000_000_000  # 1990-01-01 in microseconds since 1970
#: Why a row was left out → (Chinese, English).
REASONS: Final = {
    "case": ("缺少案件编号", "no case"),
    "activity": ("缺少环节", "no activity"),
    "time": ("时间缺失或无法识别", "no time that can be read"),
}


@dataclass(frozen=True, slots=True)
class FoundLog:
    """``left_out``: rows by reason (:data:`REASONS`); ``doubtful``: steps kept although dated before 1990.

    ``ties``: steps of one case and instant, which only their order in the file tells apart.
    """

    log: ProcessLog
    left_out: Mapping[str, int]
    doubtful: int
    ties: int


def found(name: str, log: ProcessLog, left_out: Mapping[str, int]) -> FoundLog:
    """Return ``log`` with what is to be said of it; raises ``process_log_refused`` if nothing is in it."""
    if not len(log):
        said = {key: n for key, n in left_out.items() if n}
        zh = "；".join(f"{REASONS[key][0]} {n} 行" for key, n in said.items())
        en = "; ".join(f"{REASONS[key][1]}: {n} rows" for key, n in said.items())
        raise ProcessLogRefusedError(
            name=name, why_zh=zh or "其中没有任何环节", why_en=en or "it has no steps"
        )
    same: NDArray[np.bool_] = (np.diff(log.at) == 0) & log.follows()
    return FoundLog(
        log=log,
        left_out={key: n for key, n in left_out.items() if n},
        doubtful=int((log.at < _FIRST_YEAR).sum()),
        ties=int(same.sum()),
    )
