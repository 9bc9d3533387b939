"""Named errors of alarms: the door's part that clients see."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class RuleInvalidError(YiwangError):
    """A rule names something that does not exist or contradicts itself."""

    code = "rule_invalid"
    status = 422
    zh = "规则有误（{why_zh}）"
    en = "The rule is wrong ({why_en})"


class RuleNotFoundError(YiwangError):
    """No rule has this code (and version)."""

    code = "rule_not_found"
    status = 404
    zh = "没有规则“{rule}”。"
    en = "There is no rule {rule!r}."


class RuleFrozenError(YiwangError):
    """A stored version may not change; a change makes a new version."""

    code = "rule_frozen"
    status = 409
    zh = "规则 {rule} 第 {version} 版内容已定；修改会生成新版本。"
    en = "Version {version} of rule {rule} is fixed; a change makes a new version."


class AlarmNotFoundError(YiwangError):
    """No alarm visible to the caller has this id."""

    code = "alarm_not_found"
    status = 404
    zh = "没有告警 {alarm}，或您无权查看。"
    en = "There is no alarm {alarm}, or you may not see it."


class AlarmActError(YiwangError):
    """This cannot be done with the alarm as it is."""

    code = "alarm_act"
    status = 409
    zh = "不能这样处理该告警：{why_zh}"
    en = "This cannot be done with the alarm: {why_en}"


class SilenceTooLongError(YiwangError):
    """A silence may not be longer than the installation's limit."""

    code = "silence_too_long"
    status = 422
    zh = "静默最长 {days} 天。"
    en = "A silence lasts {days} days at most."


class SilenceNotFoundError(YiwangError):
    """No silence has this id."""

    code = "silence_not_found"
    status = 404
    zh = "没有静默 {silence}。"
    en = "There is no silence {silence}."


class GatheringSupersededError(YiwangError):
    """Another process has judged rules about places meanwhile."""

    code = "gathering_superseded"
    status = 409
    zh = "地点规则已由另一进程处理。"
    en = "Rules about places were judged by another process."
