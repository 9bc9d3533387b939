"""The language of ``$filter`` and ``$orderby``: text to a typed tree. Nothing of it ever becomes SQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, TypeAlias

import shapely
from shapely.errors import ShapelyError

from yiwang.connectors.sensorthings.errors import bad

LONGEST: Final = 2000
_DEEPEST: Final = 30


@dataclass(frozen=True, slots=True)
class Literal:
    """A value."""

    value: Any


@dataclass(frozen=True, slots=True)
class Path:
    """A property, perhaps of a related entity: ``Datastream/ObservedProperty/name``."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Negation:
    """``not``."""

    inner: Node


Node: TypeAlias = Literal | Path | Call | Operation | Negation


class _Token(NamedTuple):
    kind: str
    text: str


_TOKENS: Final = re.compile(
    r"""\s*(?:
    (?P<geo>geography'(?:[^']|'')*')|(?P<duration>duration'[^']*')|(?P<string>'(?:[^']|'')*')
    |(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))
    |(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<name>@?[^\W\d][\w.]*(?:/@?[^\W\d][\w.]*)*)
    |(?P<mark>[(),]))""",
    re.VERBOSE,
)
_DURATION: Final = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
#: Operators by how tightly they bind, the loosest first.
_LEVELS: Final = (
    ("or",),
    ("and",),
    ("eq", "ne", "gt", "ge", "lt", "le"),
    ("add", "sub"),
    ("mul", "div", "mod"),
)
_WORDS: Final = {"true": True, "false": False, "null": None}
#: Functions and how many arguments they take.
FUNCTIONS: Final = {
    "substringof": (2, 2), "endswith": (2, 2), "startswith": (2, 2), "length": (1, 1), "indexof": (2, 2),
    "substring": (2, 3), "tolower": (1, 1), "toupper": (1, 1), "trim": (1, 1), "concat": (2, 2),
    "year": (1, 1), "month": (1, 1), "day": (1, 1), "hour": (1, 1), "minute": (1, 1), "second": (1, 1),
    "date": (1, 1), "now": (0, 0), "round": (1, 1), "floor": (1, 1), "ceiling": (1, 1),
    "geo.distance": (2, 2), "geo.intersects": (2, 2), "geo.length": (1, 1),
    "st_within": (2, 2), "st_contains": (2, 2), "st_intersects": (2, 2), "st_disjoint": (2, 2),
    "st_equals": (2, 2), "st_overlaps": (2, 2), "st_crosses": (2, 2), "st_touches": (2, 2),
}  # fmt: skip


def parse(text: str) -> Node:
    """Return the tree of a filter; raises a refusal that says what is wrong."""
    parser = _Parser(_tokens(text))
    found = parser.level(0, 0)
    parser.end()
    return found


def parse_order(text: str) -> list[tuple[Node, bool]]:
    """Return what to order by, each with whether it goes downward."""
    parser = _Parser(_tokens(text))
    found = []
    while True:
        node = parser.level(0, 0)
        way = parser.accept("asc", "desc")
        found.append((node, way == "desc"))
        if not parser.accept(","):
            parser.end()
            return found


def _tokens(text: str) -> list[_Token]:
    if len(text) > LONGEST:
        raise bad(f"an expression has at most {LONGEST} characters")
    found, at = [], 0
    while at < len(text):
        if text[at:].isspace():
            break
        match = _TOKENS.match(text, at)
        if match is None or match.end() == at:
            raise bad(f"cannot read the expression from {text[at : at + 20]!r}")
        kind = match.lastgroup or ""
        found.append(_Token(kind, match[kind]))
        at = match.end()
    return found


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def _peek(self) -> _Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _Token("end", "")

    def accept(self, *texts: str) -> str:
        token = self._peek()
        if token.text in texts and token.kind in {"name", "mark"}:
            self._at += 1
            return token.text
        return ""

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise bad(f"expected {text!r} before {self._peek().text[:20]!r}")

    def end(self) -> None:
        if self._peek().kind != "end":
            raise bad(f"unexpected {self._peek().text[:20]!r}")

    def level(self, level: int, depth: int) -> Node:
        if depth > _DEEPEST:
            raise bad("the expression is too deep")
        if level == len(_LEVELS):
            return self._operand(depth)
        left = self.level(level + 1, depth)
        while operator := self.accept(*_LEVELS[level]):
            left = Operation(operator, left, self.level(level + 1, depth))
        return left

    def _operand(self, depth: int) -> Node:
        if self.accept("("):
            inner = self.level(0, depth + 1)
            self.expect(")")
            return inner
        if self.accept("not"):
            return Negation(self._operand(depth + 1))
        token = self._peek()
        self._at += 1
        if token.kind == "name":
            return self._named(token.text, depth)
        if token.kind in {"mark", "end"}:
            raise bad("the expression ends too early")
        return Literal(_value(token))

    def _named(self, text: str, depth: int) -> Node:
        if text in _WORDS:
            return Literal(_WORDS[text])
        if not self.accept("("):
            return Path(tuple(text.split("/")))
        name = text.lower()
        if name not in FUNCTIONS:
            raise bad(f"there is no function {text!r}")
        arguments: list[Node] = []
        if not self.accept(")"):
            arguments.append(self.level(0, depth + 1))
            while self.accept(","):
                arguments.append(self.level(0, depth + 1))
            self.expect(")")
        least, most = FUNCTIONS[name]
        if not least <= len(arguments) <= most:
            raise bad(f"{text} takes {least} arguments")
        return Call(name, tuple(arguments))


def _value(token: _Token) -> Any:
    kind, text = token
    if kind == "number":
        return float(text) if set(text) & set(".eE") else int(text)
    if kind == "time":
        return _time(text)
    if kind == "string":
        return text[1:-1].replace("''", "'")
    inner = text[text.index("'") + 1 : -1]
    if kind == "duration":
        return _duration(inner)
    try:
        return shapely.from_wkt(inner.replace("''", "'"))
    except ShapelyError:
        raise bad("a geography is no well-known text") from None


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise bad(f"{text} is no time") from None


def _duration(text: str) -> timedelta:
    match = _DURATION.fullmatch(text)
    if match is None:
        raise bad(f"{text[:20]!r} is no duration")
    sign, *parts = match.groups()
    days, hours, minutes, seconds = (float(part or 0) for part in parts)
    try:
        found = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        raise bad("the duration is too long") from None
    return -found if sign else found
