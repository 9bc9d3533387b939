"""The client library ``three`` 0.8.0, written for Python 2, made to run here without changing it."""

from __future__ import annotations

import itertools
import warnings
from typing import Any


def three(endpoint: str, **options: Any) -> Any:
    """Return a client of ``endpoint``."""
    itertools.ifilter = filter  # type: ignore[attr-defined]  # gone since Python 3
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from three import Three

            return Three(endpoint, **options)
    finally:
        del itertools.ifilter  # type: ignore[attr-defined]
