"""SQL of products, their versions, and the numbers of properties."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any, Final

import msgspec

from yiwang.base.sensing.model.product import Product, ProductDraft
from yiwang.infra.database import Row, Tx
from yiwang.infra.snapshots import Snapshot


class Products:
    """All products in memory, by code and by number."""

    def __init__(self, products: list[Product]) -> None:
        self.by_code = {product.code: product for product in products}
        self.by_no = {product.no: product for product in products}
        #: number of a property → its product and code
        self.props = {no: (p, code) for p in products for code, no in p.props.items()}


async def _load(tx: Tx) -> Products:
    numbers: dict[int, dict[str, int]] = {}
    for row in await tx.fetch("SELECT no, product, code FROM sensing_property"):
        numbers.setdefault(row["product"], {})[row["code"]] = row["no"]
    rows = await tx.fetch("SELECT no, version, body FROM sensing_product ORDER BY code")
    return Products(
        [
            Product(
                no=row["no"],
                version=row["version"],
                draft=msgspec.convert(row["body"], ProductDraft),
                props=numbers.get(row["no"], {}),
            )
            for row in rows
        ]
    )


#: All products; every change bumps ``sensing.products``.
PRODUCTS: Snapshot[Products] = Snapshot("sensing.products", _load, max_age=0.5)


async def load(tx: Tx) -> Products:
    """Return all products as the database has them now."""
    return await _load(tx)


async def save(tx: Tx, draft: ProductDraft, at: datetime, by: str) -> tuple[int, int]:
    """Store ``draft`` as the next version of its product; return number and version."""
    body = msgspec.to_builtins(draft)
    row = await tx.fetchrow(
        "INSERT INTO sensing_product AS p (code, name, version, body, changed_at) VALUES ($1, $2, 1, $3, $4) "
        "ON CONFLICT (code) DO UPDATE SET name = $2, version = p.version + 1, body = $3, changed_at = $4 "
        "RETURNING no, version",
        draft.code,
        draft.name,
        body,
        at,
    )
    assert row is not None
    await tx.execute(
        "INSERT INTO sensing_product_version (product, version, body, at, by) VALUES ($1, $2, $3, $4, $5)",
        row["no"],
        row["version"],
        body,
        at,
        by,
    )
    await tx.execute(
        "INSERT INTO sensing_property (product, code) SELECT $1, c FROM unnest($2::text[]) WITH ORDINALITY "
        "AS x(c, i) WHERE NOT EXISTS (SELECT FROM sensing_property p WHERE p.product = $1 AND p.code = x.c) "
        "ORDER BY i",
        row["no"],
        [prop.code for prop in draft.model.properties],
    )
    return row["no"], row["version"]


async def versions(tx: Tx, no: int) -> list[dict[str, Any]]:
    """Return all versions of a product, newest first."""
    rows: list[Row] = await tx.fetch(
        "SELECT version, at, by, body FROM sensing_product_version WHERE product = $1 ORDER BY version DESC",
        no,
    )
    return [dict(row) for row in rows]


async def count_devices(tx: Tx, no: int) -> int:
    """Return how many devices are registered of a product, in whatever stage of life."""
    return int(await tx.fetchval("SELECT count(*) FROM sensing_device WHERE product = $1", no))


async def devices_of_each(tx: Tx) -> dict[int, int]:
    """Return how many devices are registered of each product, by its number."""
    rows = await tx.fetch("SELECT product, count(*) AS n FROM sensing_device GROUP BY 1")
    return {row["product"]: row["n"] for row in rows}


_SERIES: Final = (
    "SELECT count(*) FROM sensing_device d JOIN sensing_latest l ON l.device = d.no AND l.prop = $2 "
    "WHERE d.product = $1"
)


async def count_series(tx: Tx, no: int, prop: int) -> int:
    """Return how many devices of a product have ever reported a property."""
    return int(await tx.fetchval(_SERIES, no, prop))


async def count_outside(tx: Tx, no: int, prop: int, low: float | None, high: float | None) -> int:
    """Return how many devices have a latest value below ``low`` or above ``high``."""
    text = f"{_SERIES} AND (l.value < $3 OR l.value > $4)"
    return int(
        await tx.fetchval(
            text, no, prop, -math.inf if low is None else low, math.inf if high is None else high
        )
    )


async def count_equal(tx: Tx, no: int, prop: int, value: float) -> int:
    """Return how many devices have exactly this latest value."""
    return int(await tx.fetchval(f"{_SERIES} AND l.value = $3", no, prop, float(value)))
