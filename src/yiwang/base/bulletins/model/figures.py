"""How a value is written: digits and words by its unit; what is not known is said with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

import msgspec


class Style(msgspec.Struct, frozen=True):
    """How values of a unit are written: times ``factor``, ``digits`` after the point, ``sign`` behind."""

    zh: str
    en: str
    digits: int = 1
    factor: int = 1
    sign: str = ""
    form: str = "#,##0.0"


_COUNT: Final = "#,##0"
STYLES: Final[dict[str, Style]] = {
    "ratio": Style("", "", 1, 100, "%", "0.0%"),
    "case": Style("件", "cases", 0, form=_COUNT),
    "count": Style("个", "", 0, form=_COUNT),
    "times": Style("次", "times", 0, form=_COUNT),
    "point": Style("分", "points"),
    "star": Style("分", "stars", 2, form="0.00"),
    "second": Style("秒", "seconds"),
    "minute": Style("分钟", "minutes"),
    "hour": Style("小时", "hours"),
    "day": Style("天", "days"),
    "hour_per_case": Style("小时", "hours"),
    "minute_per_case": Style("分钟", "minutes"),
}
_OTHER: Final = Style("", "", 2, form="0.00")
#: Short reasons, for a cell; others are said as the outlet says them.
_SHORT: Final[dict[str, tuple[str, str]]] = {
    "zero_denominator": ("无应计案件", "nothing to count"),
    "missing": ("来源未记录", "not recorded"),
    "no_data": ("周期内无数据", "no data in the period"),
}


def style_of(unit: str) -> Style:
    """Return how values of ``unit`` are written."""
    return STYLES.get(unit, _OTHER)


def rounded(value: float, unit: str) -> Decimal:
    """Return ``value`` as it is shown, half up: 0.98125 of a ratio is 98.1."""
    style = style_of(unit)
    found = Decimal(repr(float(value))) * style.factor
    found = found.quantize(Decimal(1).scaleb(-style.digits), ROUND_HALF_UP)
    return abs(found) if found == 0 else found


def shown(value: float, unit: str) -> str:
    """Return ``value`` in digits, with the percent sign of a share and no other unit."""
    return f"{rounded(value, unit):,}{style_of(unit).sign}"


def named(unit: str, language: str) -> str:
    """Return the name of a unit, as it stands behind a number or in the head of a column."""
    style = style_of(unit)
    return style.sign or (style.zh if language == "zh" else style.en)


def reason(answer: Mapping[str, Any], language: str) -> str:
    """Return why there is no value, in few words."""
    found = answer.get("reason") or {}
    short = _SHORT.get(str(found.get("code")))
    return (short[0 if language == "zh" else 1]) if short else str(found.get(language, ""))


def absent(answer: Mapping[str, Any], language: str) -> str:
    """Return what stands where there is no value: 暂无 and why."""
    why = reason(answer, language)
    if language == "zh":
        return f"暂无（{why}）" if why else "暂无"
    return f"not available ({why})" if why else "not available"


def with_unit(text: str, unit: str, language: str) -> str:
    """Return a number with its unit behind it."""
    if style_of(unit).sign:
        return text
    name = named(unit, language)
    return f"{text}{name}" if language == "zh" or not name else f"{text} {name}"
