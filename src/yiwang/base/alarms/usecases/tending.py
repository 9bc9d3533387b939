"""What happens to alarms as time passes: hushing ends or begins, flapping settles, old ones are closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from yiwang.base.alarms.model.rule import Rule
from yiwang.base.alarms.store import alarms as store
from yiwang.base.alarms.store import noise as noise_store
from yiwang.base.alarms.store.noise import HUSHING
from yiwang.base.alarms.usecases.hushing import hush
from yiwang.base.alarms.usecases.raising import close_parents
from yiwang.base.alarms.usecases.recording import Recorder
from yiwang.base.alarms.usecases.reporting import due, make_reports
from yiwang.infra.database import Work

_MOST: Final = 500
#: An alarm that cleared by itself and that nobody confirmed is closed after this time.
_CLOSE_AFTER: Final = timedelta(hours=24)


async def tend(work: Work, rules: Mapping[str, tuple[int, Rule]]) -> None:
    """Let time pass for all alarms; idempotent."""
    recorder = Recorder(work)
    await _end_silences(work)
    settled = await store.settling(work.tx, work.now)
    waiting = await store.unreported(work.tx, _MOST)
    left = await store.left_cleared(work.tx, work.now - _CLOSE_AFTER)
    if not (settled or waiting or left):
        return
    recorder.hold((await store.lock(work.tx, [*settled, *waiting, *left])).values())
    for alarm in settled:
        if recorder.get(alarm).settles_at is not None:
            recorder.change(alarm, "clear", {"at": work.now.isoformat(), "settles_at": None})
    by_code = {code: rule for code, (_, rule) in rules.items()}
    if waiting:
        hushing = await hush(work, [])
        for one in waiting:
            alarm_now = recorder.get(one)
            why = hushing.why(alarm_now)
            if why is None and alarm_now.hushed == "limit":
                continue
            if why != alarm_now.hushed:
                recorder.change(one, "hush", {"why": why})
        called = [recorder.get(i) for i in waiting]
        await make_reports(work, recorder, [a for a in called if due(a, by_code.get(a.rule))], by_code)
    for alarm in left:
        if recorder.get(alarm).closed_at is None:
            recorder.change(alarm, "close", {})
    await close_parents(work, recorder)
    await recorder.write()


async def _end_silences(work: Work) -> None:
    """End silences that last until what they hushed has cleared, once it has."""
    lasting = [s for s in (await HUSHING.get(work.tx)).silences if s.until_resolved and s.ends_at > work.now]
    if not lasting:
        return
    hushed = {row["hushed"] for row in await store.hushed_by(work.tx, [f"silence:{s.id}" for s in lasting])}
    over = [s.id for s in lasting if s.starts_at <= work.now and f"silence:{s.id}" not in hushed]
    if over:
        await noise_store.end_silences(work, over)
