"""One picture of sensing 感知一张图: devices with their status and values, now or as of a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing.model.wanted import DeviceFilter
from yiwang.base.sensing.store import archive as noted
from yiwang.base.sensing.store import finding, moments
from yiwang.base.sensing.store.products import PRODUCTS, Products
from yiwang.base.sensing.usecases import archive
from yiwang.base.sensing.usecases import finding as finding_cases
from yiwang.base.sensing.usecases.looking import patience
from yiwang.base.sensing.usecases.settler import micros
from yiwang.infra.database import Work
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import InvalidInputError

#: Devices in one picture: what a browser scrolls without halting; what is looked up in a second.
MOST_NOW: Final = 20_000
MOST_THEN: Final = 5_000
#: How far back a value of a series that went on is looked for.
LOOKBACK: Final = timedelta(days=2)
STATUSES: Final = ("online", "stale", "offline", "out")

Newest = list[NDArray[Any]]


class Picture(msgspec.Struct, kw_only=True):
    """Devices as columns, by code. ``newest_at``: of all their values, in milliseconds since 1970.

    ``status``: ``out`` (not in service), ``offline`` (silent for longer than its product allows), ``stale``
    (some value is older than it should be), ``online``. ``counts`` are of the devices in the columns;
    ``capped``: the search holds more, ``total`` in all. What somebody may not see of a device (``readable``)
    is left out: when it spoke, and where it moved to.
    """

    at: datetime
    total: int
    capped: bool
    counts: dict[str, int]
    code: list[str]
    name: list[str]
    product: list[str]
    state: list[str]
    status: list[str]
    unit: list[str | None]
    area: list[str | None]
    lon: list[float | None]
    lat: list[float | None]
    newest_at: list[int | None]
    readable: list[bool]


async def picture(work: Work, actor: Actor, wanted: DeviceFilter, moment: datetime | None) -> Picture:
    """Return the devices of ``wanted`` as they are, or as they were at ``moment``.

    Then ``online`` and ``state`` ask for what was so at that moment. Raises ``invalid_input`` for a moment
    ahead of now, and for more devices than can be looked up.
    """
    then = moment is not None
    asked = msgspec.structs.replace(wanted, state=None, online=None) if then else wanted
    if moment is None:
        total = await finding.count(work.tx, asked)
    else:
        total = await _may_look_back(work, asked, moment)
    found = await moments.devices(work.tx, asked, MOST_NOW)
    products = await PRODUCTS.get(work.tx)
    numbers = found["no"]
    if moment is None:
        values, places = await moments.newest(work.tx, numbers), await moments.places(work.tx, numbers)
    else:
        values = await newest_at(work, products, numbers, moment)
        places = await moments.places_at(work.tx, numbers, moment - LOOKBACK, moment)
        states = await moments.states_at(work.tx, numbers, moment)
        found["state"] = [states.get(no, "") for no in numbers]
    found["readable"] = await _readable(work, actor, asked, numbers)
    for row, no in enumerate(numbers):
        if no in places and found["readable"][row]:
            found["lon"][row], found["lat"][row] = places[no]
    at = moment or work.now
    last, stale = _freshness(numbers, values, products, micros(at))
    found["status"] = _statuses(found, last, stale, products, None if moment is None else micros(moment))
    told = zip(last.tolist(), found["readable"], strict=True)
    found["newest_at"] = [at // 1000 if may and at >= 0 else None for at, may in told]
    found["product"] = [products.by_no[no].code for no in found["product"]]
    kept = _kept(found, wanted) if then else None
    shown = found if kept is None else {name: [column[row] for row in kept] for name, column in found.items()}
    return _made(shown, at, total if kept is None else len(kept))


async def latest_at(
    work: Work, wanted: DeviceFilter, properties: Sequence[str], moment: datetime
) -> dict[str, list[Any]]:
    """Return what :func:`~yiwang.base.sensing.usecases.looking.latest` would have returned at ``moment``.

    Without ``online``, which is :func:`picture`'s to say. Raises ``invalid_input`` as it does.
    """
    await _may_look_back(work, wanted, moment)
    found = await moments.devices(work.tx, wanted, MOST_THEN)
    products = await PRODUCTS.get(work.tx)
    device, prop, at, value = await newest_at(work, products, found["no"], moment)
    names = set(properties)
    codes = {no: code for no, (_, code) in products.props.items() if not names or code in names}
    row_of = {no: row for row, no in enumerate(found["no"])}
    rows = [row for row, no in enumerate(prop.tolist()) if no in codes]
    then = micros(moment)
    shown = [row_of[int(device[row])] for row in rows]
    return {
        "device": [found["code"][row] for row in shown],
        "property": [codes[int(prop[row])] for row in rows],
        "at": [int(at[row]) // 1000 for row in rows],
        "value": [float(value[row]) for row in rows],
        "stale": [then - int(at[row]) > patience(products, int(prop[row])) * 1000 for row in rows],
    }


async def _may_look_back(work: Work, wanted: DeviceFilter, moment: datetime) -> int:
    """Return how many devices there are; raise ``invalid_input`` when they cannot be looked back at."""
    if moment > work.now:
        raise InvalidInputError(field="at", why_zh="不能晚于现在", why_en="must not lie ahead")
    total = await finding.count(work.tx, wanted)
    if total > MOST_THEN:
        raise InvalidInputError(
            field="at",
            why_zh=f"回看最多 {MOST_THEN} 台设备，请先筛选",
            why_en=f"at most {MOST_THEN} devices can be looked back at: narrow the search",
        )
    return total


async def _readable(work: Work, actor: Actor, wanted: DeviceFilter, numbers: Sequence[int]) -> list[bool]:
    """Tell of each device whether ``actor`` may see what it says."""
    reach = await finding_cases.within_reach(work, actor, wanted)
    if reach.readable is None:
        return [True] * len(numbers)
    covered = await finding.numbers(work.tx, reach)
    return [no in covered for no in numbers]


async def newest_at(work: Work, products: Products, numbers: Sequence[int], moment: datetime) -> Newest:
    """Return the last value of each series up to ``moment``, from the database and from Parquet."""
    since = moment - LOOKBACK
    parts = [await moments.newest_at(work.tx, numbers, since, moment)]
    files = await noted.closed(work.tx, since.date(), moment.date())
    if files:
        raw = [row["path"] for row in files if not row["coarse"]]
        coarse = [row["path"] for row in files if row["coarse"]]
        question = archive.Question(numbers, list(products.props), (micros(since) + 1, micros(moment) + 1))
        parts.append(await asyncio.to_thread(archive.newest, raw, coarse, question))
    return moments.join(parts)


def _freshness(
    numbers: Sequence[int], values: Newest, products: Products, at: int
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return per device the newest instant (-1: none) and whether one of its values is stale."""
    device, prop, when, _ = values
    last = np.full(len(numbers), -1, np.int64)
    stale = np.zeros(len(numbers), np.bool_)
    order = np.argsort(np.array(numbers, np.int64), kind="stable")
    rows = order[np.searchsorted(np.array(numbers, np.int64)[order], device)] if len(device) else device
    np.maximum.at(last, rows, when)
    limits = {no: patience(products, no) * 1000 for no in products.props}
    limit = np.array([limits.get(no, np.inf) for no in prop.tolist()], np.float64)
    np.logical_or.at(stale, rows, at - when > limit)
    return last, stale


