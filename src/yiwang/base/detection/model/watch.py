"""A detector that watches streams: checks what comes in, scores it, says what is an alarm."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from yiwang.base.detection.errors import (
    DetectorParamsError,
    DetectorUnknownError,
    SnapshotError,
    StreamIndexError,
    TimeWentBackError,
    ValueNotFiniteError,
)
from yiwang.base.detection.model.bank import Floats, Index, packed, unpacked
from yiwang.base.detection.model.catalogue import detector, read_params
from yiwang.base.detection.model.policy import Policy

#: Squares of larger numbers are not sure to be finite.
LARGEST = 1e150
_FORM = 1


class Judged(NamedTuple):
    """What a batch was judged to be: by position a score (``nan``: not yet) and whether it is an alarm."""

    scores: Floats
    alarms: NDArray[np.bool_]


class Judgement(NamedTuple):
    """What one reading was judged to be; ``score`` is None while the stream is learnt."""

    score: float | None
    alarm: bool


class Watch:
    """One detector over ``streams`` streams, batch by batch.

    ``params`` as the detector declares them (:data:`~.catalogue.detectors`); ``learning``, one number of rows
    per stream, replaces that of the parameters. Raises :class:`DetectorUnknownError`,
    :class:`DetectorParamsError`.
    """

    def __init__(
        self,
        name: str,
        params: dict[str, Any] | None = None,
        *,
        streams: int = 1,
        learning: ArrayLike | None = None,
    ) -> None:
        self.name = name
        self.params = read_params(name, params or {})
        rows = self._learning(streams) if learning is None else np.asarray(learning, dtype=np.int64)
        if rows.shape != (streams,):
            raise StreamIndexError(
                why_zh=f"学习行数应有 {streams} 个", why_en=f"learning must have {streams} numbers"
            )
        self._bank = detector(name).call(rows, self.params)
        self._policy = Policy(rows, self.params)
        self._last = np.full(streams, -math.inf)
        self._marked = np.zeros(streams, dtype=np.bool_)

    def _learning(self, streams: int) -> NDArray[np.int64]:
        return np.full(streams, self.params.learning, dtype=np.int64)

    @property
    def streams(self) -> int:
        """How many streams are watched."""
        return len(self._last)

    def grow(self, streams: int) -> None:
        """Watch so many streams from now on; the new ones begin to learn."""
        more = streams - self.streams
        if more < 0:
            raise StreamIndexError(why_zh="序列数不能减少", why_en="the number of streams cannot shrink")
        rows = self._learning(more)
        self._bank.grow(rows)
        self._policy.grow(rows)
        self._last = np.concatenate([self._last, np.full(more, -math.inf)])
        self._marked = np.zeros(streams, dtype=np.bool_)

    def update(self, streams: ArrayLike, values: ArrayLike, times: ArrayLike) -> Judged:
        """Take in readings, those of one stream oldest first; times in seconds since 1970 UTC.

        A stream may come several times; the fastest is once. Nothing is taken in when anything is refused.
        Raises :class:`StreamIndexError` (no such stream, columns of different length),
        :class:`ValueNotFiniteError`, :class:`TimeWentBackError`.
        """
        at = np.asarray(streams, dtype=np.intp)
        readings, instants = np.asarray(values, dtype=np.float64), np.asarray(times, dtype=np.float64)
        self._check(at, readings, instants)
        if not self._repeats(at):
            self._refuse_late(instants, self._last[at], np.arange(len(at)))
            return self._take(at, readings, instants)
        order = np.argsort(at, kind="stable")
        first = np.r_[True, at[order][1:] != at[order][:-1]]
        ordered = instants[order]
        self._refuse_late(ordered, np.where(first, self._last[at[order]], np.r_[0.0, ordered[:-1]]), order)
        begins = np.flatnonzero(first)
        turn = np.arange(len(at)) - np.repeat(begins, np.diff(np.r_[begins, len(at)]))
        scores, alarms = np.empty(len(at)), np.empty(len(at), dtype=np.bool_)
        for number in range(int(turn.max()) + 1):
            these = order[turn == number]
            scores[these], alarms[these] = self._take(at[these], readings[these], instants[these])
        return Judged(scores, alarms)

    def standing(self, streams: ArrayLike) -> NDArray[np.bool_]:
        """Return in which streams the rows that are silent after an alarm are not yet over."""
        state, at = self._policy.state, np.asarray(streams, dtype=np.intp)
        return np.asarray(state["rows"][at] < state["silent_until"][at])

    def learning(self, streams: ArrayLike) -> NDArray[np.bool_]:
        """Return which streams are not judged yet."""
        at = np.asarray(streams, dtype=np.intp)
        return np.asarray(self._policy.state["rows"][at] < self._policy.learning[at])

    @property
    def columnar(self) -> bool:
        """Tell whether :meth:`columns` are the whole state."""
        return self._bank.columnar

    @property
    def last(self) -> Floats:
        """Return when each stream was last read, in seconds since 1970; before everything if never."""
        return self._last

    def take_over(self, streams: ArrayLike, other: Watch, theirs: ArrayLike) -> None:
        """Give ``streams`` what ``theirs`` of an equally made watch are, which is not used again.

        Raises :class:`StreamIndexError`, and ``ValueError`` for another detector or other parameters.
        """
        if (self.name, self.params) != (other.name, other.params):
            raise ValueError("these watches are not equally made")
        at, found = self._known(streams), other._known(theirs)
        self._last[at] = other._last[found]
        self._bank.take_over(at, other._bank, found)
        self._policy.take_over(at, other._policy, found)

    def columns(self) -> dict[str, NDArray[Any]]:
        """Return the state as columns with one row per stream; who writes to them sets it.

        ``nearest`` and ``joint`` keep more than columns (:attr:`columnar`): for them it raises ``TypeError``.
        """
        policy = {f"policy.{name}": column for name, column in self._policy.live().items()}
        return {"last": self._last, **policy, **self._bank.live()}

    def _take(self, at: Index, values: Floats, times: Floats) -> Judged:
        self._last[at] = times
        scores = self._bank.score(at, values, times)
        return Judged(scores, self._policy.score(at, scores, times) > 0)

    def _repeats(self, at: Index) -> bool:
        self._marked[at] = True
        distinct = int(np.count_nonzero(self._marked))
        self._marked[at] = False
        return distinct != len(at)

    def _check(self, at: Index, values: Floats, times: Floats) -> None:
        if not (at.ndim == 1 and at.shape == values.shape == times.shape):
            raise StreamIndexError(
                why_zh="序列、数值、时间应等长", why_en="streams, values and times must have one length"
            )
        self._within(at)
        bad = np.flatnonzero(~(np.abs(values) <= LARGEST) | ~np.isfinite(times))
        if len(bad):
            worst = int(bad[0])
            raise ValueNotFiniteError(position=worst, value=f"{values[worst]} @ {times[worst]}")

    @staticmethod
    def _refuse_late(times: Floats, before: Floats, positions: Index) -> None:
        late = np.flatnonzero(times < before)
        if len(late):
            worst = int(late[0])
            raise TimeWentBackError(
                position=int(positions[worst]), time=float(times[worst]), last=float(before[worst])
            )

    def reset(self, streams: ArrayLike) -> None:
        """Let some streams begin anew, as if nothing had been seen. Raises :class:`StreamIndexError`."""
        at = self._known(streams)
        self._last[at] = -math.inf
        self._bank.reset(at)
        self._policy.reset(at)

    def snapshot(self, streams: ArrayLike | None = None) -> bytes:
        """Return all that the future of ``streams`` (default: all) depends on.

        :meth:`restored` and :meth:`load` go on from it as if nothing had been between.
        """
        at = np.arange(self.streams) if streams is None else self._known(streams)
        return msgspec.msgpack.encode(
            {
                "form": _FORM,
                "detector": self.name,
                "params": msgspec.to_builtins(self.params),
                "last": packed(self._last[at]),
                "bank": self._bank.dump(at),
                "policy": self._policy.dump(at),
            }
        )

    def load(self, streams: ArrayLike, snapshot: bytes) -> None:
        """Give ``streams`` the states that ``snapshot`` holds, in its order.

        Raises :class:`SnapshotError`: damaged (then the streams begin anew), another number of streams,
        another detector, or other parameters; a threshold and what else makes a score an alarm may differ.
        """
        at = self._known(streams)
        told = _told(snapshot)
        if told["detector"] != self.name or _state_params(told["params"]) != _state_params(
            msgspec.to_builtins(self.params)
        ):
            raise SnapshotError(
                why_zh="检测器或其参数不同", why_en="it is of another detector or other parameters"
            )
        try:
            with _damage():
                last = unpacked(told["last"], np.dtype("f8"), (len(at),))
                self._bank.load(at, told["bank"])
                self._policy.load(at, told["policy"])
                self._last[at] = last
        except SnapshotError:
            self.reset(at)
            raise

    @classmethod
    def restored(cls, snapshot: bytes) -> Watch:
        """Return the watch that ``snapshot`` was taken of; raises :class:`SnapshotError`."""
        told = _told(snapshot)
        with _damage():
            count = len(unpacked(told["last"], np.dtype("f8"), None))
            watch = cls(told["detector"], told["params"], streams=count)
        watch.load(np.arange(count), snapshot)
        return watch

    def _known(self, streams: ArrayLike) -> Index:
        at = np.atleast_1d(np.asarray(streams, dtype=np.intp))
        self._within(at)
        if self._repeats(at):
            raise StreamIndexError(why_zh="序列重复", why_en="a stream comes twice")
        return at

    def _within(self, at: Index) -> None:
        if len(at) and not (at.min() >= 0 and at.max() < self.streams):
            raise StreamIndexError(
                why_zh=f"序列号应在 0 与 {self.streams - 1} 之间",
                why_en=f"streams must lie between 0 and {self.streams - 1}",
            )


#: Parameters that say when a score is an alarm; the state does not depend on them.
_ALARMING = {"threshold", "refractory", "budget", "budget_rows"}


def _state_params(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if name not in _ALARMING}


@contextlib.contextmanager
def _damage() -> Iterator[None]:
    """Call whatever a damaged snapshot leads to by its name."""
    try:
        yield
    except (
        *(KeyError, TypeError, ValueError, IndexError, AttributeError),
        *(DetectorParamsError, DetectorUnknownError),
    ) as error:
        raise SnapshotError(why_zh="数据已损坏", why_en="the data are damaged") from error


def _told(snapshot: bytes) -> dict[str, Any]:
    """Return what the snapshot holds, its form checked."""
    try:
        told = msgspec.msgpack.decode(snapshot, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SnapshotError(why_zh="数据已损坏", why_en="the data are damaged") from error
    if told.get("form") != _FORM:
        raise SnapshotError(why_zh="版本不同", why_en="it has another form")
    with _damage():
        return {name: told[name] for name in ("detector", "params", "last", "bank", "policy")}


class Stream:
    """One detector over one stream, one reading at a time."""

    def __init__(self, name: str, params: dict[str, Any] | None = None) -> None:
        self._watch = Watch(name, params)

    def update(self, value: float, time: float) -> Judgement:
        """Take in a reading; ``time`` in seconds since 1970 UTC. Raises as :meth:`Watch.update` does."""
        judged = self._watch.update([0], [value], [time])
        score = float(judged.scores[0])
        return Judgement(None if math.isnan(score) else score, bool(judged.alarms[0]))

    def snapshot(self) -> bytes:
        """Return all that the future depends on."""
        return self._watch.snapshot()

    @classmethod
    def restored(cls, snapshot: bytes) -> Stream:
        """Return the stream that ``snapshot`` was taken of; raises :class:`SnapshotError`."""
        stream = cls.__new__(cls)
        stream._watch = Watch.restored(snapshot)  # noqa: SLF001 - its own class
        return stream
