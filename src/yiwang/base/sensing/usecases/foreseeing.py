"""What a change of a product would do to readings and devices that are there, said before it is published."""

from __future__ import annotations

from typing import Final

import msgspec

from yiwang.base.sensing.model.product import Product, ProductDraft, Property
from yiwang.base.sensing.store import products as store
from yiwang.infra.database import Tx


class Consequence(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that follows; ``grave``: readings are lost to rules and pages, or deleted."""

    code: str
    grave: bool
    zh: str
    en: str


#: Limits that judge readings more strictly when they shrink: field → words.
_STRICTER: Final = {
    "max_rate": ("每秒最大变化", "the most change a second"),
    "stuck_s": ("不变多久算卡死", "the time after which it is stuck"),
    "late_s": ("允许迟到", "how late it may be"),
    "future_s": ("允许超前", "how far ahead it may be"),
}


async def foresee(tx: Tx, known: Product, new: ProductDraft) -> list[Consequence]:
    """Return what follows when ``new`` takes the place of ``known``, the gravest first."""
    was = {prop.code: prop for prop in known.draft.model.properties}
    now = {prop.code: prop for prop in new.model.properties}
    found: list[Consequence] = []
    for code, prop in was.items():
        if code not in now:
            n = await store.count_series(tx, known.no, known.props[code])
            found.append(_gone(prop, n))
            continue
        found += await _judged(tx, known, prop, now[code])
    found += _kept(known.draft, new)
    return sorted(found, key=lambda one: not one.grave)


def _gone(prop: Property, n: int) -> Consequence:
    return Consequence(
        code=prop.code,
        grave=n > 0,
        zh=f"取消属性“{prop.name}”：{n} 台设备报过它；此后的读数按“未知属性”另存，"
        "不再进入最新值、曲线和告警，历史保留。",
        en=f"{prop.code} goes: {n} devices have reported it; from then on its readings are kept apart as "
        "of an unknown property and reach no page and no rule. What is stored stays.",
    )


async def _judged(tx: Tx, known: Product, was: Property, now: Property) -> list[Consequence]:
    """Return what changes for readings of one property."""
    found: list[Consequence] = []
    if _narrower(was, now):
        n = await store.count_outside(tx, known.no, known.props[was.code], now.low, now.high)
        found.append(
            Consequence(
                code=was.code,
                grave=n > 0,
                zh=f"“{was.name}”的量程收窄：{n} 台设备的最新值在新量程之外，"
                "这样的读数将另存为存疑，不再告警。",
                en=f"The range of {was.code} narrows: the latest value of {n} devices lies outside; "
                "such readings are kept apart as doubtful and raise nothing.",
            )
        )
    kept = {member.value for member in now.members}
    for member in was.members:
        if member.value not in kept:
            n = await store.count_equal(tx, known.no, known.props[was.code], member.value)
            found.append(
                Consequence(
                    code=was.code,
                    grave=n > 0,
                    zh=f"“{was.name}”取消取值“{member.name}”：{n} 台设备的最新值是它；"
                    "此后按编码上报的将另存为存疑。",
                    en=f"{was.code} loses the value {member.code}: {n} devices have it now; "
                    "sent by its code it is kept apart from then on.",
                )
            )
    for field, (zh, en) in _STRICTER.items():
        before, after = getattr(was, field), getattr(now, field)
        if after is not None and (before is None or after < before):
            found.append(
                Consequence(
                    code=was.code,
                    grave=False,
                    zh=f"“{was.name}”的{zh}变严：会有更多读数另存为存疑。",
                    en=f"{was.code}: {en} becomes stricter; more readings will be kept apart.",
                )
            )
    return found


def _narrower(was: Property, now: Property) -> bool:
    low = now.low is not None and (was.low is None or now.low > was.low)
    return low or (now.high is not None and (was.high is None or now.high < was.high))


def _kept(was: ProductDraft, now: ProductDraft) -> list[Consequence]:
    """Return what changes for stored data and for the online state."""
    found: list[Consequence] = []
    for field, zh, en in (
        ("raw", "原始值", "raw readings"),
        ("coarse", "汇总值", "coarse values"),
    ):
        before, after = getattr(was.retention, field), getattr(now.retention, field)
        if after is not None and (before is None or after < before):
            found.append(
                Consequence(
                    code="",
                    grave=True,
                    zh=f"{zh}只保留 {after} 天：更早的将在下次整理时删去，不能恢复。",
                    en=f"{en.capitalize()} are kept for {after} days only: older ones are deleted "
                    "when days are next tidied, for good.",
                )
            )
    if was.offline_s != now.offline_s:
        found.append(
            Consequence(
                code="",
                grave=False,
                zh=f"离线判定由 {was.offline_s:g} 秒改为 {now.offline_s:g} 秒，设备的在线状态会随之变化。",
                en=f"Offline after {now.offline_s:g} s of silence instead of {was.offline_s:g} s: "
                "who is online will differ.",
            )
        )
    return found
