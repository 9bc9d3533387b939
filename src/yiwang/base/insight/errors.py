"""Named errors of insight."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class TooManyCasesError(YiwangError):
    """More cases are asked for than are analysed at once."""

    code = "insight_too_many"
    status = 422
    zh = "所选范围超过 {most} 件，请缩短时段或选择区域、事项、单位。"
    en = "More than {most} cases are asked for: take a shorter period, or choose an area, matter or unit."


class ChangeRefusedError(YiwangError):
    """A change that is to be tried out means nothing here."""

    code = "insight_change_refused"
    status = 422
    zh = "不能这样推演：{why_zh}。"
    en = "This cannot be tried out: {why_en}."
