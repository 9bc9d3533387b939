"""Which reader a file wants."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from yiwang.connectors.processlog.csvlog import read_csv
from yiwang.connectors.processlog.errors import ProcessLogRefusedError
from yiwang.connectors.processlog.found import FoundLog
from yiwang.connectors.processlog.xeslog import read_xes

_GZIP = b"\x1f\x8b"


def read_log(path: Path, columns: Mapping[str, str] | None = None, *, as_written: bool = False) -> FoundLog:
    """Return the log in ``path``: XES (also packed) by what it begins with, else CSV.

    ``columns`` names the columns of a CSV file; ``as_written`` passes over the offsets from UTC of XES.
    Raises ``process_log_refused``.
    """
    try:
        with path.open("rb") as file:
            head = file.read(256)
    except OSError as error:
        raise ProcessLogRefusedError(
            name=path.name, why_zh="打不开", why_en=error.strerror or "cannot be opened"
        ) from error
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") or head.startswith(_GZIP):
        return read_xes(path, as_written=as_written)
    return read_csv(path, columns)
