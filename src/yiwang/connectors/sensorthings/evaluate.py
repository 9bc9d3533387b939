"""Values of expressions for one entity. What does not go together is ``null``, and ``null`` is never true."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from yiwang.connectors.sensorthings.grammar import Call, Literal, Negation, Node, Operation, Path

Look = Callable[[tuple[str, ...]], Any]

_COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "eq": operator.eq, "ne": operator.ne, "gt": operator.gt,
    "ge": operator.ge, "lt": operator.lt, "le": operator.le,
}  # fmt: skip
_COUNT: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv,
    "mod": operator.mod,
}  # fmt: skip
_TEXT: Final[dict[str, Callable[..., Any]]] = {
    "substringof": lambda part, text: part in text,
    "endswith": lambda text, part: text.endswith(part),
    "startswith": lambda text, part: text.startswith(part),
    "length": len,
    "indexof": lambda text, part: text.find(part),
    "substring": lambda text, start, count=None: text[start:] if count is None else text[start:][:count],
    "tolower": lambda text: text.lower(),
    "toupper": lambda text: text.upper(),
    "trim": lambda text: text.strip(),
    "concat": lambda a, b: a + b,
    "round": lambda x: math.floor(x + 0.5),
    "floor": math.floor,
    "ceiling": math.ceil,
    "date": lambda t: t.date().isoformat(),
    "year": lambda t: t.year,
    "month": lambda t: t.month,
    "day": lambda t: t.day,
    "hour": lambda t: t.hour,
    "minute": lambda t: t.minute,
    "second": lambda t: t.second,
}
_SPACE: Final[dict[str, Callable[..., Any]]] = {
    "geo.distance": shapely.distance,
    "geo.length": shapely.length,
    "geo.intersects": shapely.intersects,
    **{f"st_{name}": getattr(shapely, name) for name in (
        "within", "contains", "intersects", "disjoint", "equals", "overlaps", "crosses", "touches"
    )},
}  # fmt: skip


def value(node: Node, look: Look) -> Any:
    """Return what ``node`` is for the entity that ``look`` reads."""
    match node:
        case Literal(found):
            return found
        case Path(names):
            return _plain(look(names))
        case Negation(inner):
            found = value(inner, look)
            return None if found is None else not found
        case Call(name, arguments):
            return _call(name, [value(argument, look) for argument in arguments])
        case Operation():
            return _operation(node, look)


def holds(node: Node, look: Look) -> bool:
    """Tell whether a filter holds."""
    return value(node, look) is True


def _operation(node: Operation, look: Look) -> Any:
    left = value(node.left, look)
    if node.operator in {"and", "or"}:
        return _joined(node, left, look)
    right = value(node.right, look)
    compare = _COMPARE.get(node.operator)
    if left is None or right is None:
        return compare(left, right) if compare is not None and node.operator in {"eq", "ne"} else None
    return _safely(compare or _COUNT[node.operator], left, right)


def _joined(node: Operation, left: Any, look: Look) -> bool | None:
    """Return ``and`` or ``or`` of three values: true, false, and unknown."""
    decisive = node.operator == "or"
    if left is decisive:
        return bool(decisive)
    right = value(node.right, look)
    if right is decisive:
        return bool(decisive)
    return (not decisive) if isinstance(left, bool) and isinstance(right, bool) else None


def _call(name: str, arguments: list[Any]) -> Any:
    if name == "now":
        return datetime.now(UTC)
    if any(argument is None for argument in arguments):
        return None
    if name in _SPACE:
        if not all(isinstance(argument, BaseGeometry) for argument in arguments):
            return None
        found = _safely(_SPACE[name], *arguments)
        return found.item() if hasattr(found, "item") else found
    return _safely(_TEXT[name], *arguments)


def _safely(function: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return function(*arguments)
    except (TypeError, ValueError, ArithmeticError, AttributeError, ShapelyError):
        return None


def _plain(found: Any) -> Any:
    """Turn what JSON has for places and times into what can be compared."""
    if isinstance(found, dict) and {"type", "coordinates"} <= set(found):
        return shapely.geometry.shape(found)
    return found
