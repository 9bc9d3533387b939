"""The values of a call, checked against what the thing model says."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from yiwang.base.actuation.errors import CommandValueError, FunctionNotCallableError
from yiwang.base.sensing.api import Function, Parameter, Property, ThingModel

#: The function that every device with writable properties has.
SET: Final = "properties.set"
_LONGEST_TEXT: Final = 1000

Value = str | float | bool | None


def function_of(model: ThingModel, code: str) -> Function:
    """Return the function ``code`` of a model; raises ``function_not_callable``."""
    if code == SET:
        writable = {prop.code: _as_parameter(prop) for prop in model.properties if prop.writable}
        if not writable:
            raise _not_callable(code, "没有可写的属性", "no property is writable")
        return Function(code=code, name="设置属性", name_en="set properties", input=dict(writable))
    found = next((one for one in model.functions if one.code == code), None)
    if found is None:
        raise _not_callable(code, "物模型里没有", "the thing model has none of this code")
    if words := [name for name, one in found.input.items() if isinstance(one, str)]:
        raise _not_callable(code, f"参数 {words[0]} 没有类型", f"its parameter {words[0]} has no type")
    return found


def _not_callable(code: str, zh: str, en: str) -> FunctionNotCallableError:
    return FunctionNotCallableError(function=code, why_zh=zh, why_en=en)


def _as_parameter(prop: Property) -> Parameter:
    return Parameter(
        name=prop.name,
        name_en=prop.name_en,
        kind=prop.kind,
        unit=prop.unit,
        low=prop.low,
        high=prop.high,
        members=prop.members,
        optional=True,
    )


def checked(function: Function, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return ``values`` as they go to the device; raises ``command_value`` naming the first wrong one."""
    for name in values:
        if name not in function.input:
            raise _wrong(name, "没有这个参数", "there is no such parameter")
    made: dict[str, Value] = {}
    for name, spec in function.input.items():
        assert isinstance(spec, Parameter)
        value = values.get(name)
        if value is not None:
            made[name] = _value(name, spec, value)
        elif not spec.optional:
            raise _wrong(name, "必填", "it is needed")
    if function.code == SET and not made:
        raise _wrong("values", "须至少设置一个属性", "at least one property must be set")
    return made


def _wrong(name: str, zh: str, en: str) -> CommandValueError:
    return CommandValueError(field=name, why_zh=zh, why_en=en)


def _value(name: str, spec: Parameter, value: Value) -> Value:
    match spec.kind:
        case "boolean":
            if not isinstance(value, bool):
                raise _wrong(name, "应为是或否", "must be true or false")
            return value
        case "enum":
            return _member(name, spec, value)
        case "text":
            if not isinstance(value, str):
                raise _wrong(name, "应为文字", "must be a text")
            _within(name, len(value), spec.low, min(spec.high or _LONGEST_TEXT, _LONGEST_TEXT))
            return value
        case _:
            return _number(name, spec, value)


def _member(name: str, spec: Parameter, value: Value) -> str:
    for member in spec.members:
        if value == member.code or (value == member.value and not isinstance(value, bool)):
            return member.code
    codes = [member.code for member in spec.members]
    raise _wrong(name, f"应为 {'、'.join(codes)} 之一", f"must be one of {', '.join(codes)}")


def _number(name: str, spec: Parameter, value: Value) -> float:
    if value is None or isinstance(value, bool | str) or not math.isfinite(value):
        raise _wrong(name, "应为数", "must be a number")
    _within(name, value, spec.low, spec.high)
    if spec.kind == "integer":
        if value != int(value):
            raise _wrong(name, "应为整数", "must be a whole number")
        return int(value)
    return value


def _within(name: str, value: float, low: float | None, high: float | None) -> None:
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = f"{'' if low is None else f'{low:g}'}–{'' if high is None else f'{high:g}'}"
        raise _wrong(name, f"超出范围 {bounds}", f"outside {bounds}")
