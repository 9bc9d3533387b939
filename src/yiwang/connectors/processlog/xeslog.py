"""XES (IEEE 1849) as a process log and back; ``.xes`` or packed as ``.xes.gz``."""

from __future__ import annotations

import gzip
import zlib
from array import array
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from io import TextIOBase
from pathlib import Path
from typing import Any, BinaryIO, Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

import numpy as np

from yiwang.connectors.processlog.errors import ProcessLogRefusedError
from yiwang.connectors.processlog.found import FoundLog, found
from yiwang.sdk.mining import NOBODY, ProcessLog, make_log

_CASE: Final = "concept:name"
_ACTIVITY: Final = "concept:name"
_TIME: Final = "time:timestamp"
_RESOURCE: Final = "org:resource"
_BLOCK: Final = 1 << 20
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
#: What one packed byte may become at most: a file that swells more is a bomb.
_SWELLS: Final = 200
_MOST: Final = 64 << 30


class _TrapError(Exception):
    """Something that a log has no need of and an attacker has."""


class _Reader:
    """Takes the elements of a log as they come; keeps four columns."""

    def __init__(self, *, as_written: bool) -> None:
        self._as_written = as_written
        self.cases: list[str] = []
        self.activities: dict[str, int] = {}
        self.resources: dict[str, int] = {}
        self.case, self.activity, self.resource = array("i"), array("i"), array("i")
        self.at = array("q")
        self.left_out = {"case": 0, "activity": 0, "time": 0}
        self._depth = 0
        self._trace_depth = self._step_depth = -1
        self._trace: dict[str, str] = {}
        self._step: dict[str, str] = {}
        self._steps: list[dict[str, str]] = []
        self._times: dict[str, int | None] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        depth = self._depth = self._depth + 1
        if self._step_depth >= 0:
            if depth == self._step_depth + 1 and "key" in attributes:
                self._step[attributes["key"]] = attributes.get("value", "")
        elif tag == "event" and self._trace_depth >= 0:
            self._step_depth, self._step = depth, {}
        elif tag == "trace":
            self._trace_depth, self._trace, self._steps = depth, {}, []
        elif depth == self._trace_depth + 1 and "key" in attributes:
            self._trace[attributes["key"]] = attributes.get("value", "")

    def end(self, _tag: str) -> None:
        """Take the end of an element."""
        if self._depth == self._step_depth:
            self._steps.append(self._step)
            self._step_depth = -1
        elif self._depth == self._trace_depth:
            self._take()
            self._trace_depth = -1
        self._depth -= 1

    def _take(self) -> None:
        name = self._trace.get(_CASE, "").strip()
        if not name:
            self.left_out["case"] += len(self._steps)
            return
        place = len(self.cases)
        for step in self._steps:
            activity = step.get(_ACTIVITY, "").strip()
            at = self._time(step.get(_TIME, ""))
            if not activity or at is None:
                self.left_out["activity" if not activity else "time"] += 1
                continue
            who = step.get(_RESOURCE, "").strip()
            self.case.append(place)
            self.activity.append(self.activities.setdefault(activity, len(self.activities)))
            self.resource.append(self.resources.setdefault(who, len(self.resources)) if who else NOBODY)
            self.at.append(at)
        self.cases.append(name)

    def _time(self, text: str) -> int | None:
        try:
            at = datetime.fromisoformat(text.strip())
        except ValueError:
            return None
        if self._as_written or at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        return (at - _EPOCH) // _MICROSECOND


def read_xes(path: Path, *, as_written: bool = False) -> FoundLog:
    """Return the log in an XES file.

    ``as_written`` takes the clock as it reads and passes over offsets from UTC, as some tools do: a night in
    which summer time ends is then an hour too short.
    Steps of one instant keep the order of the file. Two traces of one name are two cases. Steps without an
    activity or a time, and traces without a name, are left out and counted. Raises ``process_log_refused``.
    """
    reader = _Reader(as_written=as_written)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.EntityDeclHandler = parser.StartDoctypeDeclHandler = _refuse
    try:
        for block in _blocks(path):
            parser.Parse(block, False)  # noqa: FBT003 - expat takes it by place
        parser.Parse(b"", True)  # noqa: FBT003 - see above
    except (_TrapError, expat.ExpatError, OSError, EOFError, zlib.error) as error:
        raise ProcessLogRefusedError(
            name=path.name, why_zh=f"不是可以读取的 XES（{error}）", why_en=f"not readable XES: {error}"
        ) from error
    log = make_log(
        reader.cases,
        list(reader.activities),
        np.array(reader.case, np.int32),
        np.array(reader.activity, np.int32),
        np.array(reader.at, np.int64),
        resources=list(reader.resources),
        resource=np.array(reader.resource, np.int32),
    )
    return found(path.name, log, reader.left_out)


def _refuse(*_: Any) -> None:
    raise _TrapError("declares entities or a document type")


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if not packed:
            yield from _read(file)
            return
        limit = min(_MOST, max(path.stat().st_size * _SWELLS, 64 * _BLOCK))
        with gzip.open(file) as unpacked:
            size = 0
            for block in _read(unpacked):
                size += len(block)
                if size > limit:
                    raise _TrapError("unpacks to far more than a log")
                yield block


def _read(file: BinaryIO | gzip.GzipFile) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def write_xes(
    log: ProcessLog, out: TextIOBase, *, of_case: Mapping[str, Mapping[str, str]] | None = None
) -> None:
    """Write ``log`` as XES 1.0; ``of_case`` gives further texts of a case by its name."""
    out.writelines(xes(log, of_case=of_case))


def xes(log: ProcessLog, *, of_case: Mapping[str, Mapping[str, str]] | None = None) -> Iterator[str]:
    """Yield ``log`` as XES 1.0 in pieces, a case at a time; see :func:`write_xes`."""
    yield _HEAD
    activities = [quoteattr(name) for name in log.activities]
    resources = [quoteattr(name) for name in log.resources]
    rows = zip(log.activity.tolist(), log.at.tolist(), log.resource.tolist(), strict=True)
    for name, length in zip(log.cases, log.lengths.tolist(), strict=True):
        piece = [f'<trace><string key="concept:name" value={quoteattr(name)}/>\n']
        texts = (of_case or {}).get(name, {})
        piece += (f"<string key={quoteattr(k)} value={quoteattr(v)}/>\n" for k, v in texts.items())
        for _ in range(length):
            activity, at, who = next(rows)
            stamp = (_EPOCH + timedelta(microseconds=at)).isoformat(timespec="microseconds")
            piece.append(f'<event><string key="concept:name" value={activities[activity]}/>')
            if who != NOBODY:
                piece.append(f'<string key="org:resource" value={resources[who]}/>')
            piece.append(f'<date key="time:timestamp" value="{stamp}"/></event>\n')
        yield "".join([*piece, "</trace>\n"])
    yield "</log>\n"


_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<global scope="trace"><string key="concept:name" value=""/></global>
<global scope="event"><string key="concept:name" value=""/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/></global>
<classifier name="Activity" keys="concept:name"/>
"""
