"""The language of conditions and formulas: numbers, texts, names, arithmetic, comparison, and · or · not.

A condition speaks of the fields of one fact (``outcome = 'closed' and reworks = 0``), a formula of measures
and other indicators (``closed_of_due / due``). Nobody writes SQL: what is read here becomes a tree whose
names and types are checked before anything is asked of a database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from yiwang.base.indicators.errors import FormulaError

Type: TypeAlias = Literal["number", "bool", "text"]
#: Longer ones are nobody's formula, deeper ones nobody's brackets.
LONGEST: Final = 2000
DEEPEST: Final = 40


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """A text in single quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """A field, a measure or an indicator."""

    name: str


@dataclass(frozen=True, slots=True)
class Unary:
    """``not x`` or ``-x``."""

    sign: str
    of: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two sides and what stands between them."""

    sign: str
    left: Node
    right: Node


Node: TypeAlias = Number | Text | Name | Unary | Binary

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>'(?:[^']|'')*')|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign><=|>=|!=|[-+*/()=<>]))"
)
_WORDS: Final = frozenset({"and", "or", "not"})
#: Signs by how tightly they bind, the loosest first.
_LEVELS: Final = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!=", "<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "/"}),
)
LOGIC, COMPARISONS = _LEVELS[0] | _LEVELS[1], _LEVELS[2]
_COMPARING: Final = 2
Token: TypeAlias = tuple[str, str]


def parse(text: str) -> Node:
    """Return the tree of ``text``; raises :class:`FormulaError` that says where it cannot be read."""
    if len(text) > LONGEST:
        raise FormulaError(why_zh=f"超过 {LONGEST} 个字符", why_en=f"longer than {LONGEST} characters")
    return _Reader(text).read()


def _tokens(text: str) -> Iterator[Token]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise _unreadable(text[at:].strip()[:20])
        kind = found.lastgroup or ""
        word = found[kind]
        yield ("sign" if word in _WORDS else kind), word
        at = found.end()


def _unreadable(what: str) -> FormulaError:
    if not what:
        return FormulaError(why_zh="公式不完整", why_en="the formula ends too early")
    return FormulaError(why_zh=f"“{what}”处无法读懂", why_en=f"cannot be read at {what!r}")


class _Reader:
    """Recursive descent over the tokens."""

    def __init__(self, text: str) -> None:
        self._rest = list(reversed(list(_tokens(text))))
        self._depth = 0

    def read(self) -> Node:
        """Return the whole tree."""
        found = self._level(0)
        if self._rest:
            raise _unreadable(self._rest[-1][1])
        return found

    def _level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._one()
        left = self._level(level + 1)
        while (sign := self._sign(_LEVELS[level])) is not None:
            left = Binary(sign, left, self._level(level + 1))
            if level == _COMPARING:
                break  # a < b < c means something else to everybody
        return left

    def _sign(self, wanted: frozenset[str]) -> str | None:
        if self._rest and self._rest[-1][0] == "sign" and self._rest[-1][1] in wanted:
            return self._rest.pop()[1]
        return None

    def _one(self) -> Node:
        if not self._rest:
            raise _unreadable("")
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaError(why_zh="嵌套过深", why_en="nested too deeply")
        found = self._atom(*self._rest.pop())
        self._depth -= 1
        return found

    def _atom(self, kind: str, word: str) -> Node:
        match kind, word:
            case "number", _:
                return Number(Decimal(word))
            case "text", _:
                return Text(word[1:-1].replace("''", "'"))
            case "name", _:
                return Name(word)
            case "sign", "not":
                return Unary("not", self._level(_COMPARING))
            case "sign", "-":
                return Unary("-", self._one())
            case "sign", "(":
                found = self._level(0)
                if self._sign(frozenset({")"})) is None:
                    raise _unreadable(self._rest[-1][1] if self._rest else "")
                return found
        raise _unreadable(word)


def names(node: Node) -> Iterator[str]:
    """Yield the names in ``node``, the leftmost first."""
    match node:
        case Name(name):
            yield name
        case Unary(_, of):
            yield from names(of)
        case Binary(_, left, right):
            yield from names(left)
            yield from names(right)


def type_of(node: Node, known: Mapping[str, Type]) -> Type:
    """Return the type of ``node``; raises :class:`FormulaError` for unknown names and mismatches."""
    match node:
        case Number():
            return "number"
        case Text():
            return "text"
        case Name(name):
            if name not in known:
                raise FormulaError(why_zh=f"没有“{name}”", why_en=f"there is no {name!r}")
            return known[name]
        case Unary(sign, of):
            wanted: Type = "bool" if sign == "not" else "number"
            _demand(sign, wanted, type_of(of, known))
            return wanted
        case Binary(sign, left, right):
            return _type_of_pair(sign, type_of(left, known), type_of(right, known))


def _type_of_pair(sign: str, left: Type, right: Type) -> Type:
    if sign in LOGIC:
        _demand(sign, "bool", left, right)
        return "bool"
    if sign in COMPARISONS:
        _demand(sign, left if sign in {"=", "!="} else "number", left, right)
        return "bool"
    _demand(sign, "number", left, right)
    return "number"


def _demand(sign: str, wanted: Type, *found: Type) -> None:
    for one in found:
        if one != wanted:
            raise FormulaError(
                why_zh=f"“{sign}”两边的类型不合（{one}）", why_en=f"{sign!r} does not go with {one}"
            )
