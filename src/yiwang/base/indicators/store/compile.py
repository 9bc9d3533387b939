"""From checked trees to SQL of the facts: the one place that knows a dialect.

Only names of :data:`FIELDS` become columns; every literal is a bound parameter. Two back-ends read the same
definitions: PostgreSQL over ``indicators_fact``, DuckDB over the same facts in files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from yiwang.base.indicators.model.book import Measure
from yiwang.base.indicators.model.expressions import Binary, Name, Node, Number, Text, Unary, type_of


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a back-end writes what the two write differently.

    ``computed``: fields that are no column of the fact ``f``; ``area``: the area at ``{level}`` of its path;
    ``fraction``: type of numbers that are not whole; ``facts``: what is read; ``total``: the cast of sums.
    """

    computed: Mapping[str, str]
    area: str
    fraction: str
    facts: str
    total: str


#: The same in both.
_COMPUTED: Final = {
    "assigned": "(f.unit IS NOT NULL)",
    "filed": "(f.filed_day IS NOT NULL)",
    "solution_asked": "(f.resolved IS NOT NULL)",
    "satisfaction_asked": "(f.satisfaction IS NOT NULL)",
    "contact_hours": "(f.contact_time / 3600000000.0)",
    "filing_known": "nullif(f.filing_known, false)",
    "contact_known": "nullif(f.contact_known, false)",
}
POSTGRES: Final = Dialect(
    computed=_COMPUTED | {"placed": "(f.path <> '{}')", "area": "f.path[cardinality(f.path)]"},
    area="f.path[{level}]",
    fraction="numeric",
    facts="indicators_fact",
    total="::numeric",
)
DUCKDB: Final = Dialect(
    computed=_COMPUTED | {"placed": "(f.a1 IS NOT NULL)"},
    area="f.a{level}",
    fraction="double",
    facts="facts",
    total="",
)
_SIGNS: Final = {"!=": "<>", "and": "AND", "or": "OR", "not": "NOT"}
_FRACTIONS: Final = frozenset({"contact_hours"})
_LARGEST: Final = 10**15


class Values:
    """Values of a statement, numbered as they come, and the dialect it is written in."""

    def __init__(self, dialect: Dialect = POSTGRES) -> None:
        self.all: list[Any] = []
        self.dialect = dialect
        self._literals: dict[tuple[type, Any], str] = {}

    def __call__(self, value: Any) -> str:
        """Keep ``value`` and return what stands for it."""
        self.all.append(value)
        return f"${len(self.all)}"

    def literal(self, value: Any) -> str:
        """Return what stands for ``value``, the same in all its places: what is alike is computed once."""
        key = (type(value), value)
        if key not in self._literals:
            self._literals[key] = self(value)
        return self._literals[key]

    def column(self, name: str) -> str:
        """Return the expression of a field that was checked to exist."""
        return self.dialect.computed.get(name, f"f.{name}")

    def area(self, level: int) -> str:
        """Return the area of a fact at a level of its path."""
        return self.dialect.area.format(level=int(level))


def whole(node: Node) -> bool:
    """Tell whether a number is always a whole one: such sums are exact, and quick."""
    match node:
        case Number(value):
            return value == value.to_integral_value() and abs(value) < _LARGEST
        case Name(name):
            return name not in _FRACTIONS
        case Unary(_, of):
            return whole(of)
        case Binary(sign, left, right):
            return sign in "+-*" and whole(left) and whole(right)
        case _:
            return False


def sql(node: Node, values: Values) -> str:
    """Return ``node`` as an expression over the fact ``f``; a quotient by zero is unknown."""
    match node:
        case Text(value):
            return f"{values.literal(value)}::text"
        case Number(number):
            return _number(number, values)
        case Name(name):
            return values.column(name)
        case Unary(sign, of):
            return f"({_SIGNS.get(sign, sign)} {sql(of, values)})"
        case Binary("/", left, right):
            return f"({sql(left, values)} / nullif({sql(right, values)}, 0)::{values.dialect.fraction})"
        case Binary(sign, left, right):
            return f"({sql(left, values)} {_SIGNS.get(sign, sign)} {sql(right, values)})"
    raise TypeError(node)


def _number(number: Decimal, values: Values) -> str:
    if whole(Number(number)):
        return f"{values.literal(int(number))}::bigint"
    exact = values.dialect is POSTGRES
    return f"{values.literal(number if exact else float(number))}::{values.dialect.fraction}"


def condition(measure: Measure, values: Values) -> str:
    """Return which facts a measure is about; what is not known is not."""
    return "true" if measure.where is None else f"coalesce({sql(measure.where, values)}, false)"


def counted(measure: Measure, values: Values, where: str | None = None) -> tuple[str, str]:
    """Return when a fact is counted in ``measure``, and when it is one that the source says too little of.

    ``where``: its condition, where facts are asked for that it is not about; ``true``: all are of these.
    """
    where = condition(measure, values) if where is None else where
    if not measure.needs:
        return where, "false"
    unknown = " OR ".join(f"{values.column(need)} IS NULL" for need in measure.needs)
    return f"({where} AND NOT ({unknown}))", f"({where} AND ({unknown}))"


def amount(measure: Measure, values: Values) -> str:
    """Return what a counted fact adds: a condition adds 1 or 0, the unknown nothing."""
    if measure.value is None:
        return "1"
    found = sql(measure.value, values)
    if type_of(measure.value, measure.types) == "bool":
        return f"({found})::int"
    return f"({found})::{'bigint' if whole(measure.value) else values.dialect.fraction}"


def aggregate(measure: Measure, values: Values, given: str | None = None) -> tuple[str, str]:
    """Return total and missing of ``measure`` over a group of facts; what misses nothing has no count."""
    where, missing = counted(measure, values, given)
    match measure.data.aggregate:
        case "distinct":
            assert measure.value is not None
            total = f"count(DISTINCT {sql(measure.value, values)}) FILTER (WHERE {where})"
        case "percentile":
            assert measure.value is not None
            share, of = float(measure.data.share or 0), sql(measure.value, values)
            total = (
                f"percentile_cont({share!r}) WITHIN GROUP (ORDER BY ({of})::float8) FILTER (WHERE {where})"
            )
        case _:
            total = f"sum({amount(measure, values)}) FILTER (WHERE {where})"
    return total, "0" if missing == "false" else f"count(*) FILTER (WHERE {missing})"
