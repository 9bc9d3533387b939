"""From those a warning names to those who are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.notify import api as notify
from yiwang.base.warning.errors import WarningReceiverError
from yiwang.base.warning.model.warning import Receiver
from yiwang.base.warning.store.warnings import MOST_RECEIPTS
from yiwang.infra.database import Tx

T = TypeVar("T")

#: A unit or a person.
Told = tuple[str | None, UUID | None]


async def resolve(tx: Tx, receivers: Sequence[Receiver]) -> list[Told]:
    """Return the units and persons that ``receivers`` stand for, each once; raises ``warning_receiver``."""
    directory, areas = await identity.directory(tx), await geography.areas(tx)
    found: dict[Told, None] = {}
    for receiver in receivers:
        some = list(_one(receiver, directory, areas))
        if not some:
            raise WarningReceiverError(
                field="receivers", receiver=receiver.code, why_zh="没有任何人", why_en="it stands for nobody"
            )
        found |= dict.fromkeys(some)
    if len(found) > MOST_RECEIPTS:
        raise WarningReceiverError(
            field="receivers",
            receiver=receivers[0].code,
            why_zh=f"共 {len(found)} 个接收者，最多 {MOST_RECEIPTS} 个",
            why_en=f"{len(found)} receivers in all, {MOST_RECEIPTS} at most",
        )
    return list(found)


def _one(receiver: Receiver, directory: identity.Directory, areas: geography.AreaTree) -> Iterable[Told]:
    code = receiver.code
    if receiver.kind == "unit":
        yield (_known(code, directory.unit(code)).code, None)
    elif receiver.kind == "person":
        yield (None, _known(code, directory.person(code)).id)
    elif receiver.kind == "post":
        _known(code, directory.post(code))
        yield from ((None, person.id) for person in directory.holders(code))
    else:
        _known(code, areas.get(code))
        for area in sorted(areas.subtree(code)):
            for unit in directory.units_in(area):
                staff = directory.staff(unit.code)
                # a unit whose people are not known is told as a unit
                yield from ((None, person.id) for person in staff) if staff else ((unit.code, None),)


def _known(code: str, found: T | None) -> T:
    if found is None:
        raise WarningReceiverError(
            field="receivers", receiver=code, why_zh="不存在", why_en="it does not exist"
        )
    return found


def target(told: Told) -> notify.Target:
    """Return whom a notice is for."""
    unit, person = told
    return notify.Target(unit=unit, person=person)
