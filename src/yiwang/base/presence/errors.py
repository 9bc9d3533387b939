"""Named errors of presence."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class OffDutyError(YiwangError):
    """A position came from somebody who is not on duty; it was not stored."""

    code = "off_duty"
    status = 409
    zh = "您现在不在岗，位置没有保存。需要时请重新上岗。"
    en = "You are not on duty; the position was not stored. Go on duty again if you want to."
