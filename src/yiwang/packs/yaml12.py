"""YAML from outside, read without surprises.

Only the plain data of YAML 1.2: ``no`` and ``on`` are words, ``01037`` and ``2026-01-01`` are texts (in
YAML 1.1 they would be false, an octal number and a date). Anchors and aliases are refused, because a
few of them can stand for billions of nodes; a key given twice is refused, because one of them is wrong.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

import yaml

_MAX_DEPTH = 40
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(ValueError):
    """The text is not acceptable YAML; says where."""


class _Loader(_Base):  # type: ignore[misc]
    """A safe loader with the scalars of YAML 1.2 and unique keys."""

    yaml_implicit_resolvers: ClassVar[dict[str | None, list[tuple[str, re.Pattern[str]]]]] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: ARG002, FBT001, FBT002 - as in the base
        """Return a mapping whose keys are plain and unique."""
        made: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, list | dict):
                raise YamlError(f"line {key_node.start_mark.line + 1}: a key must be a plain value")
            if key in made:
                raise YamlError(f"line {key_node.start_mark.line + 1}: the key {key!r} is given twice")
            made[key] = self.construct_object(value_node, deep=True)
        return made


def _map(loader: Any, node: Any) -> dict[Any, Any]:
    return dict(loader.construct_mapping(node, deep=True))


_Loader.add_constructor("tag:yaml.org,2002:map", _map)
for _tag, _form, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", "~nN\0"),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?$", "-0123456789"),
):
    for _letter in _first:
        _Loader.yaml_implicit_resolvers.setdefault("" if _letter == "\0" else _letter, []).append(
            (f"tag:yaml.org,2002:{_tag}", re.compile(_form))
        )


def _where(piece: yaml.Event) -> str:
    return f"line {piece.start_mark.line + 1}: " if piece.start_mark is not None else ""


def load(text: str) -> Any:
    """Return the one document of ``text``; raises :class:`YamlError`."""
    try:
        depth = 0
        for piece in yaml.parse(text, Loader=_Loader):
            if isinstance(piece, yaml.AliasEvent) or getattr(piece, "anchor", None):
                raise YamlError(f"{_where(piece)}anchors and aliases are not accepted")
            if isinstance(piece, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                depth += 1
                if depth > _MAX_DEPTH:
                    raise YamlError(f"{_where(piece)}nested deeper than {_MAX_DEPTH}")
            elif isinstance(piece, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                depth -= 1
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.YAMLError as error:
        raise YamlError(" ".join(str(error).split())) from error
