"""The door of sensing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.base.sensing.errors import DeviceKeyError, InboxFullError, SettlerSupersededError
from yiwang.base.sensing.model.device import ACTS, STATES, Device, DeviceDraft, DeviceRef, KeyScope
from yiwang.base.sensing.model.parcel import count, join, pack, select, unpack
from yiwang.base.sensing.model.product import (
    CITY_STATES,
    MEANS,
    SOURCES,
    CityState,
    Function,
    Happening,
    Member,
    Parameter,
    Product,
    ProductDraft,
    Property,
    Retention,
    ThingModel,
)
from yiwang.base.sensing.model.quality import REASONS, Verdict
from yiwang.base.sensing.model.readings import Batch, Fixes, Occurrence, Readings
from yiwang.base.sensing.model.rights import (
    ASK_USE,
    CHANGE_DEVICES,
    CHANGE_PRODUCTS,
    DECIDE_USE,
    MANAGE_KEYS,
    SEE_DEVICES,
    DeviceFace,
)
from yiwang.base.sensing.model.telemetry import TelemetryMessage, decoder
from yiwang.base.sensing.model.units import DIMENSIONS, UNITS, conversion
from yiwang.base.sensing.model.wanted import DeviceFilter, ObservationFilter
from yiwang.base.sensing.store import devices as device_store
from yiwang.base.sensing.store import inbox as inbox_store
from yiwang.base.sensing.store import products as product_store
from yiwang.base.sensing.store.gateways import Behind
from yiwang.base.sensing.store.products import PRODUCTS, Products
from yiwang.base.sensing.store.roster import Chosen, DeviceSheet, been_between, chosen, said_between, sheets
from yiwang.base.sensing.store.roster import partitions as partition_count
from yiwang.base.sensing.store.roster import revision as registry_revision
from yiwang.base.sensing.usecases import devices as device_cases
from yiwang.base.sensing.usecases import keys as key_cases
from yiwang.base.sensing.usecases import products as product_cases
from yiwang.base.sensing.usecases import serving, telling
from yiwang.base.sensing.usecases.archive import use_folder
from yiwang.base.sensing.usecases.backfill import PastReject, PastRow, PastTaken, take_past
from yiwang.base.sensing.usecases.closing import close_day, look_after
from yiwang.base.sensing.usecases.exporting import READINGS, device_table, reading_table
from yiwang.base.sensing.usecases.finding import (
    count_devices,
    coverage,
    demand_operation,
    demand_reach,
    faces,
    figures,
    find_devices,
    meter,
    position,
    uses,
    within_reach,
)
from yiwang.base.sensing.usecases.gateways import (
    KeyDigest,
    append_within,
    behind,
    digests_behind,
    judge_at,
    put_behind,
    take_late,
)
from yiwang.base.sensing.usecases.inlet import Inlet, check_occurrence, inlet
from yiwang.base.sensing.usecases.looking import Bins, Observations, binned, latest, observations, shadow
from yiwang.base.sensing.usecases.modelsheets import MODEL_SHEET, model_lines, read_model
from yiwang.base.sensing.usecases.observing import MakeObserver, Observer, use_observers
from yiwang.base.sensing.usecases.picturing import Picture, latest_at, picture
from yiwang.base.sensing.usecases.products import Outlook, look_ahead
from yiwang.base.sensing.usecases.products import versions as product_versions
from yiwang.base.sensing.usecases.resolving import Directory, Prop, directory, props_of
from yiwang.base.sensing.usecases.settler import Settler
from yiwang.base.sensing.usecases.sheets import SHEET, RowResult, import_devices, lines, template
from yiwang.base.sensing.usecases.sorting import SortedDevice, Sorter
from yiwang.base.sensing.usecases.telling import Told, gather
from yiwang.base.sensing.usecases.telltale import doubtful, feeds, happenings, track
from yiwang.base.sensing.usecases.using import ask_use, decide_use, use_requests
from yiwang.infra.database import Database, Tx, Work
from yiwang.kernel.errors import NotFoundError, YiwangError

__all__ = [
    "ACTS",
    "ASK_USE",
    "CHANGE_DEVICES",
    "CHANGE_PRODUCTS",
    "CITY_STATES",
    "DECIDE_USE",
    "DIMENSIONS",
    "MANAGE_KEYS",
    "MEANS",
    "MODEL_SHEET",
    "READINGS",
    "REASONS",
    "SEE_DEVICES",
    "SHEET",
    "SOURCES",
    "STATES",
    "UNITS",
    "Batch",
    "Behind",
    "Bins",
    "Chosen",
    "CityState",
    "Device",
    "DeviceDraft",
    "DeviceFace",
    "DeviceFilter",
    "DeviceKeyError",
    "DeviceRef",
    "DeviceSheet",
    "Directory",
    "Fixes",
    "Function",
    "Happening",
    "InboxFullError",
    "Inlet",
    "KeyDigest",
    "KeyScope",
    "MakeObserver",
    "Member",
    "ObservationFilter",
    "Observations",
    "Observer",
    "Occurrence",
    "Outlook",
    "Parameter",
    "PastReject",
    "PastRow",
    "PastTaken",
    "Picture",
    "Product",
    "ProductDraft",
    "Products",
    "Prop",
    "Property",
    "Readings",
    "Retention",
    "RowResult",
    "Settler",
    "SettlerSupersededError",
    "SortedDevice",
    "Sorter",
    "TelemetryMessage",
    "ThingModel",
    "Told",
    "Verdict",
    "act",
    "append_within",
    "ask_use",
    "been_between",
    "behind",
    "binned",
    "check_occurrence",
    "chosen",
    "close_day",
    "conversion",
    "count",
    "count_devices",
    "coverage",
    "create_key",
    "decide_use",
    "decoder",
    "demand_operation",
    "demand_reach",
    "device",
    "device_table",
    "devices_of_products",
    "digests_behind",
    "directory",
    "doubtful",
    "ensure_partitions",
    "faces",
    "feeds",
    "figures",
    "find_devices",
    "gather",
    "happenings",
    "import_devices",
    "inbox_state",
    "inlet",
    "join",
    "judge_at",
    "keys_of",
    "latest",
    "latest_at",
    "life",
    "lines",
    "look_after",
    "look_ahead",
    "meter",
    "model_lines",
    "observations",
    "pack",
    "partition_count",
    "picture",
    "position",
    "product_versions",
    "products",
    "props_of",
    "put_behind",
    "read_model",
    "reading_table",
    "recognise",
    "registry_revision",
    "revoke_key",
    "said_between",
    "save_devices",
    "save_product",
    "select",
    "shadow",
    "sheets",
    "take_late",
    "take_past",
    "tell",
    "template",
    "track",
    "unpack",
    "use_folder",
    "use_observers",
    "use_requests",
    "uses",
    "within_reach",
]


async def products(tx: Tx) -> Products:
    """Return all products in memory (no SQL while it is fresh)."""
    return await PRODUCTS.get(tx)


async def save_product(work: Work, draft: ProductDraft, base: int | None = None) -> Product:
    """Store a product, or the next version of it; an equal one changes nothing.

    ``base``: the version that was changed (0: a new product). Announces ``sensing.product``. Raises
    ``thing_model_refused``, ``product_changed`` when another version is in force than ``base``, and
    ``thing_model_in_use`` where a property would get another unit, kind or members of another meaning while
    devices of the product are registered, also one that an earlier version had.
    """
    return await product_cases.save_product(work, draft, base)


async def devices_of_products(tx: Tx) -> dict[int, int]:
    """Return how many devices are registered of each product, by its number."""
    return await product_store.devices_of_each(tx)


async def save_devices(
    work: Work, drafts: Sequence[DeviceDraft], *, state: str = "registered", reason: str = ""
) -> tuple[list[str], list[tuple[int, YiwangError]]]:
    """Register devices, or change those whose code is known; unchanged ones are not touched.

    Return the codes that were new or changed, and what was refused: place in ``drafts`` and why. New devices
    start in ``state``. Announces ``sensing.device``.
    """
    return await device_cases.save_devices(work, drafts, state=state, reason=reason)


async def act(work: Work, code: str, action: str, *, reason: str, unit: str | None = None) -> Device:
    """Take a device to another stage of its life (``enable``, ``suspend``, ``repair``, ``scrap``).

    ``unit`` is responsible from then on (the actor's, if not given). Announces ``sensing.device``. Raises
    ``not_found``, ``device_state`` and ``invalid_input``.
    """
    return await device_cases.act(work, code, action, reason=reason, unit=unit)


async def device(tx: Tx, code: str) -> Device:
    """Return one device; raises ``not_found``."""
    found = await device_store.device(tx, code)
    if found is None:
        raise NotFoundError(what_zh="设备", what_en="device", key=code)
    return found


async def life(tx: Tx, code: str) -> list[dict[str, Any]]:
    """Return the life of a device, newest first; raises ``not_found``."""
    return [dict(row) for row in await device_store.life(tx, (await device(tx, code)).no)]


async def create_key(
    work: Work, scope: str, subject: str, *, label: str = "", until: datetime | None = None
) -> tuple[UUID, str]:
    """Make a key that speaks for a ``device``, a ``gateway`` and what is behind it, or a ``product``.

    Return its id and the key, which is shown this once: only its hash is stored. Raises ``not_found``.
    """
    return await key_cases.create_key(work, scope, subject, label=label, until=until)


async def keys_of(tx: Tx, scope: str, subject: str) -> list[dict[str, Any]]:
    """Return the keys of a device, gateway or product, without anything secret; raises ``not_found``."""
    return [dict(row) for row in await key_cases.keys_of(tx, scope, subject)]


async def revoke_key(work: Work, key: UUID) -> None:
    """Revoke a key: within a second no process takes it any more. Raises ``not_found``."""
    await key_cases.revoke_key(work, key)


async def recognise(database: Database, secret: str) -> KeyScope:
    """Return for whom a device key speaks (held in the process); raises ``device_key_refused``."""
    return await key_cases.recognise(database, secret)


async def tell(database: Database, scope: KeyScope | None, messages: Sequence[TelemetryMessage]) -> Told:
    """Store what ``messages`` say and return after the commit; ``scope``: whom the sender speaks for.

    Raises ``telemetry_form`` for a message in no known form (nothing is stored then), ``telemetry_refused``
    when no message is of a device the sender speaks for, ``inbox_full`` when too much waits.
    """
    return await telling.tell(database, scope, messages)


async def inbox_state(tx: Tx) -> dict[str, Any]:
    """Return how much waits to be settled, per partition and in all."""
    return serving.progress(await inbox_store.state(tx))


async def ensure_partitions(work: Work, wanted: int = 1) -> int:
    """Make the partitions of the inbox that are missing; return how many there are.

    More may be made only while nothing waits and no settler runs: devices move between them.
    """
    found = await inbox_store.partitions(work.tx)
    if found < wanted:
        await inbox_store.add_partitions(work.tx, wanted)
    return max(found, wanted)
