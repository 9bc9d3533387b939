"""Named errors of packs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from yiwang.kernel.errors import YiwangError


class PackProblem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong in a pack: the file, the path of keys in it, and the reason."""

    file: str
    path: str
    zh: str
    en: str


class PackInvalidError(YiwangError):
    """A pack does not have the form that is asked for; ``problems`` names file and key of each fault."""

    code = "pack_invalid"
    status = 422
    zh = "场景包有 {count} 处错误，首个：{first_zh}"
    en = "The pack has {count} fault(s), the first: {first_en}"

    def __init__(self, problems: Sequence[PackProblem]) -> None:
        self.problems = list(problems)
        first = self.problems[0]
        where = f"{first.file}:{first.path}" if first.path else first.file
        super().__init__(
            field=where,
            count=len(self.problems),
            first_zh=f"{where}：{first.zh}",
            first_en=f"{where}: {first.en}",
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the wire form with the problems in it."""
        return {**super().as_dict(), "problems": [msgspec.to_builtins(p) for p in self.problems[:200]]}


class PackFrozenError(YiwangError):
    """An installed version may not change; give the pack a higher version."""

    code = "pack_frozen"
    status = 409
    zh = "场景包 {pack} {version} 已安装且内容不同。已安装的版本不可更改，请提升版本号。"
    en = (
        "Pack {pack} {version} is installed with other content. An installed version never changes; raise it."
    )


class PackOlderError(YiwangError):
    """A higher version is installed already."""

    code = "pack_older"
    status = 409
    zh = "场景包 {pack} 已安装更高版本 {installed}，不能安装 {version}。"
    en = "Pack {pack} is installed in the higher version {installed}; {version} cannot be installed."


class PackNeedsError(YiwangError):
    """Another pack must be installed first."""

    code = "pack_needs"
    status = 409
    zh = "场景包 {pack} 需要先安装：{needs}"
    en = "Pack {pack} needs these installed first: {needs}"
