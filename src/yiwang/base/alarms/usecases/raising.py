"""From signals to alarms: one per fingerprint, hushed or called, alone or in a storm."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from yiwang.base.alarms.model.alarm import Alarm, flaps
from yiwang.base.alarms.model.rule import Rule
from yiwang.base.alarms.model.signals import Signal
from yiwang.base.alarms.store import alarms as store
from yiwang.base.alarms.store import rules as rule_store
from yiwang.base.alarms.usecases.hushing import hush
from yiwang.base.alarms.usecases.recording import Recorder
from yiwang.base.alarms.usecases.reporting import due, make_reports
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Work
from yiwang.kernel.ids import new_id

_HOUR: Final = timedelta(hours=1)
Rules = Mapping[str, tuple[int, Rule]]


def instant(micros: int) -> datetime:
    """Return an instant of readings."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)


def fingerprint(rule: Rule, subject: str) -> str:
    """Return what makes two alarms the same: rule, subject, labels."""
    body = msgspec.json.encode([rule.code, subject, rule.labels], order="sorted")
    return hashlib.blake2b(body, digest_size=16).hexdigest()


class Subjects:
    """What signals are about: devices by number, places by code."""

    def __init__(self, sheets: Mapping[int, sensing.DeviceSheet], edge: str | None = None) -> None:
        self._sheets, self._edge = sheets, edge

    def name(self, key: Any) -> str:
        """Return the code of a subject."""
        return self._sheets[key].code if isinstance(key, int) else str(key)

    def knows(self, key: Any) -> bool:
        """Tell whether the subject is still registered."""
        return not isinstance(key, int) or key in self._sheets

    def alarm(self, rule: Rule, version: int, key: Any, signal: Signal) -> Alarm:
        """Return the new alarm that a signal begins."""
        sheet = self._sheets.get(key if isinstance(key, int) else signal.device)
        at = instant(signal.at)
        path = () if sheet is None else sheet.path
        labels = dict(rule.labels)
        if sheet is not None:
            labels |= {"product": sheet.product, "area": sheet.area or "", "unit": sheet.unit or ""}
        if self._edge is not None:
            labels["edge"] = self._edge
        return Alarm(
            id=new_id(),
            fingerprint=fingerprint(rule, self.name(key)),
            rule=rule.code,
            rule_version=version,
            subject=self.name(key),
            device=None if sheet is None else sheet.no,
            name=str(key) if sheet is None else sheet.name,
            labels=labels,
            level=signal.rank,
            peak=signal.rank,
            value=signal.value,
            area=None if sheet is None else sheet.area,
            path=path,
            unit=None if sheet is None else sheet.unit,
            lon=signal.lon if signal.lon is not None or sheet is None else sheet.lon,
            lat=signal.lat if signal.lat is not None or sheet is None else sheet.lat,
            raised_at=at,
            last_at=at,
            recurrences=((at, signal.value),),
        )


Keyed = Sequence[tuple[Signal, Any]]


async def take(work: Work, keyed: Keyed, rules: Rules, *, edge: str | None = None) -> None:
    """Write what signals mean; each comes with the key of its subject, ``edge``: and with who decided it.

    In the caller's transaction: alarms, their journal, reports of those that are due, messages. What is
    raised and clears in the same batch (settling was behind, or a gateway sent both) is called as well.
    """
    for part in _in_turn(keyed):
        await _take(work, part, rules, edge)


def _in_turn(keyed: Keyed) -> list[Keyed]:
    """Return the signals in one part, or two: what clears after it was raised here is for the second."""
    raised: set[tuple[str, Any]] = set()
    over: set[tuple[str, Any]] = set()
    first: list[tuple[Signal, Any]] = []
    rest: list[tuple[Signal, Any]] = []
    for signal, key in keyed:
        subject = (signal.rule, key)
        if subject in raised and (signal.kind == "cleared" or not signal.rank):
            over.add(subject)
        elif signal.rank:
            raised.add(subject)
        (rest if subject in over else first).append((signal, key))
    return [first, rest] if rest else [first]


async def _take(work: Work, keyed: Keyed, rules: Rules, edge: str | None) -> None:
    numbers = {key for _, key in keyed if isinstance(key, int)} | {s.device for s, _ in keyed}
    subjects = Subjects(await sensing.sheets(work.tx, [n for n in numbers if n >= 0]), edge)
    keyed = [(s, key) for s, key in keyed if s.rule in rules and subjects.knows(key)]
    marks = [fingerprint(rules[s.rule][1], subjects.name(key)) for s, key in keyed]
    recorder = Recorder(work)
    if any(s.kind == "raised" for s, _ in keyed):
        await store.one_by_one(work.tx)  # what others raise is seen before it is counted
    known = await store.open_by_fingerprint(work.tx, list(set(marks)))
    recorder.hold(known.values())
    standing = {mark: held[0].id for mark, held in known.items()}
    new: dict[str, Alarm] = {}
    touched: dict[Any, None] = {}
    for (signal, key), mark in zip(keyed, marks, strict=True):
        version, rule = rules[signal.rule]
        if mark in standing:
            touched[standing[mark]] = None
            _go_on(recorder, standing[mark], signal, rule, _source(edge, version))
        elif signal.rank:
            new[mark] = recorder.raise_(subjects.alarm(rule, version, key, signal))
            standing[mark] = new[mark].id
            touched[standing[mark]] = None
    by_code = {code: rule for code, (_, rule) in rules.items()}
    if new:
        await _quieten(work, recorder, [recorder.get(a.id) for a in new.values()], by_code)
        await rule_store.count(work.tx, "raised", dict(Counter(a.rule for a in new.values())))
    await close_parents(work, recorder)
    called = [recorder.get(i) for i in touched]
    await make_reports(work, recorder, [a for a in called if due(a, by_code.get(a.rule))], by_code)
    await recorder.write()


