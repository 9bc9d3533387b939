"""Facts of cases as they were: folded from the journal up to an entry, read as figures read them today."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final
from uuid import UUID

from yiwang.base.audit import api as audit
from yiwang.base.cases.store import past as store
from yiwang.base.cases.usecases.rebuild import fold
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Tx

_BATCH: Final = 200


async def past_facts(tx: Tx, versions: Mapping[UUID, int]) -> AsyncIterator[list[dict[str, Any]]]:
    """Yield rows of ``cases_facts_v1``, in batches, of each case as its journal told it at that version.

    Nothing is read from the rows of today but by which import a case came. A case without a journal that
    long is left out.
    """
    flows = await workflow.flows(tx)
    cases = sorted(versions)
    for start in range(0, len(cases), _BATCH):
        batch = cases[start : start + _BATCH]
        states = []
        for case in batch:
            entries = await audit.history(tx, case, limit=versions[case])
            if len(entries) == versions[case]:
                state = fold(entries)
                states.append((state, flows.version(state.flow, state.flow_version).final_clock))
        yield await store.facts(tx, states, await store.imports_of(tx, batch))
