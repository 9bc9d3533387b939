"""Reading a pack folder: every file bounded, safe, and checked against its section's schema."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from pydantic import BaseModel, ValidationError

from yiwang.packs import yaml12
from yiwang.packs.errors import PackInvalidError, PackProblem
from yiwang.packs.manifest import Manifest
from yiwang.packs.sections import SECTIONS

MAX_FILE = 20_000_000
MAX_PACK = 100_000_000
MAX_FILES = 500
_SAID = {
    "missing": "缺少必填项",
    "extra_forbidden": "不认识的键",
    "string_pattern_mismatch": "格式不符合要求",
    "string_type": "应为文本",
    "string_too_long": "文本过长",
    "string_too_short": "文本过短或为空",
    "literal_error": "不在允许的取值内",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "float_parsing": "应为数值",
    "float_type": "应为数值",
    "bool_type": "应为 true 或 false",
    "dict_type": "应为键值表",
    "model_type": "应为键值表",
    "model_attributes_type": "应为键值表",
    "tuple_type": "应为列表",
    "list_type": "应为列表",
    "greater_than": "数值过小",
    "greater_than_equal": "数值过小",
    "less_than": "数值过大",
    "less_than_equal": "数值过大",
    "date_from_datetime_parsing": "不是有效日期",
    "date_type": "应为日期",
}


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was read and found sound."""

    folder: Path
    manifest: Manifest
    sections: dict[str, list[BaseModel]]
    items: dict[str, str]
    hash: bytes


def read(folder: Path) -> Pack:
    """Return the pack in ``folder``; raises :class:`PackInvalidError` with every fault found.

    Files must lie inside the folder (links that lead out are refused), be UTF-8, and stay below 20 MB
    each and 100 MB together. Nothing in a pack is ever run.
    """
    manifest = _manifest(folder)
    problems: list[PackProblem] = []
    sections: dict[str, list[BaseModel]] = {}
    items: dict[str, str] = {}
    budget = [MAX_PACK, MAX_FILES]
    for name, section in SECTIONS.items():
        for path in _files(folder, manifest.sections.get(name, ()), name, problems):
            made = _file(folder, path, section.schema, budget, problems)
            if made is None:
                continue
            sections.setdefault(name, []).append(made)
            for key, value in section.items(made):
                item = f"{name}/{key}"
                if item in items:
                    problems.append(
                        _problem(folder, path, key, "在包内定义了两次", "is defined twice in the pack")
                    )
                items[item] = _digest(value).hex()[:24]
    for name in manifest.sections:
        if name not in SECTIONS:
            known = ", ".join(SECTIONS)
            problems.append(
                PackProblem(
                    file="pack.yaml",
                    path=f"sections.{name}",
                    zh=f"不认识的部分，可用：{known}",
                    en=f"unknown section; known: {known}",
                )
            )
    if problems:
        raise PackInvalidError(problems)
    whole = _digest({"manifest": manifest.model_dump(mode="json"), "items": items})
    return Pack(folder, manifest, sections, items, whole)


def _manifest(folder: Path) -> Manifest:
    problems: list[PackProblem] = []
    path = folder / "pack.yaml"
    if not path.is_file():
        zh, en = "缺少 pack.yaml，这不是场景包", "pack.yaml is missing: this is no pack"
        raise PackInvalidError([PackProblem(file="pack.yaml", path="", zh=zh, en=en)])
    made = _file(folder, path, Manifest, [MAX_PACK, MAX_FILES], problems)
    if made is None:
        raise PackInvalidError(problems)
    assert isinstance(made, Manifest)
    if made.id != folder.resolve().name:
        zh = f"id“{made.id}”须与文件夹名“{folder.resolve().name}”相同"
        en = f"the id {made.id!r} must be the folder's name {folder.resolve().name!r}"
        raise PackInvalidError([PackProblem(file="pack.yaml", path="id", zh=zh, en=en)])
    return made


def _files(folder: Path, patterns: tuple[str, ...], name: str, problems: list[PackProblem]) -> list[Path]:
    found: dict[Path, None] = {}
    root = folder.resolve()
    for pattern in patterns:
        matches = sorted(p for p in folder.glob(pattern) if p.is_file())
        if not matches:
            where = f"sections.{name}"
            zh, en = f"没有文件符合“{pattern}”", f"no file matches {pattern!r}"
            problems.append(PackProblem(file="pack.yaml", path=where, zh=zh, en=en))
        for path in matches:
            if root in path.resolve().parents:
                found[path] = None
            else:
                problems.append(
                    _problem(folder, path, "", "指向包外的链接", "a link that leads out of the pack")
                )
    return list(found)


def _file(
    folder: Path, path: Path, schema: type[BaseModel], budget: list[int], problems: list[PackProblem]
) -> BaseModel | None:
    size = path.stat().st_size
    budget[0] -= size
    budget[1] -= 1
    if size > MAX_FILE or budget[0] < 0 or budget[1] < 0:
        problems.append(_problem(folder, path, "", "文件或场景包过大", "the file or the pack is too large"))
        return None
    try:
        data = _parse(path)
    except (yaml12.YamlError, msgspec.DecodeError, UnicodeDecodeError) as error:
        problems.append(_problem(folder, path, "", f"无法读取：{error}", f"cannot be read: {error}"))
        return None
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            where = ".".join(str(part) for part in item["loc"])
            said = re.sub(r"^Value error, ", "", str(item["msg"]))
            zh = _SAID.get(item["type"], said)
            problems.append(_problem(folder, path, where, zh, said))
        return None


def _parse(path: Path) -> Any:
    content = path.read_bytes()
    if path.suffix in (".json", ".geojson"):
        return msgspec.json.decode(content)
    return yaml12.load(content.decode("utf-8-sig"))


def _digest(value: Any) -> bytes:
    return hashlib.sha256(msgspec.json.encode(value, order="sorted")).digest()


def _problem(folder: Path, path: Path, where: str, zh: str, en: str) -> PackProblem:
    return PackProblem(file=str(path.relative_to(folder)), path=where, zh=zh, en=en)
