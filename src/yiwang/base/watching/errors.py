"""Named errors of watch orders."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class WatchOrderNotFoundError(YiwangError):
    """No watch order visible to the caller has this id."""

    code = "watch_order_not_found"
    status = 404
    zh = "没有布控任务 {order}，或您无权查看。"
    en = "There is no watch order {order}, or you may not see it."


class WatchOrderError(YiwangError):
    """The order makes no sense as it is."""

    code = "watch_order"
    status = 409
    zh = "布控任务有误：{why_zh}"
    en = "The watch order is wrong: {why_en}"
