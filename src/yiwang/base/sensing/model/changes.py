"""What differs between two versions of a product, told by the names of its parts, not by their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import msgspec

from yiwang.base.sensing.errors import ThingModelInUseError
from yiwang.base.sensing.model.product import ProductDraft, Property

Part = Literal["product", "property", "event", "function", "tag"]
#: Lists of a thing model that are compared by code.
_LISTS: Final[tuple[tuple[Part, str], ...]] = (
    ("property", "properties"),
    ("event", "events"),
    ("function", "functions"),
)


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """One field that differs; ``None``: it was not given."""

    field: str
    before: Any
    after: Any


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a product that was added, removed or changed; ``code`` of the product itself is empty."""

    part: Part
    code: str
    what: Literal["added", "removed", "changed"]
    name: str = ""
    fields: tuple[FieldChange, ...] = ()


def differences(old: ProductDraft, new: ProductDraft) -> list[Difference]:
    """Return what differs from ``old`` to ``new``; the order of lists says nothing."""
    before, after = msgspec.to_builtins(old), msgspec.to_builtins(new)
    a, b = before.pop("model"), after.pop("model")
    own = _fields(before, after) + _fields({"position": a["position"]}, {"position": b["position"]})
    found = [Difference(part="product", code="", what="changed", fields=tuple(own))] if own else []
    for part, name in _LISTS:
        found += _parts(part, a[name], b[name])
    for tag in a["tags"]:
        if tag not in b["tags"]:
            found.append(Difference(part="tag", code=tag, what="removed"))
    found += [Difference(part="tag", code=tag, what="added") for tag in b["tags"] if tag not in a["tags"]]
    return found


def _parts(part: Part, old: Sequence[Any], new: Sequence[Any]) -> list[Difference]:
    was, now = {one["code"]: one for one in old}, {one["code"]: one for one in new}
    found = [
        Difference(part=part, code=code, what="removed", name=one["name"])
        for code, one in was.items()
        if code not in now
    ]
    for code, one in now.items():
        if code not in was:
            found.append(Difference(part=part, code=code, what="added", name=one["name"]))
        elif fields := _fields(was[code], one):
            found.append(
                Difference(part=part, code=code, what="changed", name=one["name"], fields=tuple(fields))
            )
    return found


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[FieldChange]:
    return [
        FieldChange(field=name, before=old.get(name), after=new.get(name))
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    ]


def same_meaning(was: Property, now: Property, field: str) -> None:
    """Raise ``thing_model_in_use`` where stored numbers would get another meaning: unit, kind or members."""
    if was.unit != now.unit:
        raise ThingModelInUseError(field=f"{field}.unit", code=now.code, what_zh="单位", what_en="unit")
    if was.kind != now.kind:
        raise ThingModelInUseError(field=f"{field}.kind", code=now.code, what_zh="类型", what_en="kind")
    codes = {member.value: member.code for member in was.members}
    if any(codes.get(m.value, m.code) != m.code for m in now.members):
        raise ThingModelInUseError(
            field=f"{field}.members", code=now.code, what_zh="取值含义", what_en="members"
        )
