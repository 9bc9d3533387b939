"""Variables in texts: ``{{on_time_rate}}``, ``{{on_time_rate period=year}}``, ``{{city}}``."""

from __future__ import annotations

import re
from typing import Final

import msgspec

#: What can be said of the bulletin itself.
FACTS: Final[dict[str, tuple[str, str]]] = {
    "city": ("城市", "the city"),
    "area": ("区域", "the area asked for, or the city"),
    "unit": ("单位", "the unit asked for"),
    "period": ("周期", "the period in words"),
    "first": ("起始日", "its first day"),
    "last": ("截止日", "its last day"),
    "year": ("年份", "the year"),
    "issue": ("期号", "the place of the period in its year"),
    "as_of": ("数据时间", "of which moment the figures are"),
    "made": ("编制日期", "the day on which it is made"),
}
#: What a variable bound to an indicator may be told, and the values of those that have a list.
OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    "area": (), "unit": (), "matter": (), "channel": (),
    "period": ("this", "last", "year"), "part": ("value", "numerator", "denominator", "missing"),
}  # fmt: skip
_HOLE: Final = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_WORD: Final = re.compile(r"[a-z][a-z0-9_]*")


class Variable(msgspec.Struct, frozen=True):
    """A variable: its name and what it was told."""

    name: str
    options: dict[str, str]

    @property
    def is_fact(self) -> bool:
        """Tell whether it is about the bulletin and not an indicator."""
        return self.name in FACTS


class VariableProblem(ValueError):  # noqa: N818 - what is wrong with a text, named to its writer by a template's error
    """What is wrong with a text, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def parts(text: str) -> list[str | Variable]:
    """Return the words and variables of ``text`` in order; raises :class:`VariableProblem`."""
    found: list[str | Variable] = []
    at = 0
    for hole in _HOLE.finditer(text):
        found += [text[at : hole.start()], _variable(hole[1])]
        at = hole.end()
    found.append(text[at:])
    for words in found:
        if isinstance(words, str) and ("{{" in words or "}}" in words):
            raise VariableProblem("花括号 {{ 与 }} 不成对", "the braces {{ and }} do not pair")
    return [one for one in found if one != ""]


def _variable(inside: str) -> Variable:
    name, *told = inside.split() or [""]
    if _WORD.fullmatch(name) is None:
        raise VariableProblem(f"“{inside.strip()[:40]}”不是变量名", f"{inside.strip()[:40]!r} is no variable")
    options: dict[str, str] = {}
    for one in told:
        key, equals, value = one.partition("=")
        known = OPTIONS.get(key)
        if known is None or not equals or not value or (known and value not in known) or name in FACTS:
            raise VariableProblem(f"变量 {name} 的“{one[:40]}”不可用", f"{one[:40]!r} cannot follow {name}")
        options[key] = value
    return Variable(name, options)
