"""From a rule's conditions to what is computed: leaves, each once, and trees of logic over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import msgspec
import numpy as np

from yiwang.base.alarms.errors import RuleInvalidError
from yiwang.base.alarms.model.arrays import SECOND, TRUE, Bytes
from yiwang.base.alarms.model.functions import functions
from yiwang.base.alarms.model.levels import rank
from yiwang.base.alarms.model.rule import LevelRule, Rule
from yiwang.kernel.refusals import complaint

#: A leaf's number, or an operator over nodes.
Node: TypeAlias = "int | tuple[str, tuple[Node, ...]]"
_DEEPEST: Final = 8
_MOST_LEAVES: Final = 32


@dataclass(frozen=True, slots=True)
class LeafPlan:
    """A condition to compute: function, parameters, and who counts (for places and quorums)."""

    name: str
    params: Any
    needs: str
    prop: str | None
    product: str | None = None
    tags: tuple[str, ...] = ()
    at_least: int = 1
    #: Where the rule says it: what is wrong with it is shown there.
    path: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class LevelPlan:
    """A level: its rank, when it is reached and left; times in microseconds."""

    rank: int
    raises: Node
    clears: Node | None
    lasting: int
    clear_lasting: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a rule computes. ``key`` is equal for rules that remember the same things."""

    rule: Rule
    leaves: tuple[LeafPlan, ...]
    levels: tuple[LevelPlan, ...]
    key: bytes


class _Reader:
    def __init__(self) -> None:
        self.leaves: list[LeafPlan] = []
        self.known: dict[bytes, int] = {}

    def node(self, raw: Any, path: str, depth: int = 0) -> Node:
        if depth > _DEEPEST:
            raise _wrong(path, "条件嵌套过深", "conditions are nested too deeply")
        name, given = _single(raw, path)
        if name in ("all", "any"):
            if not isinstance(given, list | tuple) or not given:
                raise _wrong(path, f"{name} 需要条件列表", f"{name} needs a list of conditions")
            parts = [self.node(part, f"{path}.{name}.{i}", depth + 1) for i, part in enumerate(given)]
            return (name, tuple(parts))
        if name == "not":
            return ("not", (self.node(given, f"{path}.not", depth + 1),))
        if name == "quorum":
            return self.quorum(given, f"{path}.quorum")
        return self.leaf(raw, path)

    def quorum(self, given: Any, path: str) -> Node:
        try:
            found = msgspec.convert(given, Quorum)
        except msgspec.ValidationError as error:
            raise _refused(path, error) from None
        return self.leaf(found.of, f"{path}.of", found)

    def leaf(self, raw: Any, path: str, who: Quorum | None = None) -> Node:
        key = msgspec.json.encode([raw, who], order="sorted")
        if key in self.known:
            return self.known[key]
        name, params, needs, prop = read_leaf(raw, path)
        if who is not None and needs == "clock":
            raise _wrong(path, "quorum 需要设备条件", "a quorum needs a condition on devices")
        where = f"{path}.{name}"
        made = LeafPlan(name, params, needs, prop, path=where)
        if who is not None:
            made = LeafPlan(name, params, needs, prop, who.product, who.tags, who.at_least, where)
        if len(self.leaves) >= _MOST_LEAVES:
            raise _wrong(path, "条件过多", "there are too many conditions")
        self.leaves.append(made)
        self.known[key] = len(self.leaves) - 1
        return self.known[key]


