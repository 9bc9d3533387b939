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
