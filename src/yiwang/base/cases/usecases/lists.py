"""Lists of cases and tasks: what the caller may see, filtered, counted and turned over in pages."""

from __future__ import annotations

import base64
import time
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.cases.model.filters import GROUPS, MOST_COUNTED, MOST_PER_PAGE, NONE, SORTS, CaseFilter, Page
from yiwang.base.cases.model.number import is_number
from yiwang.base.cases.model.words import words_of
from yiwang.base.cases.store import lists as store
from yiwang.base.cases.store.rules import RULES
from yiwang.base.cases.store.wanted import Wanted
from yiwang.base.cases.usecases.context import Reference
from yiwang.base.cases.usecases.reference import reference, scope
from yiwang.base.cases.usecases.sieve import check_words
from yiwang.base.cases.usecases.views import listed
from yiwang.base.geography import api as geography
from yiwang.infra.database import Work
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.text import clean_text, fold

_LONGEST_QUERY = 200
#: Larger subtrees are matched by path instead of by a list of codes.
_FEW_AREAS = 2000
#: That there are more than 10,000 stays true for a while; it is not counted again so soon.
_CAPPED_FOR = 30.0
_CAPPED_KEPT = 2000
#: Before and after every id: where a list begins that is to begin at an instant.
_FIRST, _LAST = UUID(int=0), UUID(int=(1 << 128) - 1)
_capped: OrderedDict[bytes, float] = OrderedDict()


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """Where a page ended: sort key, id, and the total that was counted on the first page."""

    sort: str
    key: datetime
    id: UUID
    total: int
    capped: bool


def resolve(
    asked: CaseFilter, actor: Actor, ref: Reference, tree: geography.AreaTree, now: datetime
) -> Wanted:
    """Return ``asked`` ready for SQL within what ``actor`` may see; raises ``invalid_input``."""
    if asked.sort not in SORTS:
        raise InvalidInputError(
            field="sort",
            why_zh=f"可用的排序：{'、'.join(SORTS)}",
            why_en=f"sort by one of {', '.join(SORTS)}",
        )
    if not 0 < asked.limit <= MOST_PER_PAGE:
        raise InvalidInputError(
            field="limit", why_zh=f"应在 1 到 {MOST_PER_PAGE} 之间", why_en=f"must be 1 to {MOST_PER_PAGE}"
        )
    text = fold(clean_text(asked.q, field="q", longest=_LONGEST_QUERY))
    number = text if is_number(text) else None
    words, starts = _words(text) if number is None else ((), ())
    areas = tuple(
        dict.fromkeys(a for a in (asked.area, None if actor.is_system else actor.area) if a is not None)
    )
    return Wanted(
        stages=asked.stages,
        side=asked.side,
        units=_units(asked.units, ref),
        matters=_matters(asked.matters, ref),
        areas=areas,
        below=_below(areas, tree),
        channels=asked.channels,
        sources=asked.sources,
        urgency=asked.urgency,
        words=words,
        starts=starts,
        number=number,
        numbers=asked.numbers,
        overdue=asked.overdue,
        live=asked.live,
        unplaced=asked.unplaced,
        undated=asked.undated,
        on_time=asked.on_time,
        satisfaction=asked.satisfaction,
        supervised=asked.supervised,
        opened_from=asked.opened_from,
        opened_to=asked.opened_to,
        due_from=asked.due_from,
        due_to=asked.due_to,
        closed_from=asked.closed_from,
        closed_to=asked.closed_to,
        scope_units=scope(actor, ref.directory),
        task_units=_mine(actor, ref) if asked.mine else None,
        group=_group(asked.group),
        level=max((len(tree.path(code)) for code in areas), default=1) + 1,
        now=now,
        sort=asked.sort,
    )


async def understood(work: Work, asked: CaseFilter) -> tuple[Wanted, Reference, geography.AreaTree]:
    """Return ``asked`` ready for SQL, with what it was understood by, all of it from memory.

    Raises ``invalid_input`` naming the field that means nothing or has not the form asked for.
    """
    ref = await reference(work.tx)
    tree = await geography.areas(work.tx)
    rules, _ = await RULES.get(work.tx)
    check_words(asked, ref, rules)
    return resolve(asked, work.actor, ref, tree, work.now), ref, tree


def _matters(asked: Sequence[str], ref: Reference) -> tuple[str, ...]:
    """Return the keys that ``asked`` (keys, codes, names, classes) mean; unknown words as they stand."""
    found: list[str] = []
    for word in asked:
        leaf = ref.catalogue.find(word)
        found += ref.catalogue.under(word if leaf is None else leaf.key) or [word]
    return tuple(dict.fromkeys(found))


