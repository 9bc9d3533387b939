"""The demo city's people on duty now: they walk about in their areas, through the doors of ``presence``."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Final
from uuid import UUID

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.presence import api as presence
from yiwang.entry.city import PACK
from yiwang.infra.database import Database, Work
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.geometry import distance_m
from yiwang.packs.install import list_installed

_MOST: Final = 80
_STOPS: Final = 7
_SPEED: Final = 1.1  # metres a second, with stops
#: Every so many-th person's phone falls silent after its first position.
_SILENT: Final = 12
_ROLES: Final = frozenset({"verifier", "handler"})

#: Who was put on duty by this process: whoever has gone off duty since stays off.
_begun: set[UUID] = set()


def forget() -> None:
    """Forget who was put on duty, as a fresh process does."""
    _begun.clear()


async def walk(database: Database) -> None:
    """Put the demo's people on duty once, then say where each has walked to."""
    async with database.work(SYSTEM) as work:
        if not any(pack.id == PACK for pack in await list_installed(work.tx)):
            return
        tree = await geography.areas(work.tx)
        for number, (account, area) in enumerate(await _walkers(work, tree)):
            await _step(work, tree.polygons[area], number, account)


async def _walkers(work: Work, tree: geography.AreaTree) -> list[tuple[identity.Account, str]]:
    """Return accounts that nobody has ever used, each with the area it serves, which has a polygon."""
    units = await identity.directory(work.tx)
    found = []
    for account in await identity.accounts(work.tx, limit=1000):
        free = account.signed_in_at is None and account.disabled_at is None
        unit = units.unit(account.unit) if account.unit else None
        area = account.area or (unit.area if unit else None)
        fits = len(account.roles) == 1 and _ROLES.issuperset(account.roles)
        if free and fits and area is not None and area in tree.polygons:
            found.append((account, area))
    return found[:: math.ceil(len(found) / _MOST)] if found else []


async def _step(work: Work, area: BaseGeometry, number: int, account: identity.Account) -> None:
    person = (await identity.directory(work.tx)).person(account.person) if account.person else None
    actor = Actor(
        name=account.name,
        roles=frozenset(account.roles),
        account=account.id,
        person=account.person,
        unit=account.unit or (person.unit if person else None),
        area=account.area,
    )
    own = work.beside(actor)
    duty = await presence.own(own)
    if duty is None:
        if account.id in _begun:
            return
        duty = await presence.begin(own)
    _begun.add(account.id)
    if duty.lon is None or number % _SILENT != _SILENT // 2:
        lon, lat = _where(area, number, work.now.timestamp())
        await presence.moved(own, lon, lat, 8 + number % 5 * 6)
    work.adopt(own)


def _where(area: BaseGeometry, number: int, seconds: float) -> tuple[float, float]:
    """Return where the walker is: on a round through some points of the area, the same at every start."""
    stops = _stops(area, number)
    legs = list(zip(stops, stops[1:] + stops[:1], strict=True))
    lengths = [distance_m(*a, *b) for a, b in legs]
    left = (seconds * _SPEED + number * 311) % max(sum(lengths), 1.0)
    for (a, b), length in zip(legs, lengths, strict=True):
        if left <= length:
            share = left / max(length, 1.0)
            return round(a[0] + (b[0] - a[0]) * share, 6), round(a[1] + (b[1] - a[1]) * share, 6)
        left -= length
    return stops[0]


def _stops(area: BaseGeometry, number: int) -> list[tuple[float, float]]:
    """Return points inside ``area``, chosen by the walker's number."""
    rng = np.random.default_rng(number)
    west, south, east, north = area.bounds
    lons, lats = rng.uniform(west, east, 400), rng.uniform(south, north, 400)
    inside = shapely.contains_xy(area, lons, lats)
    found = list(zip(lons[inside][:_STOPS].tolist(), lats[inside][:_STOPS].tolist(), strict=True))
    return found or [tuple(area.representative_point().coords[0])]


PERIODIC = Periodic("demo.patrol", timedelta(minutes=1), walk)