def _source(edge: str | None, version: int) -> dict[str, Any]:
    """Return what the journal says of who decided, where it was not decided here."""
    return {} if edge is None else {"edge": edge, "rule_version": version}


def _go_on(recorder: Recorder, alarm: Any, signal: Signal, rule: Rule, source: dict[str, Any]) -> None:
    """Take a signal about an alarm that is there; ``source`` says who decided."""
    before = recorder.get(alarm)
    at = instant(signal.at)
    if signal.kind == "cleared" or signal.rank == 0:
        if before.active:
            quiet = timedelta(seconds=rule.limits.flap_within)
            settles = (at + quiet).isoformat() if before.flapping else None
            recorder.change(alarm, "clear", {"at": at.isoformat(), "settles_at": settles} | source)
    elif before.active:
        if signal.rank != before.level:
            recorder.change(alarm, "level", {"level": signal.rank, "at": at.isoformat()} | source)
    else:
        data = {
            "at": at.isoformat(),
            "value": signal.value,
            "level": signal.rank,
            "flapping": flaps(before, at, rule.limits.flaps, rule.limits.flap_within),
        }
        recorder.change(alarm, "recur", data | source)


async def _quieten(work: Work, recorder: Recorder, new: list[Alarm], rules: Mapping[str, Rule]) -> None:
    """Hush new alarms that are too many or are not to be called now."""
    await _storms(work, recorder, new, rules)
    hushing = await hush(work, new)
    often = await store.raised_since(work.tx, [a.fingerprint for a in new], work.now - _HOUR)
    for alarm in new:
        if recorder.get(alarm.id).hushed is not None:
            continue
        why = hushing.why(alarm)
        if why is None and often.get(alarm.fingerprint, 0) >= rules[alarm.rule].limits.per_hour:
            why = "limit"
        if why is not None:
            recorder.change(alarm.id, "hush", {"why": why})


def district_of(alarm: Alarm) -> str:
    """Return the district in which alarms of one rule make a storm."""
    return alarm.path[1] if len(alarm.path) > 1 else alarm.path[0] if alarm.path else ""


async def _storms(work: Work, recorder: Recorder, new: list[Alarm], rules: Mapping[str, Rule]) -> None:
    """Gather alarms that are too many at once under one parent per rule and district."""
    places: dict[tuple[str, str], list[Alarm]] = {}
    for alarm in new:
        places.setdefault((alarm.rule, district_of(alarm)), []).append(alarm)
    spans = {rules[code].limits.storm_within for code, _ in places}
    recent: Counter[tuple[str, str]] = Counter()
    for span in spans:
        codes = [c for c in {code for code, _ in places} if rules[c].limits.storm_within == span]
        recent.update(await store.recent(work.tx, work.now - timedelta(seconds=span), codes))
    for place, children in places.items():
        rule = rules[place[0]]
        if len(children) + recent[place] <= rule.limits.storm:
            continue
        parent = await _parent(work, recorder, rule, place[1], children)
        for child in children:
            recorder.change(child.id, "adopt", {"parent": str(parent.id)})


async def _parent(work: Work, recorder: Recorder, rule: Rule, district: str, children: list[Alarm]) -> Alarm:
    mark = fingerprint(rule, f"storm:{district}")
    known = await store.open_by_fingerprint(work.tx, [mark])
    if mark in known:
        recorder.hold(known.values())
        parent = recorder.get(known[mark][0].id)
        if not parent.active:
            data = {
                "at": work.now.isoformat(),
                "value": None,
                "level": max(c.level for c in children),
                "flapping": False,
            }
            parent = recorder.change(parent.id, "recur", data)
        return parent
    first = children[0]
    parent = msgspec.structs.replace(
        first,
        id=new_id(),
        fingerprint=mark,
        subject=f"storm:{district}",
        device=None,
        name=f"{rule.zh}（{len(children)} 台以上设备同时告警）",
        level=max(c.level for c in children),
        peak=max(c.level for c in children),
        area=district or None,
        path=first.path[:2],
        unit=None,
        is_storm=True,
        hushed=None,
        parent=None,
        version=1,
        recurrences=(),
    )
    parent = recorder.raise_(parent)
    why = (await hush(work, [parent])).why(parent)
    if why is not None:
        recorder.change(parent.id, "hush", {"why": why})
    elif due(parent, rule):
        await make_reports(work, recorder, [parent], {rule.code: rule})
    return recorder.get(parent.id)


async def close_parents(work: Work, recorder: Recorder) -> None:
    """Clear the parents of storms whose last child has cleared."""
    parents = {a.parent for a in recorder.changed() if a.parent is not None and not a.active}
    if not parents:
        return
    await recorder.write()
    over = await store.childless(work.tx, list(parents))
    recorder.hold((await store.lock(work.tx, over)).values())
    for parent in over:
        if recorder.get(parent).active:
            recorder.change(parent, "clear", {"at": work.now.isoformat(), "settles_at": None})
