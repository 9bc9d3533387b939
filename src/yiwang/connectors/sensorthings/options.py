"""Query options: of a collection, and nested in ``$expand``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

from yiwang.connectors.sensorthings.errors import bad
from yiwang.connectors.sensorthings.grammar import Node, parse, parse_order

PAGE: Final = 100
MOST: Final = 1000
_MOST_EXPANDED: Final = 4


@dataclass(slots=True)
class Options:
    """What is asked of a collection."""

    filter: Node | None = None
    order: list[tuple[Node, bool]] = field(default_factory=list)
    top: int | None = None
    skip: int = 0
    count: bool = False
    select: tuple[str, ...] = ()
    expand: dict[str, Options] = field(default_factory=dict)
    array: bool = False
    raw: list[tuple[str, str]] = field(default_factory=list)


def read(query: str) -> Options:
    """Return the options of an address."""
    return _of(parse_qsl(query, keep_blank_values=True), 0)


def _of(pairs: Iterable[tuple[str, str]], depth: int) -> Options:
    found = Options()
    for name, text in pairs:
        if name == "$expand":
            _expand(found, text, depth)
        elif name in _READERS:
            _READERS[name](found, text)
        elif name.startswith("$"):
            raise bad(f"there is no option {name}")
        else:
            continue
        found.raw.append((name, text))
    return found


def _filter(options: Options, text: str) -> None:
    options.filter = parse(text)


def _order(options: Options, text: str) -> None:
    options.order = parse_order(text)


def _top(options: Options, text: str) -> None:
    options.top = min(_number("$top", text), MOST)


def _skip(options: Options, text: str) -> None:
    options.skip = _number("$skip", text)


def _count(options: Options, text: str) -> None:
    if text not in {"true", "false"}:
        raise bad("$count is true or false")
    options.count = text == "true"


def _select(options: Options, text: str) -> None:
    options.select = tuple(part.strip() for part in text.split(",") if part.strip())


def _array(options: Options, text: str) -> None:
    options.array = text == "dataArray"


_READERS: Final[dict[str, Callable[[Options, str], None]]] = {
    "$filter": _filter, "$orderby": _order, "$top": _top, "$skip": _skip,
    "$count": _count, "$select": _select, "$resultFormat": _array,
}  # fmt: skip


def _number(name: str, text: str) -> int:
    if not text.isdecimal() or len(text) > 9:  # noqa: PLR2004 - a thousand million is enough
        raise bad(f"{name} is a whole number")
    return int(text)


def _expand(options: Options, text: str, depth: int) -> None:
    if depth >= _MOST_EXPANDED:
        raise bad(f"$expand goes at most {_MOST_EXPANDED} levels deep")
    for part in _split(text, ","):
        name, inner = part, ""
        if "(" in part:
            if not part.endswith(")"):
                raise bad("$expand has an open parenthesis")
            name, inner = part[:-1].split("(", 1)
        pairs = []
        for option in _split(inner, ";"):
            key, sign, value = option.partition("=")
            if not sign:
                raise bad(f"an option without a value: {option[:40]!r}")
            pairs.append((key.strip(), value))
        first, _, rest = name.strip().partition("/")
        if rest:
            pairs = [("$expand", f"{rest}({inner})" if inner else rest)]
        nested = _of(pairs, depth + 1)
        if first in options.expand:
            options.expand[first].expand |= nested.expand
        else:
            options.expand[first] = nested


def _split(text: str, mark: str) -> list[str]:
    """Cut at marks outside parentheses and quotes."""
    found, depth, quoted, start = [], 0, False, 0
    for at, letter in enumerate(text):
        if letter == "'":
            quoted = not quoted
        elif not quoted and letter in "()":
            depth += 1 if letter == "(" else -1
        elif not quoted and depth == 0 and letter == mark:
            found.append(text[start:at])
            start = at + 1
    found.append(text[start:])
    return [part.strip() for part in found if part.strip()]
