from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.audit.model import journal
from yiwang.base.audit.model.canonical import commitment
from yiwang.base.audit.model.journal import JournalEntry, broken_links, chain, entry_hash
from yiwang.kernel.actor import SYSTEM, Actor

AT = datetime(2026, 3, 10, 1, tzinfo=UTC)


def chained(n: int) -> list[JournalEntry]:
    subject, prev, entries = uuid4(), b"", []
    for seq in range(1, n + 1):
        entries.append(chain("case", subject, seq, AT, SYSTEM, "act", None, "filing", {"n": seq}, prev))
        prev = entries[-1].hash
    return entries


def test_a_whole_chain_has_no_problem() -> None:
    assert broken_links(chained(5)) == []


@given(
    st.integers(0, 4),
    st.sampled_from(["stream", "action", "actor", "origin", "target", "data", "at", "actor_mark"]),
)
def test_any_changed_field_is_named(index: int, field: str) -> None:
    entries = chained(5)
    changed = {"data": {"n": 99}, "at": AT.replace(microsecond=1), "actor_mark": b"x" * 32}.get(
        field, "other"
    )
    entries[index] = msgspec.structs.replace(entries[index], **{field: changed})
    assert (index + 1, "changed") in broken_links(entries)


def test_a_missing_entry_is_named() -> None:
    entries = chained(5)
    del entries[2]
    assert broken_links(entries) == [(3, "missing")]


def test_a_rehashed_entry_breaks_the_link_after_it() -> None:
    entries = chained(3)
    forged = msgspec.structs.replace(entries[1], data={"n": 7})
    entries[1] = msgspec.structs.replace(forged, hash=entry_hash(forged))
    assert broken_links(entries) == [(3, "link")]


def test_the_name_is_committed_to_and_not_hashed() -> None:
    actor = Actor(name="王小明", roles=frozenset({"handler"}), person=uuid4())
    entry = chain("case", uuid4(), 1, AT, actor, "sign", "sign", "handle", {}, b"")
    assert entry.actor_mark == commitment(entry.actor_salt, "王小明")
    erased = msgspec.structs.replace(entry, actor_name="", actor_salt=b"")
    assert broken_links([erased]) == []


def test_sm3_by_setting() -> None:
    try:
        journal.use_digest("sm3")
        entry = chained(1)[0]
    finally:
        journal.use_digest("sha256")
    assert entry.algorithm == "sm3"
    assert broken_links([entry]) == []
    assert broken_links([msgspec.structs.replace(entry, algorithm="sha256")]) == [(1, "changed")]


def test_times_and_ids_in_data_become_text() -> None:
    entry = chain("case", uuid4(), 1, AT, SYSTEM, "act", None, None, {"due": AT, "unit": uuid4()}, b"")
    assert all(isinstance(value, str) for value in entry.data.values())
