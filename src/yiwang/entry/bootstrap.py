"""The one place that knows all modules and wires them together."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING, cast

from yiwang.base.algorithms import api as algorithms
from yiwang.base.audit import api as audit
from yiwang.base.geography import api as geography
from yiwang.base.indicators import api as indicators
from yiwang.base.notify import api as notify
from yiwang.base.sensing import api as sensing
from yiwang.connectors.basemap import places
from yiwang.connectors.inference.kinds import kinds
from yiwang.infra import documents, objects, signing

if TYPE_CHECKING:  # what only some processes need is loaded where it is needed
    import sqlalchemy as sa
    from fastapi import APIRouter

    from yiwang.base.assist.api import Writer
    from yiwang.infra.live import LiveView
    from yiwang.infra.outbox import Subscriber
    from yiwang.infra.periodic import Periodic
    from yiwang.infra.service import Service
    from yiwang.infra.settings import Settings
    from yiwang.infra.web import Authenticator

#: Base modules, lowest first: the order of ARCHITECTURE and of the import contract.
BASE_MODULES = (
    "audit",
    "geography",
    "identity",
    "presence",
    "notify",
    "algorithms",
    "matters",
    "workflow",
    "language",
    "dispatching",
    "cases",
    "sensing",
    "actuation",
    "alarms",
    "edges",
    "findings",
    "samples",
    "assist",
    "warning",
    "watching",
    "plans",
    "knots",
    "stations",
    "insight",
    "proposals",
    "signs",
    "indicators",
    "vitals",
    "assessment",
    "bulletins",
    "wall",
)

_ASSIST = "yiwang.base.assist.api"

#: Modules whose routes come first in the description: reports, cases and acts, then readings.
_DESCRIBED_FIRST = ("cases", "sensing")

#: Connectors that mount routes of their own.
CONNECTORS: tuple[str, ...] = (
    "basemap", "cameras", "cap", "open311", "organisation", "processlog", "sensorthings", "tabular",
)  # fmt: skip


def configure(settings: Settings) -> None:
    """Tell the modules of this process what the settings decide; called once by every process."""
    signing.use_keys(settings.keys_folder)
    audit.use_digest(settings.ledger_digest)
    geography.use_places(places.list_path(settings.map_path))
    notify.use_spool(settings.sms_folder)
    algorithms.use_kinds(kinds(settings))
    algorithms.use_places(settings.model_places)
    if settings.llm_url is not None or _ASSIST in sys.modules:  # nobody else can have set one
        importlib.import_module(_ASSIST).use_writer(_writer(settings))
    sensing.use_folder(settings.observations_folder)
    documents.use_fonts(settings.fonts_folder)
    indicators.use_folder(settings.facts_folder)
    objects.use_objects(settings.media_folder, settings.max_upload_mb * 1_000_000)


def _writer(settings: Settings) -> Writer | None:
    """Return the language model; its connector is loaded only where one is set."""
    if settings.llm_url is None:
        return None
    found: Writer | None = importlib.import_module("yiwang.connectors.llm.writer").writer(settings)
    return found


def _parts(name: str) -> Iterator[ModuleType]:
    """Yield the part ``name`` of every base module that has one."""
    for module in BASE_MODULES:
        full = f"yiwang.base.{module}.{name}"
        try:
            found = importlib.util.find_spec(full)
        except ModuleNotFoundError:
            found = None
        if found is not None:
            yield importlib.import_module(full)


def schema() -> tuple[sa.MetaData, list[str]]:
    """Return the metadata of all tables and the statements that follow: triggers, published views."""
    metadata: sa.MetaData = importlib.import_module("yiwang.infra.schema").metadata
    importlib.import_module("yiwang.packs.tables")
    statements = [statement for part in _parts("tables") for statement in getattr(part, "DDL", ())]
    return metadata, statements + [view for part in _parts("readmodel") for view in part.VIEWS]


def routers() -> list[APIRouter]:
    """Return the HTTP routers of all modules and connectors, in the order in which they are described."""
    held = {part.__name__.split(".")[2]: part.router for part in _parts("http")}
    rest = (module for module in reversed(held) if module not in _DESCRIBED_FIRST)
    found = [held[module] for module in (*_DESCRIBED_FIRST, *rest)]
    found += [importlib.import_module(f"yiwang.connectors.{c}.http").router for c in CONNECTORS]
    return found


def _open_doors() -> None:
    """Load the door of every module: loading it registers what flows and packs may name."""
    for _ in _parts("api"):
        pass


async def stop() -> None:
    """End what connectors do in the background of a serving process, while the database is still open."""
    for connector in CONNECTORS:
        end = getattr(importlib.import_module(f"yiwang.connectors.{connector}.http"), "stop", None)
        if end is not None:
            await end()


def subscribers() -> list[Subscriber]:
    """Return the subscribers of all modules."""
    _open_doors()
    return [s for part in _parts("subscribers") for s in part.SUBSCRIBERS]


def periodics() -> list[Periodic]:
    """Return the periodic jobs of all modules."""
    _open_doors()
    return [p for part in _parts("jobs") for p in part.PERIODICS]


def services() -> list[Service]:
    """Return what runs for as long as a worker lives; who observes readings is said here."""
    _open_doors()
    sensing.use_observers([importlib.import_module("yiwang.base.alarms.api").AlarmObserver])
    return [s for part in _parts("services") for s in part.SERVICES]


def doors(settings: Settings) -> list[Service]:
    """Return the doors for devices that the settings open; nothing of a closed one is loaded."""
    wanted = {
        "mqtt": settings.mqtt_port or settings.mqtts_port,
        "jt808": settings.jt808_port,
        "nats": settings.nats_url,
        "cameras": settings.wvp_url or settings.stream_cameras,
    }
    if not any(wanted.values()):
        return []
    _open_doors()
    found = []
    for name, asked in wanted.items():
        if asked:
            made = importlib.import_module(f"yiwang.connectors.{name}.service").service(settings)
            assert made is not None
            found.append(made)
    return found


def live_views() -> list[LiveView]:
    """Return what the modules show on the live stream."""
    return [view for part in _parts("subscribers") for view in getattr(part, "LIVE", ())]


def authenticator() -> Authenticator:
    """Return the function that turns a session or bearer secret into an actor."""
    for part in _parts("api"):
        if part.__name__ == "yiwang.base.identity.api":
            return cast("Authenticator", part.authenticate)
    raise LookupError("the module identity is missing")
