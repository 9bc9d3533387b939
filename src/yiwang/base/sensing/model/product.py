"""Products and their thing models 物模型: what devices of one kind can say and do."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta

from yiwang.base.sensing.errors import ThingModelError
from yiwang.base.sensing.model.units import UNITS, meant_by

CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]{0,59}")
Code: TypeAlias = Annotated[str, Meta(pattern=f"^{CODE.pattern}$")]
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=100)]
Words: TypeAlias = Annotated[str, Meta(max_length=200)]
Kind: TypeAlias = Literal["number", "integer", "boolean", "enum"]
#: 空 天 地 移: from the air, from space, on the ground, on the move.
Source: TypeAlias = Literal["air", "space", "ground", "mobile"]
#: 固定 移动 主动 被动.
Means: TypeAlias = Literal["fixed", "mobile", "active", "passive"]
#: 交通流 人流 环境 能源 公共安全 经济.
CityState: TypeAlias = Literal["traffic", "crowd", "environment", "energy", "safety", "economy"]
Seconds: TypeAlias = Annotated[float, Meta(gt=0, le=366 * 86_400)]

SOURCES: Final = {
    "air": ("空基", "air"),
    "space": ("天基", "space"),
    "ground": ("地基", "ground"),
    "mobile": ("移动", "mobile"),
}
MEANS: Final = {
    "fixed": ("固定", "fixed"),
    "mobile": ("移动", "mobile"),
    "active": ("主动", "active"),
    "passive": ("被动", "passive"),
}
CITY_STATES: Final = {
    "traffic": ("交通流", "traffic"),
    "crowd": ("人流", "crowds"),
    "environment": ("环境", "environment"),
    "energy": ("能源", "energy"),
    "safety": ("公共安全", "public safety"),
    "economy": ("经济", "economy"),
}

LATE_S: Final = 7 * 86_400.0
FUTURE_S: Final = 300.0


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One value of an enumeration: the number that is stored and what it is called."""

    value: Annotated[int, Meta(ge=-32768, le=32767)]
    code: Code
    name: Name
    name_en: Words = ""