def _words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that must all occur, and the characters with which a word must begin.

    A character that stands alone (the 号 of 12号) begins very many words: it is looked for only where
    nothing else was asked for.
    """
    cut = words_of(text)
    alone = tuple(w for w in cut if len(w) == 1 and not w.isascii())
    words = tuple(w for w in cut if w not in alone)
    return words, () if words else alone


def _below(areas: Sequence[str], tree: geography.AreaTree) -> tuple[str, ...] | None:
    """Return all codes under the first of ``areas``, ``None`` if they are too many or it is unknown."""
    below = tree.subtree(areas[0]) if areas else frozenset()
    return tuple(sorted(below)) if 0 < len(below) <= _FEW_AREAS else None


def _units(codes: Sequence[str], ref: Reference) -> tuple[str, ...] | None:
    if not codes:
        return None
    found: set[str] = set(codes)
    for code in codes:
        found |= ref.directory.subtree(code)
    return tuple(sorted(found))


def _group(asked: str | None) -> tuple[str, str] | None:
    if asked is None:
        return None
    by, _, key = asked.partition(":")
    if by not in GROUPS or not key or (by == "urgency" and not key.isdecimal()):
        raise InvalidInputError(
            field="group",
            why_zh=f"应为 分组:编码，分组可用 {'、'.join(GROUPS)}；没有的写 {NONE}",
            why_en=f"write GROUP:CODE with one of {', '.join(GROUPS)}; {NONE} for those without",
        )
    return by, key


def _mine(actor: Actor, ref: Reference) -> tuple[str, ...]:
    """Return the units whose tasks are the caller's; the centre's own tasks bear no unit."""
    return tuple(sorted(ref.directory.subtree(actor.unit) | {actor.unit})) if actor.unit else ("",)


async def find_cases(work: Work, asked: CaseFilter) -> Page:
    """Return one page of the cases that the caller may see; at most three statements.

    Raises ``invalid_input`` for an unknown sort, a limit out of range, a cursor of another list, or a
    word that means nothing (see :func:`.sieve.check_words`).
    """
    wanted, ref, tree = await understood(work, asked)
    keys, total, capped = await _keys(work, asked, wanted)
    following = None
    if len(keys) > asked.limit:
        keys = keys[: asked.limit]
        following = encode_cursor(Cursor(asked.sort, *keys[-1], total, capped))
    rows = await store.rows(work.tx, [case for _, case in keys])
    items = [listed(rows[case], ref, tree, work.now) for _, case in keys if case in rows]
    return Page(items=items, next=following, total=total, total_is_capped=capped)


async def find_numbers(work: Work, asked: CaseFilter, most: int) -> dict[UUID, str]:
    """Return the numbers of the cases that the caller may see, by id, the oldest first; ``most`` at most."""
    wanted, _, _ = await understood(work, asked)
    return {row["id"]: row["number"] for row in await store.numbers(work.tx, wanted, most)}


async def _keys(work: Work, asked: CaseFilter, wanted: Wanted) -> tuple[list[tuple[Any, UUID]], int, bool]:
    """Return sort keys and ids of the page (one more if there is a next one), the total, and if capped."""
    more = asked.limit + 1
    if asked.cursor is not None:
        at = decode_cursor(asked.cursor, asked.sort)
        after = (at.key, at.id)
        if at.capped:
            return await store.walk(work.tx, wanted, more, after), at.total, True
        return (await store.gather(work.tx, wanted, more, after)).keys, at.total, False
    mark = _mark(wanted)
    begin = None if asked.start is None else (asked.start, _LAST if SORTS[asked.sort][1] else _FIRST)
    if not _known_capped(mark):
        found = await store.gather(work.tx, wanted, more, begin, asked.skip)
        if found.total <= MOST_COUNTED:
            return found.keys, found.total, False
        _remember_capped(mark)
    return await store.walk(work.tx, wanted, more, begin, asked.skip), MOST_COUNTED, True


def _mark(wanted: Wanted) -> bytes:
    """Return what tells filters apart; the instant matters to the minute only."""
    rounded = wanted.now.replace(second=0, microsecond=0)
    return msgspec.json.encode(msgspec.structs.replace(wanted, now=rounded))


def _known_capped(mark: bytes) -> bool:
    until = _capped.get(mark)
    return until is not None and time.monotonic() < until


def _remember_capped(mark: bytes) -> None:
    _capped[mark] = time.monotonic() + _CAPPED_FOR
    _capped.move_to_end(mark)
    while len(_capped) > _CAPPED_KEPT:
        _capped.popitem(last=False)


def encode_cursor(cursor: Cursor) -> str:
    """Return the token of a position."""
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(cursor)).decode().rstrip("=")


def decode_cursor(token: str, sort: str) -> Cursor:
    """Return the position of ``token``; raises ``invalid_input`` if it is not one of this list."""
    try:
        cursor = msgspec.msgpack.decode(
            base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)), type=Cursor
        )
    except (ValueError, msgspec.MsgspecError):
        cursor = None
    if cursor is None or cursor.sort != sort:
        raise InvalidInputError(
            field="cursor", why_zh="翻页标记无效", why_en="not a valid cursor of this list"
        )
    return cursor


def forget_counts() -> None:
    """Forget which filters gave more than is counted: for tests that change databases."""
    _capped.clear()
