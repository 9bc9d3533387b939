"""Parameters of functions as people write them in a table: ``名称|类型|单位|下限..上限|可选``.

The thing model's page writes and reads the same (``web/src/features/sensing/products/notation.ts``).
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from yiwang.base.sensing.model.product import Parameter
from yiwang.base.sensing.model.units import meant_by

KINDS: Final = {"数": "number", "整数": "integer", "是非": "boolean", "枚举": "enum", "文字": "text"}
_OPTIONAL: Final = ("可选", "optional")


def written(value: str | Parameter) -> str:
    """Return words as they are, a parameter in its notation."""
    if isinstance(value, str):
        return value
    parts = [value.name, next(zh for zh, kind in KINDS.items() if kind == value.kind)]
    if value.unit != "1":
        parts.append(value.unit)
    if value.low is not None or value.high is not None:
        parts.append("..".join("" if bound is None else f"{bound:g}" for bound in (value.low, value.high)))
    if value.members:
        parts.append(",".join(f"{m.value}={m.code}:{m.name}" for m in value.members))
    if value.optional:
        parts.append(_OPTIONAL[0])
    if value.name_en:
        parts.append(f"en:{value.name_en}")
    return "|".join(parts)


def read(text: str) -> str | Parameter:
    """Return what :func:`written` wrote; raises ``msgspec.ValidationError`` and ``ValueError``."""
    name, sign, rest = text.replace("｜", "|").partition("|")
    if not sign:
        return text
    first, *more = [part.strip() for part in rest.split("|") if part.strip()] or ["number"]
    found: dict[str, Any] = {"name": name.strip(), "kind": KINDS.get(first, first)}
    for part in more:
        if part in _OPTIONAL:
            found["optional"] = True
        elif part.startswith("en:"):
            found["name_en"] = part[3:].strip()
        elif ".." in part:
            low, _, high = part.partition("..")
            found |= {"low": float(low) if low else None, "high": float(high) if high else None}
        elif "=" in part:
            found["members"] = [_member(one) for one in part.replace("，", ",").split(",") if one.strip()]
        else:
            found["unit"] = meant_by(part) or part
    return msgspec.convert(found, Parameter, strict=False)


def _member(text: str) -> dict[str, Any]:
    value, _, rest = text.replace("：", ":").partition("=")
    code, _, name = rest.partition(":")
    return {"value": value.strip(), "code": code.strip(), "name": name.strip() or code.strip()}