def _statuses(
    found: dict[str, list[Any]],
    last: NDArray[Any],
    stale: NDArray[Any],
    products: Products,
    moment: int | None,
) -> list[str]:
    """Return the status of each device; of a past moment the last value says whether it was online."""
    made = []
    for row, state in enumerate(found["state"]):
        if state != "in_service":
            made.append("out")
            continue
        online = bool(found["online"][row])
        if moment is not None:
            patient = products.by_no[found["product"][row]].draft.offline_s * 1e6
            online = last[row] >= 0 and moment - int(last[row]) <= patient
        made.append("offline" if not online else "stale" if stale[row] else "online")
    return made


def _kept(found: dict[str, list[Any]], wanted: DeviceFilter) -> list[int]:
    """Return the rows that were registered, in the stage and as online as asked."""
    return [
        row
        for row, (state, status) in enumerate(zip(found["state"], found["status"], strict=True))
        if state
        and wanted.state in {None, state}
        and (wanted.online is None or wanted.online == (status in {"online", "stale"}))
    ]


def _made(found: dict[str, list[Any]], at: datetime, total: int) -> Picture:
    columns = {name: found[name] for name in Picture.__struct_fields__[4:]}
    counts = dict.fromkeys(STATUSES, 0)
    for status in found["status"]:
        counts[status] += 1
    return Picture(at=at, total=total, capped=total > len(found["code"]), counts=counts, **columns)
