"""SQL of samples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.samples.model.sets import SampleSet
from yiwang.infra.database import Row, Tx, Work

#: Per text: first labels, how many differ, the one of them, what a third said, and the label it ends with.
_JUDGED: Final = """
SELECT i.id, i.path, i.given, j.settled, coalesce(j.n, 0) AS first, coalesce(j.kinds, 0) AS kinds,
    CASE WHEN j.settled IS NOT NULL THEN j.settled WHEN j.n >= 2 AND j.kinds = 1 THEN j.one END AS label
FROM samples_item i LEFT JOIN (
    SELECT item, count(*) FILTER (WHERE NOT settles) AS n,
        count(DISTINCT label) FILTER (WHERE NOT settles) AS kinds,
        min(label) FILTER (WHERE NOT settles) AS one, max(label) FILTER (WHERE settles) AS settled
    FROM samples_judgement GROUP BY item
) j ON j.item = i.id WHERE i.set = $1"""
_PAIRS: Final = """
SELECT a.who, b.who AS other, a.label, b.label AS theirs, count(*) AS n
FROM samples_judgement a JOIN samples_judgement b ON b.item = a.item AND b.who > a.who
JOIN samples_item i ON i.id = a.item
WHERE i.set = $1 AND NOT a.settles AND NOT b.settles GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""
# What one person has begun comes first, so that pairs are complete early; then in an order that says nothing.
_NEXT: Final = f"""
SELECT i.id, i.text FROM ({_JUDGED}) AS j JOIN samples_item i ON i.id = j.id
WHERE {{wanted}} AND ($3::text IS NULL OR $3 = ANY (i.path) OR i.path = '{{{{}}}}')
AND NOT EXISTS (SELECT FROM samples_judgement m WHERE m.item = i.id AND m.who = $2)
ORDER BY j.first DESC, i.print LIMIT 1"""
_WANTED: Final = {
    False: "j.first < 2",
    True: "j.first >= 2 AND j.kinds > 1 AND j.settled IS NULL",
}
_ADD: Final = """
WITH given AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::uuid[],
        $7::text[], $8::text[], $9::text[], $10::timestamptz[])
    AS f (id, set, text, print, salt, report, source, path, given, added_at)),
fresh AS (SELECT DISTINCT ON (print) *,
        array_remove(array_agg(report) OVER (PARTITION BY print), NULL) AS reports
    FROM given ORDER BY print),
put AS (INSERT INTO samples_item (id, set, text, print, salt, reports, source, path, given, added_at)
    SELECT id, set, text, print, salt, reports, source, string_to_array(path, ' '), given, added_at FROM fresh
    ON CONFLICT (set, print) DO UPDATE
        SET reports = ARRAY(SELECT DISTINCT unnest(samples_item.reports || excluded.reports))
    RETURNING xmax = 0 AS fresh)
SELECT count(*) FILTER (WHERE fresh) FROM put"""


async def put_set(work: Work, code: str, one: SampleSet) -> None:
    """Write a set."""
    await work.tx.execute(
        "INSERT INTO samples_set (code, body, made_at, made_by) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (code) DO UPDATE SET body = excluded.body",
        code,
        msgspec.to_builtins(one),
        work.now,
        work.actor.key,
    )


async def get_set(tx: Tx, code: str, *, lock: bool = False) -> SampleSet | None:
    """Return a set; ``lock`` keeps others from changing it or freezing it meanwhile."""
    row = await tx.fetchrow(
        f"SELECT body FROM samples_set WHERE code = $1{' FOR UPDATE' if lock else ''}", code
    )
    return None if row is None else msgspec.convert(row["body"], SampleSet)


async def sets(tx: Tx) -> list[Row]:
    """Return all sets with how many texts and versions each has."""
    return await tx.fetch(
        "SELECT code, body, (SELECT count(*) FROM samples_item i WHERE i.set = s.code) AS texts, "
        "(SELECT count(*) FROM samples_version v WHERE v.set = s.code) AS versions "
        "FROM samples_set s ORDER BY code"
    )


async def used(tx: Tx, code: str) -> list[str]:
    """Return labels that were given in a set."""
    rows = await tx.fetch(
        "SELECT DISTINCT j.label FROM samples_judgement j JOIN samples_item i ON i.id = j.item "
        "WHERE i.set = $1",
        code,
    )
    return [row["label"] for row in rows]


async def add(tx: Tx, columns: Sequence[Sequence[Any]]) -> int:
    """Insert texts (columns as in ``_ADD``) and return how many are new.

    A text that is there already learns of the further report it came from: erasing either erases it.
    """
    return int(await tx.fetchval(_ADD, *columns))


async def counted(tx: Tx, code: str) -> Row:
    """Return how many texts stand where, and how the ends compare with what was given."""
    row = await tx.fetchrow(
        f"SELECT count(*) AS texts, count(*) FILTER (WHERE first = 0) AS untouched, "
        "count(*) FILTER (WHERE first = 1) AS half, "
        "count(*) FILTER (WHERE first >= 2 AND kinds = 1) AS agreed, "
        "count(*) FILTER (WHERE first >= 2 AND kinds > 1 AND settled IS NULL) AS open, "
        "count(*) FILTER (WHERE settled IS NOT NULL) AS settled, "
        "count(*) FILTER (WHERE label = '') AS unclear, "
        "count(*) FILTER (WHERE label <> '') AS usable, "
        "count(*) FILTER (WHERE label <> '' AND given IS NOT NULL) AS compared, "
        f"count(*) FILTER (WHERE label <> '' AND given = label) AS as_given FROM ({_JUDGED}) AS j",
        code,
    )
    assert row is not None
    return row