class Quorum(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many of the devices of a place (of another product or with tags, if given) meet ``of``."""

    of: dict[str, Any]
    at_least: int = 1
    product: str | None = None
    tags: tuple[str, ...] = ()


def _single(raw: Any, path: str) -> tuple[str, Any]:
    if not isinstance(raw, dict) or len(raw) != 1:
        raise _wrong(
            path, "条件应是一个函数名及其参数", "a condition is one function's name and its parameters"
        )
    name, given = next(iter(raw.items()))
    return str(name), given


def read_leaf(raw: Any, path: str, depth: int = 0) -> tuple[str, Any, str, str | None]:
    """Return name, parameters, need and property of a condition; raises :class:`RuleInvalidError`."""
    name, given = _single(raw, path)
    if name not in functions:
        raise _wrong(path, f"没有条件函数“{name}”", f"there is no condition function {name!r}")
    named = functions.get(name)
    try:
        params = msgspec.convert(given, named.params)
    except msgspec.ValidationError as error:
        raise _refused(f"{path}.{name}", error) from None
    except RuleInvalidError as error:
        raise RuleInvalidError(field=f"{path}.{name}", **error.details) from None
    inside = getattr(params, "of", None)
    if inside is not None:
        if depth >= _DEEPEST:
            raise _wrong(path, "条件嵌套过深", "conditions are nested too deeply")
        _, _, needs, prop = read_leaf(inside, f"{path}.{name}.of", depth + 1)
        if needs in ("clock", "any"):
            raise _wrong(path, f"{name} 不能用于该条件", f"{name} cannot look through this condition")
        return name, params, needs, prop
    needs = getattr(named.call, "needs", "value")
    return name, params, needs, getattr(params, "property", None)


def plan(rule: Rule) -> Plan:
    """Return what ``rule`` computes; raises :class:`RuleInvalidError` with the place of the fault."""
    reader = _Reader()
    ranks = [rank(level.level) for level in rule.levels]
    if sorted(set(ranks)) != ranks:
        raise _wrong("levels", "级别须由低到高且不重复", "levels go from low to high, each once")
    levels = tuple(_level(reader, level, i) for i, level in enumerate(rule.levels))
    if all(leaf.needs == "clock" for leaf in reader.leaves):
        raise _wrong("levels", "规则须观察设备", "a rule must look at devices")
    if rule.subject.together == "device" and any(leaf.at_least > 1 for leaf in reader.leaves):
        raise _wrong("subject.together", "quorum 需要 area 或 all", "a quorum needs together: area or all")
    if rule.subject.together == "area" and rule.subject.area_level is None:
        raise _wrong("subject.area_level", "须指明区域层级", "the level of areas must be given")
    key = msgspec.json.encode([rule.subject, rule.levels, rule.stale_after], order="sorted")
    return Plan(rule, tuple(reader.leaves), levels, key)


def _level(reader: _Reader, level: LevelRule, index: int) -> LevelPlan:
    path = f"levels.{index}"
    return LevelPlan(
        rank=rank(level.level),
        raises=reader.node(level.when, f"{path}.when"),
        clears=None if level.clear is None else reader.node(level.clear, f"{path}.clear"),
        lasting=int(level.lasting * SECOND),
        clear_lasting=int(level.clear_lasting * SECOND),
    )


def evaluator(node: Node) -> Callable[[Bytes], Bytes]:
    """Return a function from held truths, shape ``(leaves, members)``, to the node's, ``(members,)``."""
    if isinstance(node, int):
        return lambda held: held[node]
    operator, nodes = node
    parts = [evaluator(part) for part in nodes]
    if operator == "not":
        return lambda held: np.int8(TRUE) - parts[0](held)
    fold = np.minimum if operator == "all" else np.maximum
    return lambda held: fold.reduce([part(held) for part in parts])


def read_rule(raw: Any) -> Rule:
    """Return the rule in ``raw`` (JSON or YAML made plain); raises :class:`RuleInvalidError`."""
    try:
        return msgspec.convert(raw, Rule)
    except msgspec.ValidationError as error:
        raise _refused("", error) from None


def _refused(path: str, error: msgspec.ValidationError) -> RuleInvalidError:
    """Return what is wrong with a value that has not the declared form, in words of both languages."""
    said = complaint(error)
    return _wrong(".".join(part for part in (path, said.field) if part), said.zh, said.en)


def _wrong(path: str, zh: str, en: str) -> RuleInvalidError:
    return RuleInvalidError(field=path or None, why_zh=zh, why_en=en)
