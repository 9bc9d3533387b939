"""Named errors of flows and calendars."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class FlowInvalidError(YiwangError):
    """A flow definition names something that does not exist or contradicts itself."""

    code = "flow_invalid"
    status = 422
    zh = "流程定义有误（{why_zh}）"
    en = "The flow definition is wrong ({why_en})"


class FlowNotFoundError(YiwangError):
    """No published flow has this name and version."""

    code = "flow_not_found"
    status = 404
    zh = "没有已发布的流程“{key}”"
    en = "No published flow {key!r}"


class FlowFrozenError(YiwangError):
    """A published version may not change; publish a higher one."""

    code = "flow_frozen"
    status = 409
    zh = "流程 {flow} 第 {version} 版已发布，不可更改；请发布更高版本。"
    en = "Version {version} of flow {flow} is published and cannot change; publish a higher one."


class CalendarInvalidError(YiwangError):
    """A work calendar cannot be understood."""

    code = "calendar_invalid"
    status = 422
    zh = "工作日历有误：{why}"
    en = "The work calendar is wrong: {why}"


class CalendarNotFoundError(YiwangError):
    """No work calendar has this code."""

    code = "calendar_not_found"
    status = 404
    zh = "没有工作日历“{key}”"
    en = "No work calendar {key!r}"
