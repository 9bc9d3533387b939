"""Loading the reference data that deciding needs, all from snapshots in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from yiwang.base.cases.errors import CaseNotFoundError
from yiwang.base.cases.model.state import CaseState, Place
from yiwang.base.cases.store import cases as store
from yiwang.base.cases.usecases import conditions, moves
from yiwang.base.cases.usecases.context import Ctx, Reference
from yiwang.base.dispatching import api as dispatching
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.matters import api as matters
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Tx, Work
from yiwang.kernel.actor import Actor

#: Importing registers what flows may name: whoever loads flows has moves and conditions at hand.
REGISTERED = (conditions, moves)
GRADE = "B"


async def reference(tx: Tx) -> Reference:
    """Return flows, calendars, catalogue, directory and areas as they stand."""
    tree = await geography.areas(tx)

    def place_at(lon: float, lat: float) -> Place:
        area = tree.locate(lon, lat)
        path = tree.path(area) if area is not None else ()
        return Place(lon=lon, lat=lat, path=path, grade=(tree.grade(area) if area else None) or GRADE)

    return Reference(
        flows=await workflow.flows(tx),
        calendars=await workflow.calendars(tx),
        catalogue=await matters.catalogue(tx),
        directory=await identity.directory(tx),
        place_at=place_at,
        guide=await dispatching.guide(tx),
    )


def context(work: Work, state: CaseState, ref: Reference) -> Ctx:
    """Return the context of an act of ``work``'s actor on ``state``."""
    return Ctx(
        state=state,
        actor=work.actor,
        now=work.now,
        flow=ref.flows.version(state.flow, state.flow_version),
        reference=ref,
    )


#: Stages in which a case may yet be dispatched.
_BEFORE: Final = frozenset({"intake", "check", "filing", "dispatch"})


async def read_words(tx: Tx, acts: Iterable[Ctx]) -> None:
    """Let the models read the words of cases that may now be dispatched; one statement, or none."""
    waiting = {ctx.state.id: ctx for ctx in acts if ctx.reference.guide.speaks and ctx.state.stage in _BEFORE}
    if waiting:
        for case, words in (await store.words_of(tx, list(waiting))).items():
            waiting[case].words = words


def scope(actor: Actor, directory: identity.Directory) -> tuple[str, ...] | None:
    """Return the units to which a mere handler is bound, ``None`` for everybody else."""
    if actor.is_system or actor.unit is None or not actor.roles <= {"handler"}:
        return None
    return tuple(sorted(directory.subtree(actor.unit) | {actor.unit}))


def visible(actor: Actor, state: CaseState, directory: identity.Directory) -> bool:
    """Tell whether ``actor`` may see the case: its area, and for unit people their unit's part in it.

    A case without a place is everybody's to sort out.

    Roles of the centre (agent, dispatcher, verifier, supervisor …) see their area; a handler sees what
    concerns the own unit and those below it, or all of the area where no unit is set.
    """
    if actor.is_system:
        return True
    if actor.area is not None and state.place.path and actor.area not in state.place.path:
        return False
    mine = scope(actor, directory)
    if mine is None:
        return True
    involved = {t.unit for t in state.tasks.values()} | set(state.copies) | {state.lead}
    involved |= {s.unit for s in state.supervisions.values()}
    involved |= {m for c in state.consultations.values() for m in c.members}
    return not involved.isdisjoint(mine)


def check_visible(actor: Actor, state: CaseState | None, ref: Reference, number: str) -> CaseState:
    """Return ``state``, or raise :class:`CaseNotFoundError` if it is unknown or out of sight."""
    if state is None or not visible(actor, state, ref.directory):
        raise CaseNotFoundError(number=number)
    return state
