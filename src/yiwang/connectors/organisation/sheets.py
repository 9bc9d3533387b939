"""The sheets of the workbook: their columns, what each column means, and how people fill it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yiwang.kernel.actor import ROLES
from yiwang.sdk.organisation import LEVEL_NAMES, UNIT_KINDS


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field, Chinese header, help for people, and the longest value."""

    field: str
    title: str
    help: str
    longest: int = 80
    required: bool = False
    code: bool = False  # digits that must not have gone through a number


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its key (also the English name), Chinese name and columns."""

    key: str
    title: str
    columns: tuple[Column, ...]

    def column(self, title: str) -> Column | None:
        """Return the column with this header, Chinese or English; a star marks it as required."""
        wanted = title.strip().rstrip("*＊").strip().lower()
        return next((c for c in self.columns if wanted in (c.title, c.field)), None)


def _choices(names: Mapping[str, tuple[str, str]]) -> str:
    return "、".join(zh for zh, _ in names.values())


AREAS = Sheet(
    "areas",
    "区域",
    (
        Column(
            "code",
            "编码",
            "市、区县 6 位，街镇 9 位，村社 12 位，网格 15 位数字",
            15,
            required=True,
            code=True,
        ),
        Column("name", "名称", "区域全称", required=True),
        Column("level", "级别", f"{_choices(LEVEL_NAMES)}；留空则按编码位数判断", 20),
        Column("parent", "上级编码", "留空则按编码前缀确定；开发区等特殊情况请填写", 15, code=True),
        Column("grade", "等级", "A、B、C；留空则沿用上级", 5),
    ),
)
UNITS = Sheet(
    "units",
    "单位",
    (
        Column("code", "编码", "自定编码或 18 位统一社会信用代码（校验末位）", 64, required=True, code=True),
        Column("name", "名称", "单位全称", required=True),
        Column("kind", "类型", f"{_choices(UNIT_KINDS)}；留空为委办局", 20),
        Column("parent", "上级编码", "上级单位的编码，顶层单位留空", 64, code=True),
        Column("area", "区域编码", "所服务区域的编码", 15, code=True),
    ),
)
POSTS = Sheet(
    "posts",
    "岗位",
    (
        Column("code", "编码", "岗位编码", 64, required=True, code=True),
        Column("name", "名称", "岗位名称", required=True),
        Column("unit", "单位编码", "所在单位的编码", 64, required=True, code=True),
        Column("duty", "职责", "岗位职责说明", 2000),
        Column("roles", "角色", f"多个用顿号分隔：{_choices(ROLES)}", 200),
    ),
)
PERSONS = Sheet(
    "persons",
    "人员",
    (
        Column("code", "工号", "唯一，离职后不再给他人使用", 64, required=True, code=True),
        Column("name", "姓名", "", 60, required=True),
        Column("unit", "单位编码", "所在单位的编码", 64, required=True, code=True),
        Column("posts", "岗位编码", "一人可任多个岗位，用顿号分隔", 600, code=True),
        Column("phone", "手机", "工作手机，仅授权人员可见", 40, code=True),
        Column("email", "邮箱", "", 120),
    ),
)
ACCOUNTS = Sheet(
    "accounts",
    "账号",
    (
        Column("name", "账号", "登录名；不设密码，由安全管理员发放一次性登录链接", 64, required=True),
        Column("roles", "角色", f"多个用顿号分隔：{_choices(ROLES)}；三员不得兼任", 200, required=True),
        Column("person", "工号", "使用者的工号", 64, code=True),
        Column("unit", "单位编码", "以哪个单位的名义办理", 64, code=True),
        Column("area", "区域编码", "只看这个区域及其下级；留空为全市", 15, code=True),
    ),
)
ADDRESSES = Sheet(
    "addresses",
    "标准地址",
    (
        Column("code", "编码", "标准地址编码", 64, required=True, code=True),
        Column("name", "名称", "如 科创路120号、阳光花园3幢、市民中心；前面可带区域名称", 200, required=True),
        Column("lon", "经度", "度；坐标系同导入时所选，默认 WGS-84", 30, required=True),
        Column("lat", "纬度", "度", 30, required=True),
        Column("area", "区域编码", "留空则按坐标确定", 15, code=True),
        Column("aliases", "别名", "道路或小区的曾用名、俗称，用顿号分隔", 300),
    ),
)
SHEETS: tuple[Sheet, ...] = (AREAS, UNITS, POSTS, PERSONS, ACCOUNTS, ADDRESSES)
#: The sheet that the door of responsibilities reads by itself; the first is the one we name.
RESPONSIBILITIES = ("权责", "权责清单", "responsibilities")


def sheet_named(name: str) -> Sheet | None:
    """Return the sheet with this Chinese or English name."""
    wanted = name.strip().lower()
    return next((s for s in SHEETS if wanted in (s.title, s.key)), None)


def _by_name(names: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    known: dict[str, str] = {}
    for key, (zh, en) in names.items():
        for word in (key, zh, en, *zh.split("/")):
            known[word.lower()] = key
    return known


#: What people write in a cell → the key, per field.
LEVEL_WORDS = _by_name(LEVEL_NAMES)
KIND_WORDS = _by_name(UNIT_KINDS)
ROLE_WORDS = _by_name(ROLES)
