"""Named errors of vitals."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class VitalRuleNotFoundError(YiwangError):
    """There is no rule with this code, or no such version."""

    code = "vital_rule_not_found"
    status = 404
    zh = "没有体征预警规则“{name}”。"
    en = "There is no rule {name!r} on indicators."


class VitalRuleNotRehearsedError(YiwangError):
    """A rule is switched on only after it was tried on the past."""

    code = "vital_rule_not_rehearsed"
    status = 409
    zh = "规则“{name}”第 {version} 版还没有在历史上演练，先演练再启用。"
    en = "Version {version} of rule {name!r} was not tried on the past: rehearse it before it is switched on."


class VitalAlertNotFoundError(YiwangError):
    """No alert visible to the caller has this id."""

    code = "vital_alert_not_found"
    status = 404
    zh = "没有这条体征预警，或您无权查看。"
    en = "There is no such alert, or you may not see it."


class VitalAlertClosedError(YiwangError):
    """The alert was closed before."""

    code = "vital_alert_closed"
    status = 409
    zh = "这条体征预警已经关闭。"
    en = "The alert was closed before."


class StageChangedError(YiwangError):
    """Somebody else declared a stage, or changed the scale, meanwhile."""

    code = "city_stage_changed"
    status = 409
    zh = "城市运行等级或其标准已被他人改动，请重新读取。"
    en = "The stage of the city or its scale was changed meanwhile: read it again."
