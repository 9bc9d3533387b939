"""Named errors of sensing."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class ThingModelError(YiwangError):
    """The thing model contradicts itself or names what does not exist."""

    code = "thing_model_refused"
    status = 422
    zh = "物模型不符合要求：{why_zh}"
    en = "The thing model is refused: {why_en}"


class ThingModelInUseError(YiwangError):
    """A change would give stored numbers another meaning."""

    code = "thing_model_in_use"
    status = 409
    zh = "属性“{code}”已有数据，不能改变{what_zh}；请另设属性。"
    en = "Property {code!r} has data; its {what_en} cannot change. Add another property."


class ProductChangedError(YiwangError):
    """Somebody else published a version meanwhile."""

    code = "product_changed"
    status = 409
    zh = "产品“{code}”已有第 {version} 版，您改的是第 {base} 版；请对照新版后再发布。"
    en = "Product {code!r} has version {version} by now; you changed version {base}. Compare with it first."


class InboxFullError(YiwangError):
    """More readings wait to be settled than are allowed: send again later."""

    code = "inbox_full"
    status = 503
    zh = "待处理的读数已达上限，本次没有保存，请稍后重发。"
    en = "Too many readings wait to be settled; nothing was stored. Send again later."


class DeviceKeyError(YiwangError):
    """The key is unknown, revoked or past its end."""

    code = "device_key_refused"
    status = 401
    zh = "设备密钥无效或已吊销。"
    en = "The device key is not valid or was revoked."


class DeviceStateError(YiwangError):
    """The device's stage of life does not allow the step."""

    code = "device_state"
    status = 409
    zh = "设备 {device} 处于“{state_zh}”，不能{act_zh}。"
    en = "Device {device} is {state_en}; it cannot {act_en}."


class UseDecidedError(YiwangError):
    """The request was decided before."""

    code = "use_decided"
    status = 409
    zh = "这份使用申请已经办结。"
    en = "This request was decided already."


class SettlerSupersededError(YiwangError):
    """Another process has settled the partition meanwhile."""

    code = "settler_superseded"
    status = 409
    zh = "分区 {partition} 已由另一进程处理。"
    en = "Partition {partition} was settled by another process."


class TelemetryFormError(YiwangError):
    """A message is in none of the known forms."""

    code = "telemetry_form"
    status = 422
    zh = "第 {index} 条消息不符合要求：{why_zh}"
    en = "Message {index} is refused: {why_en}"


class TelemetryRefusedError(YiwangError):
    """Nothing of the request could be stored: no device that the key speaks for."""

    code = "telemetry_refused"
    status = 422
    zh = "没有保存任何读数：设备“{name}”未登记，或该密钥无权代表它。"
    en = "Nothing was stored: there is no device {name!r} that this key may speak for."
