"""Named errors of published warnings."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class WarningNotFoundError(YiwangError):
    """No warning visible to the caller has this id."""

    code = "warning_not_found"
    status = 404
    zh = "没有预警 {warning}，或您无权查看。"
    en = "There is no warning {warning}, or you may not see it."


class WarningActError(YiwangError):
    """This cannot be done with the warning as it is."""

    code = "warning_act"
    status = 409
    zh = "不能这样处理该预警：{why_zh}"
    en = "This cannot be done with the warning: {why_en}"


class FourEyesError(YiwangError):
    """Who wrote a warning may not approve it."""

    code = "warning_four_eyes"
    status = 409
    zh = "起草人不能审批自己拟写的预警，请由另一人审批。"
    en = "Who wrote the warning may not approve it; another person must."


class WarningReceiverError(YiwangError):
    """A receiver does not exist or stands for nobody."""

    code = "warning_receiver"
    status = 422
    zh = "接收者“{receiver}”有误：{why_zh}"
    en = "The receiver {receiver!r} is wrong: {why_en}"


class TemplateChangedError(YiwangError):
    """Somebody else changed the template meanwhile."""

    code = "warning_template_changed"
    status = 409
    zh = "模板“{template}”已被别人改为第 {version} 版，请重新读取后再改。"
    en = "The template {template!r} was changed to version {version} meanwhile; read it again."


class TemplateNotFoundError(YiwangError):
    """No template of warnings has this code."""

    code = "warning_template_not_found"
    status = 404
    zh = "没有预警模板“{template}”。"
    en = "There is no template {template!r} of warnings."
