"""Boards as somebody sees them now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import msgspec

from yiwang.base.alarms import api as alarms
from yiwang.base.plans import api as plans
from yiwang.base.sensing import api as sensing
from yiwang.base.stations import store
from yiwang.base.stations.definition import Board, Group, StationsSection
from yiwang.base.stations.errors import BoardNotFoundError
from yiwang.base.stations.model.reading import EVERY_S, RANKS, Bin, falls, limits, reached, trend, urgency
from yiwang.infra.database import Tx, Work
from yiwang.kernel.permissions import allowed

MOST: Final = 1000
_ALARMS: Final = 2000
_LOOK_BACK: Final = timedelta(hours=25)


async def apply_section(work: Work, section: StationsSection, pack: str, version: str) -> None:
    """Store the boards of a pack."""
    await store.replace(work.tx, section.boards, pack, version)


async def boards(tx: Tx) -> list[dict[str, Any]]:
    """Return code and names of all boards."""
    return [{"code": one.code, "zh": one.zh, "en": one.en} for one in await store.boards(tx)]


async def view(work: Work, code: str, area: str | None = None) -> dict[str, Any]:
    """Return a board with its stations as they are now, the most urgent first; see ``api.view``."""
    board = next((one for one in await store.boards(work.tx) if one.code == code), None)
    if board is None:
        raise BoardNotFoundError(board=code)
    raised: dict[str, list[alarms.Alarm]] = {}
    for alarm in await alarms.find(work, alarms.AlarmFilter(living=True, area=area), limit=_ALARMS):
        raised.setdefault(alarm.subject, []).append(alarm)
    groups = [await _group(work, group, area, raised) for group in board.groups]
    return {
        "code": board.code,
        "zh": board.zh,
        "en": board.en,
        "at": work.now,
        "groups": groups,
        "response": await _response(work, board, groups),
    }


async def _group(
    work: Work, group: Group, area: str | None, raised: dict[str, list[alarms.Alarm]]
) -> dict[str, Any]:
    select = sensing.DeviceFilter(
        product=group.select.product, tags=group.select.tags, area=area, state="in_service"
    )
    wanted = await sensing.within_reach(work, work.actor, select)
    products = await sensing.products(work.tx)
    devices = [
        device
        for device in await sensing.find_devices(work.tx, wanted, "code", None, MOST)
        if group.property in products.by_code[device.product].props
    ]
    said = await sensing.latest(work, wanted, [group.property])
    latest = {code: n for n, code in enumerate(said["device"])}
    bins = await _bins(work, wanted, group) if group.kind != "state" else {}
    now = work.now.timestamp()
    rows = []
    for device in devices:
        n = latest.get(device.code)
        value = None if n is None else said["value"][n]
        own = bins.get(device.code, [])
        fell = falls(own, group.windows, now)
        found = limits(group, device.attributes, value, fell)
        top = reached(found)
        rows.append(
            {
                "code": device.code,
                "name": device.name,
                "lon": device.lon,
                "lat": device.lat,
                "address": device.address,
                "area": device.area,
                "online": device.online,
                "value": value,
                "at": None if n is None else said["at"][n],
                "stale": n is not None and said["stale"][n],
                "trend": trend(value, own, group.trend_minutes, now),
                "falls": msgspec.to_builtins(fell),
                "limits": msgspec.to_builtins(found),
                "level": None if top is None else top.level,
                "alarms": [_alarm(one) for one in raised.get(device.code, ())],
                "order": (*urgency(found, value), device.name),
            }
        )
    rows.sort(key=lambda row: row["order"])
    for row in rows:
        del row["order"]
    head = group.model_dump(mode="json", include={"code", "zh", "en", "kind", "windows", "trend_minutes"})
    return head | _property(products, devices, group) | {"stations": rows, "capped": len(devices) >= MOST}


def _property(products: sensing.Products, devices: list[sensing.Device], group: Group) -> dict[str, Any]:
    """Return name, unit and members of the property that is read, as the first device's product says."""
    for device in devices[:1]:
        for prop in products.by_code[device.product].draft.model.properties:
            if prop.code == group.property:
                return {"property": msgspec.to_builtins(prop)}
    return {"property": None}


async def _bins(work: Work, wanted: sensing.DeviceFilter, group: Group) -> dict[str, list[Bin]]:
    hours = max((*group.windows, 1)) if group.kind == "sum" else 0
    back = max(timedelta(hours=hours), timedelta(minutes=group.trend_minutes)) + timedelta(
        seconds=2 * EVERY_S
    )
    asked = sensing.ObservationFilter(
        devices=wanted, properties=(group.property,), start=work.now - min(back, _LOOK_BACK), end=work.now
    )
    found = await sensing.binned(work, asked, EVERY_S)
    made: dict[str, list[Bin]] = {}
    for device, at, mean, last in zip(found.device, found.at, found.mean, found.last, strict=True):
        made.setdefault(device, []).append(Bin(at / 1000, mean, last))
    return made


def _alarm(alarm: alarms.Alarm) -> dict[str, Any]:
    return {
        "id": alarm.id,
        "rule": alarm.rule,
        "level": alarms.NAMES[alarm.level],
        "case": alarm.case,
        "raised_at": alarm.raised_at,
    }


async def _response(work: Work, board: Board, groups: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the response that the highest level reached asks for, with its reason; ``None``: none."""
    top: dict[str, int] = {}
    for row in (row for group in groups for row in group["stations"]):
        if row["level"] is not None:  # not alarms: a flat battery calls for no response to a flood
            top[row["code"]] = max(top.get(row["code"], 0), RANKS[row["level"]])
    for one in sorted(board.responses, key=lambda one: -RANKS[one.level]):
        above = sum(rank >= RANKS[one.level] for rank in top.values())
        if above:
            title = await _title(work, one.plan)
            plan = None if title is None else {"code": one.plan, "title": title}
            return {"level": one.level, "response": one.response, "stations": above, "plan": plan}
    return None


async def _title(work: Work, plan: str | None) -> str | None:
    if plan is None or not allowed(work.actor, plans.SEE):
        return None
    known = [row["plan"] for row in (await plans.find(work))["items"]]
    return next((one.title for one in known if one.code == plan), None)
