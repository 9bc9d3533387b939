"""Installing packs: idempotent by version, frozen by content, upgraded by a higher version."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from yiwang.base.matters import api as matters
from yiwang.infra import resources
from yiwang.infra.database import Database, Tx, Work
from yiwang.kernel.actor import SYSTEM
from yiwang.packs import store
from yiwang.packs.errors import PackFrozenError, PackNeedsError, PackOlderError
from yiwang.packs.manifest import satisfies, version_key
from yiwang.packs.reader import Pack, read
from yiwang.packs.sections import SECTIONS
from yiwang.packs.store import Installed


class Difference(msgspec.Struct, frozen=True):
    """What a pack would change: names of definitions, ``section/key``."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What an installation did."""

    pack: str
    version: str
    status: Literal["installed", "upgraded", "unchanged"]
    difference: Difference


async def install(work: Work, folder: Path) -> Outcome:
    """Install or upgrade the pack in ``folder``, all or nothing.

    The same version with the same content again changes nothing. Raises :class:`PackInvalidError`,
    :class:`PackFrozenError` (same version, other content), :class:`PackOlderError`,
    :class:`PackNeedsError`, and what the owners of the sections raise. A matter that a higher version
    leaves out is retired; running cases keep what they started with.
    """
    return await install_pack(work, read(folder))


async def install_shipped(database: Database) -> None:
    """Install the shipped packs, or their newer versions: without a flow no report becomes a case.

    Each pack in a transaction of its own. Raises what :func:`install` does.
    """
    for folder in find_packs(resources.folder("packs")):
        async with database.work(SYSTEM) as work:
            await install(work, folder)


async def install_pack(work: Work, pack: Pack) -> Outcome:
    """Install a pack that was read already; see :func:`install`."""
    await store.lock(work.tx)
    installed = await store.current(work.tx)
    held = installed.get(pack.manifest.id)
    found = difference(pack, held)
    if held is not None and _is_same(pack, held):
        return Outcome(pack.manifest.id, pack.manifest.version, "unchanged", found)
    missing = [
        f"{need} {demand}"
        for need, demand in pack.manifest.needs.items()
        if not satisfies(installed[need].version if need in installed else None, demand)
    ]
    if missing:
        raise PackNeedsError(pack=pack.manifest.id, needs=", ".join(missing))
    for name, section in SECTIONS.items():
        files = pack.sections.get(name)
        if files:
            await section.apply(work, list(files), pack.manifest.id, pack.manifest.version)
    for item in found.removed:
        section_name, _, key = item.partition("/")
        if section_name == "matters" and not key.startswith("mapping:"):
            await matters.set_matter_status(work, key, matters.Status.RETIRED)
    await store.insert(
        work,
        pack.manifest.id,
        pack.manifest.version,
        pack.hash,
        pack.manifest.model_dump(mode="json"),
        pack.items,
    )
    return Outcome(
        pack.manifest.id, pack.manifest.version, "installed" if held is None else "upgraded", found
    )


def _is_same(pack: Pack, held: Installed) -> bool:
    """Tell whether exactly this is installed; raise if this version may not follow the held one."""
    name, version = pack.manifest.id, pack.manifest.version
    if version == held.version:
        if pack.hash != held.hash:
            raise PackFrozenError(pack=name, version=version)
        return True
    if version_key(version) < version_key(held.version):
        raise PackOlderError(pack=name, version=version, installed=held.version)
    return False


def difference(pack: Pack, held: Installed | None) -> Difference:
    """Return what ``pack`` adds, changes and leaves out against what is installed."""
    old = {} if held is None else held.items
    return Difference(
        added=tuple(sorted(set(pack.items) - set(old))),
        changed=tuple(sorted(k for k, v in pack.items.items() if k in old and old[k] != v)),
        removed=tuple(sorted(set(old) - set(pack.items))),
    )


async def diff(tx: Tx, folder: Path) -> Difference:
    """Return what installing the pack in ``folder`` would change."""
    pack = read(folder)
    return difference(pack, (await store.current(tx)).get(pack.manifest.id))


async def list_installed(tx: Tx) -> list[Installed]:
    """Return the installed packs by id."""
    return list((await store.current(tx)).values())


def find_packs(root: Path) -> list[Path]:
    """Return the pack folders right below ``root``, those that others need first."""
    folders = {path.parent.name: path for path in sorted(root.glob("*/pack.yaml"))}
    ordered: dict[str, Path] = {}

    def add(name: str, seen: tuple[str, ...]) -> None:
        if name in ordered or name not in folders or name in seen:
            return
        for need in read(folders[name].parent).manifest.needs:
            add(need, (*seen, name))
        ordered[name] = folders[name].parent

    for name in folders:
        add(name, ())
    return list(ordered.values())
