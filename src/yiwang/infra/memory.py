"""Memory of long-running processes."""

from __future__ import annotations

import gc

_YOUNG, _MIDDLE, _OLD = 50_000, 20, 50


def settle() -> None:
    """Keep the garbage collector away from what stays for good; called once everything is loaded.

    Areas, catalogues and code are hundreds of thousands of objects that never die. With the collector's
    own thresholds a batch of reports walks them again and again: a quarter of the worker's time
    (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
