"""Named errors of commands to devices."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class CommandValueError(YiwangError):
    """A value of the call is not what the function takes."""

    code = "command_value"
    status = 422
    zh = "参数 {field} 有误：{why_zh}"
    en = "The parameter {field} is wrong: {why_en}"


class FunctionNotCallableError(YiwangError):
    """The thing model has no such function, or describes its input only in words."""

    code = "function_not_callable"
    status = 422
    zh = "功能“{function}”不能调用：{why_zh}"
    en = "The function {function!r} cannot be called: {why_en}"


class DeviceNotInServiceError(YiwangError):
    """A device that is not in service is told nothing."""

    code = "device_not_in_service"
    status = 409
    zh = "设备 {device} 不在用，不能下发指令。"
    en = "The device {device} is not in service and is told nothing."


class TooManyCommandsError(YiwangError):
    """Too many commands of the device are not over yet."""

    code = "too_many_commands"
    status = 429
    zh = "设备 {device} 尚有 {count} 条指令未完成，请稍后再试。"
    en = "The device {device} has {count} commands that are not over yet; try later."


class CommandStateError(YiwangError):
    """The command is past this step."""

    code = "command_state"
    status = 409
    zh = "指令{state_zh}，不能{act_zh}。"
    en = "The command is {state_en} and cannot {act_en}."


class SecondPersonError(YiwangError):
    """Who asked for it cannot confirm it."""

    code = "command_second_person"
    status = 403
    zh = "危险指令须由另一人确认。"
    en = "A dangerous command is confirmed by another person."
