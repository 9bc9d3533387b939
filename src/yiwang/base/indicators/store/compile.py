"""From checked trees to SQL of the facts: the one place that knows a dialect.

Only names of :data:`FIELDS` become columns; every literal is a bound parameter. Another back-end (DuckDB over
the same facts as Parquet) needs this file again and nothing else.
"""

from __future__ import annotations

from typing import Any, Final

from yiwang.base.indicators.model.book import Measure
from yiwang.base.indicators.model.expressions import Binary, Name, Node, Number, Text, Unary, type_of
from yiwang.base.indicators.model.fields import TYPES

#: Fields that are not columns of the fact.
_COMPUTED: Final = {
    "placed": "(f.path <> '{}')",
    "assigned": "(f.unit IS NOT NULL)",
    "filed": "(f.filed_day IS NOT NULL)",
    "solution_asked": "(f.resolved IS NOT NULL)",
    "satisfaction_asked": "(f.satisfaction IS NOT NULL)",
    "contact_hours": "(f.contact_time / 3600000000.0)",
    "filing_known": "nullif(f.filing_known, false)",
    "contact_known": "nullif(f.contact_known, false)",
    "area": "f.path[cardinality(f.path)]",
}
_SIGNS: Final = {"!=": "<>", "and": "AND", "or": "OR"}


class Values:
    """Values of a statement, numbered as they come."""

    def __init__(self) -> None:
        self.all: list[Any] = []

    def __call__(self, value: Any) -> str:
        """Keep ``value`` and return what stands for it."""
        self.all.append(value)
        return f"${len(self.all)}"


def column(name: str) -> str:
    """Return the expression of a field that was checked to exist."""
    return _COMPUTED.get(name, f"f.{name}")


def sql(node: Node, values: Values) -> str:
    """Return ``node`` as an expression over the fact ``f``; a quotient by zero is unknown."""
    match node:
        case Number(value) | Text(value):
            return f"{values(value)}::{'text' if isinstance(value, str) else 'numeric'}"
        case Name(name):
            return column(name)
        case Unary("not", of):
            return f"(NOT {sql(of, values)})"
        case Unary(_, of):
            return f"(- {sql(of, values)})"
        case Binary("/", left, right):
            return f"({sql(left, values)} / nullif({sql(right, values)}, 0)::numeric)"
        case Binary(sign, left, right):
            return f"({sql(left, values)} {_SIGNS.get(sign, sign)} {sql(right, values)})"
    raise TypeError(node)


def counted(measure: Measure, values: Values) -> tuple[str, str]:
    """Return when a fact is counted in ``measure``, and when it is one that the source says too little of."""
    where = "true" if measure.where is None else f"coalesce({sql(measure.where, values)}, false)"
    unknown = " OR ".join(f"{column(need)} IS NULL" for need in measure.data.needs) or "false"
    return f"({where} AND NOT ({unknown}))", f"({where} AND ({unknown}))"


def amount(measure: Measure, values: Values) -> str:
    """Return what a counted fact adds: a condition adds 1 or 0, the unknown nothing."""
    if measure.value is None:
        return "1::numeric"
    found = sql(measure.value, values)
    return f"({found})::int::numeric" if type_of(measure.value, TYPES) == "bool" else f"({found})::numeric"


def aggregate(measure: Measure, values: Values) -> tuple[str, str]:
    """Return total and missing of ``measure`` over a group of facts."""
    where, missing = counted(measure, values)
    match measure.data.aggregate:
        case "distinct":
            assert measure.value is not None
            total = f"count(DISTINCT {sql(measure.value, values)}) FILTER (WHERE {where})"
        case "percentile":
            assert measure.value is not None
            share = f"{values(measure.data.share)}::float8"
            total = (
                f"percentile_cont({share}) WITHIN GROUP (ORDER BY ({sql(measure.value, values)})::float8) "
                f"FILTER (WHERE {where})"
            )
        case _:
            total = f"sum({amount(measure, values)}) FILTER (WHERE {where})"
    return f"({total})::numeric", f"count(*) FILTER (WHERE {missing})"
