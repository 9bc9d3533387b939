"""YAML as people mean it: codes keep their leading zero, ``yes`` stays a word, a key comes once."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from yiwang.connectors.tabular.errors import KeyProblem, MappingInvalidError

LARGEST: Final = 1 << 20


class _Loader(yaml.SafeLoader):
    """A safe loader with the scalar rules of YAML 1.2, without aliases (they can grow without end)."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.constructor.ConstructorError(None, None, "aliases are not allowed", mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as the base has it
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be a word", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} appears twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"^(?:true|false|True|False)$", "tTfF"),
    ("tag:yaml.org,2002:null", r"^(?:~|null|Null|)$", ["~", "n", "N", ""]),
    ("tag:yaml.org,2002:int", r"^-?(?:0|[1-9][0-9]*)$", list("-0123456789")),
    ("tag:yaml.org,2002:float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", list("-0123456789")),
):
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))


def load(content: bytes) -> Any:
    """Return the plain data of a YAML text; raises ``mapping_invalid`` with line and column."""
    if len(content) > LARGEST:
        raise _refused("文件超过 1 MB", "the file is larger than 1 MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused("须为 UTF-8 编码", "it must be UTF-8") from error
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        problem = error.problem or "not YAML"
        raise _refused(
            f"第 {where[0]} 行第 {where[1]} 列不是有效的 YAML（{problem}）",
            f"not valid YAML at line {where[0]}, column {where[1]} ({problem})",
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _refused("不是有效的 YAML", "not valid YAML") from error


def _refused(zh: str, en: str) -> MappingInvalidError:
    return MappingInvalidError([KeyProblem(path="mapping", zh=zh, en=en)])