class Property(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something a device measures or reports.

    ``low``/``high`` bound what can be true (outside is doubtful, not alarming). ``max_rate`` is the largest
    believable change per second. ``stuck_s``: unchanged for longer is doubtful. ``late_s``/``future_s``:
    how far behind or ahead of our clock an instant may be. ``every_s``: how often a value is due.
    ``writable``: the device takes the value, too (see ``base/actuation``).
    """

    code: Code
    name: Name
    name_en: Words = ""
    kind: Kind = "number"
    unit: str = "1"
    low: float | None = None
    high: float | None = None
    precision: Annotated[int, Meta(ge=0, le=9)] | None = None
    members: Annotated[tuple[Member, ...], Meta(max_length=200)] = ()
    max_rate: Annotated[float, Meta(gt=0)] | None = None
    stuck_s: Seconds | None = None
    late_s: Seconds = LATE_S
    future_s: Seconds = FUTURE_S
    every_s: Seconds | None = None
    writable: bool = False


class Happening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something a device may say has happened; ``data`` names what comes with it."""

    code: Code
    name: Name
    name_en: Words = ""
    data: dict[str, Words] = {}


class Parameter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value that a function is called with. ``low``/``high`` bound a number, or the length of a text."""

    name: Name
    name_en: Words = ""
    kind: Kind | Literal["text"] = "number"
    unit: str = "1"
    low: float | None = None
    high: float | None = None
    members: Annotated[tuple[Member, ...], Meta(max_length=200)] = ()
    optional: bool = False


class Function(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something a device can be told to do; ``input`` and ``output`` name its values.

    It can be called when every value of ``input`` has a type; one that only has words describes.
    ``dangerous``: a second person confirms each call. ``expires_s``: how long a call stays good.
    """

    code: Code
    name: Name
    name_en: Words = ""
    input: Annotated[dict[str, Words | Parameter], Meta(max_length=50)] = {}
    output: dict[str, Words] = {}
    dangerous: bool = False
    expires_s: Annotated[float, Meta(ge=10, le=7 * 86_400)] = 600.0


class Retention(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long what is kept, in days; ``None``: for ever.

    ``hot`` days stay in the database, then raw values in Parquet until ``raw`` days, then means, smallest
    and largest of each ``coarse_s`` seconds until ``coarse`` days.
    """

    hot: Annotated[int, Meta(ge=2, le=3660)] = 14
    raw: Annotated[int, Meta(ge=2, le=36_600)] | None = None
    coarse: Annotated[int, Meta(ge=2, le=36_600)] | None = None
    coarse_s: Annotated[int, Meta(ge=60, le=86_400)] = 3600


class ThingModel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A thing model: properties, happenings ("events" of other systems), functions, tags."""

    properties: Annotated[tuple[Property, ...], Meta(max_length=200)] = ()
    happenings: Annotated[tuple[Happening, ...], Meta(max_length=100)] = msgspec.field(
        default=(), name="events"
    )
    functions: Annotated[tuple[Function, ...], Meta(max_length=100)] = ()
    tags: Annotated[tuple[Words, ...], Meta(max_length=50)] = ()
    position: bool = False


class ProductDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A product as it is asked for."""

    code: Code
    name: Name
    name_en: Words = ""
    maker: Words = ""
    source: Source = "ground"
    means: Means = "fixed"
    city_state: CityState = "environment"
    offline_s: Seconds = 900.0
    retention: Retention = Retention()
    model: ThingModel = ThingModel()


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """A product as it is stored; ``props`` gives the number of each property."""

    no: int
    version: int
    draft: ProductDraft
    props: dict[str, int]

    @property
    def code(self) -> str:
        """Return the code."""
        return self.draft.code


def check(draft: ProductDraft) -> None:
    """Raise ``thing_model_refused`` for what the types alone cannot say."""
    if found := faults(draft):
        raise found[0]


def faults(draft: ProductDraft) -> list[ThingModelError]:
    """Return everything that the types alone cannot say, each with its field."""
    found: list[ThingModelError] = []
    for kind, codes in (
        ("properties", [p.code for p in draft.model.properties]),
        ("events", [e.code for e in draft.model.happenings]),
        ("functions", [f.code for f in draft.model.functions]),
    ):
        found += [
            _fault(f"model.{kind}.{index}.code", f"编码“{code}”重复", f"the code {code!r} occurs twice")
            for index, code in enumerate(codes)
            if code in codes[:index]
        ]
    for index, prop in enumerate(draft.model.properties):
        found += _faults_of(prop, f"model.properties.{index}")
    for index, function in enumerate(draft.model.functions):
        for name, value in function.input.items():
            if isinstance(value, Parameter):
                found += _faults_of(value, f"model.functions.{index}.input")
            if not CODE.fullmatch(name):
                zh, en = f"“{name}”不是编码", f"{name!r} is no code"
                found.append(_fault(f"model.functions.{index}.input", zh, en))
    kept = draft.retention
    if kept.raw is not None and kept.raw < kept.hot:
        found.append(_fault("retention.raw", "不能短于热数据的天数", "must not be shorter than hot"))
    return found


def _fault(field: str, zh: str, en: str) -> ThingModelError:
    return ThingModelError(field=field, why_zh=zh, why_en=en)


def _faults_of(prop: Property | Parameter, field: str) -> list[ThingModelError]:
    found = []
    if prop.unit not in UNITS:
        meant = meant_by(prop.unit)
        zh, en = f"未知的 UCUM 单位“{prop.unit}”", f"unknown UCUM unit {prop.unit!r}"
        if meant is not None:
            zh, en = f"{zh}，应写作 {meant}", f"{en}; write {meant}"
        found.append(_fault(f"{field}.unit", zh, en))
    if prop.low is not None and prop.high is not None and prop.low > prop.high:
        found.append(_fault(f"{field}.low", "下限高于上限", "low is above high"))
    if (prop.kind == "enum") != bool(prop.members):
        zh, en = "枚举须有取值，其他类型不能有", "an enumeration needs members, other kinds have none"
        found.append(_fault(f"{field}.members", zh, en))
    values, codes = {m.value for m in prop.members}, {m.code for m in prop.members}
    if min(len(values), len(codes)) < len(prop.members):
        found.append(_fault(f"{field}.members", "取值重复", "a member occurs twice"))
    return found