async def by_label(tx: Tx, code: str) -> dict[str, int]:
    """Return how many texts end with each label."""
    rows = await tx.fetch(
        f"SELECT label, count(*) AS n FROM ({_JUDGED}) AS j WHERE label IS NOT NULL GROUP BY 1", code
    )
    return {row["label"]: row["n"] for row in rows}


async def pairs(tx: Tx, code: str) -> list[tuple[str, str, str, str, int]]:
    """Return counts of (person, other person, label, other label) over texts that two have labelled."""
    return [(r["who"], r["other"], r["label"], r["theirs"], r["n"]) for r in await tx.fetch(_PAIRS, code)]


async def next_text(tx: Tx, code: str, who: str, area: str | None, *, settles: bool) -> Row | None:
    """Return the next text for a person."""
    return await tx.fetchrow(_NEXT.format(wanted=_WANTED[settles]), code, who, area)


async def left(tx: Tx, code: str, who: str, area: str | None, *, settles: bool) -> int:
    """Return how many texts wait for a person."""
    found: int = await tx.fetchval(
        f"SELECT count(*) FROM ({_JUDGED}) AS j WHERE {_WANTED[settles]} "
        "AND ($3::text IS NULL OR $3 = ANY (j.path) OR j.path = '{}') "
        "AND NOT EXISTS (SELECT FROM samples_judgement m WHERE m.item = j.id AND m.who = $2)",
        code,
        who,
        area,
    )
    return found


async def get(tx: Tx, item: UUID) -> Row | None:
    """Return a text of a set, held until the transaction ends."""
    return await tx.fetchrow("SELECT id, set, path FROM samples_item WHERE id = $1 FOR UPDATE", item)


async def judgements(tx: Tx, item: UUID) -> list[Row]:
    """Return the labels of a text."""
    return await tx.fetch(
        "SELECT who, label, settles FROM samples_judgement WHERE item = $1 ORDER BY at", item
    )


async def judge(work: Work, item: UUID, label: str, *, settles: bool) -> None:
    """Write the caller's label."""
    await work.tx.execute(
        "INSERT INTO samples_judgement (item, who, label, settles, at) VALUES ($1, $2, $3, $4, $5)",
        item,
        work.actor.key,
        label,
        settles,
        work.now,
    )


async def undo(tx: Tx, item: UUID, who: str) -> None:
    """Take a person's label away."""
    await tx.execute("DELETE FROM samples_judgement WHERE item = $1 AND who = $2", item, who)


async def usable(tx: Tx, code: str) -> list[Row]:
    """Return texts with a label that says something."""
    return await tx.fetch(
        f"SELECT i.id, i.text, i.salt, j.label FROM ({_JUDGED}) AS j JOIN samples_item i ON i.id = j.id "
        "WHERE j.label <> '' ORDER BY i.id",
        code,
    )


_VERSION: Final = "number, at, by, note, body, digest, texts, erased, agreement"


async def freeze(
    work: Work, code: str, about: dict[str, Any], kept: Sequence[tuple[UUID, bytes, str]]
) -> int:
    """Write a version and what it holds; return its number."""
    number: int = await work.tx.fetchval(
        "INSERT INTO samples_version (set, number, at, by, note, body, digest, texts, erased, agreement) "
        "SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, 0, $8 "
        "FROM samples_version WHERE set = $1 RETURNING number",
        code,
        work.now,
        work.actor.key,
        about["note"],
        about["body"],
        about["digest"],
        len(kept),
        about["agreement"],
    )
    ids, marks, labels = ([one[at] for one in kept] for at in range(3))
    await work.tx.execute(
        "INSERT INTO samples_kept (set, number, item, mark, label) "
        "SELECT $1, $2, * FROM unnest($3::uuid[], $4::bytea[], $5::text[])",
        code,
        number,
        ids,
        marks,
        labels,
    )
    return number


async def versions(tx: Tx, code: str) -> list[Row]:
    """Return the versions of a set, the newest first."""
    return await tx.fetch(f"SELECT {_VERSION} FROM samples_version WHERE set = $1 ORDER BY number DESC", code)


async def version(tx: Tx, code: str, number: int) -> Row | None:
    """Return one version."""
    return await tx.fetchrow(
        f"SELECT {_VERSION} FROM samples_version WHERE set = $1 AND number = $2", code, number
    )


async def kept(tx: Tx, code: str, number: int) -> list[Row]:
    """Return what a version holds; ``text`` is ``None`` where it was erased."""
    return await tx.fetch(
        "SELECT k.item, k.mark, k.label, i.text, i.source, i.path FROM samples_kept k "
        "LEFT JOIN samples_item i ON i.id = k.item WHERE k.set = $1 AND k.number = $2 ORDER BY k.item",
        code,
        number,
    )


async def erase(tx: Tx, reports: Sequence[UUID]) -> int:
    """Delete texts that came of reports, with salts and labels; versions count what they lost."""
    gone = await tx.fetch("DELETE FROM samples_item WHERE reports && $1::uuid[] RETURNING id", list(reports))
    await tx.execute(
        "UPDATE samples_version v SET erased = v.erased + k.n FROM (SELECT set, number, count(*) AS n "
        "FROM samples_kept WHERE item = ANY ($1::uuid[]) GROUP BY 1, 2) k "
        "WHERE v.set = k.set AND v.number = k.number",
        [row["id"] for row in gone],
    )
    return len(gone)
