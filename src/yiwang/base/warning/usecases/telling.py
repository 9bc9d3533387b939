"""What receivers of a warning are told, by notice and text message: numbers and levels, none of its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from yiwang.base.identity import api as identity
from yiwang.base.notify import api as notify
from yiwang.base.warning.model.warning import LEVELS, PublicWarning
from yiwang.base.warning.store import warnings as store
from yiwang.base.warning.usecases.receivers import Told, target
from yiwang.infra.database import Work

_CHANGES: Final = {
    "publish": ("发布", "published"),
    "update": ("更新", "updated"),
    "upgrade": ("升级", "raised to a higher level"),
    "downgrade": ("降级", "lowered"),
}
_TO_APPROVE: Final = notify.register(
    "warning.to_approve",
    level="warn",
    zh="{level_zh}预警 {number} 待审批",
    en="A {level_en} warning, {number}, waits to be approved",
)
_TOLD: Final = notify.register(
    "warning.told",
    level="urgent",
    zh="{level_zh}预警 {number} 已{change_zh}，请确认收到",
    en="The {level_en} warning {number} was {change_en}: please confirm receipt",
)
_REMINDER: Final = notify.register(
    "warning.reminder",
    level="urgent",
    zh="{level_zh}预警 {number} 尚未确认收到，请尽快确认",
    en="You have not confirmed the {level_en} warning {number}: please do",
)
_OVER: Final = notify.register(
    "warning.over", zh="{level_zh}预警 {number} 已{how_zh}", en="The {level_en} warning {number} {how_en}"
)
_OVERS: Final = {"lifted": ("解除", "was lifted"), "expired": ("到期", "has expired")}
#: From this level on a text message ignores the quiet hours.
_URGENT: Final = 3


def _words(warning: PublicWarning, level: str) -> dict[str, str]:
    _, zh, en, _ = LEVELS[level]
    return {"number": warning.number, "level_zh": zh, "level_en": en}


async def to_approve(work: Work, warning: PublicWarning, path: Sequence[str]) -> None:
    """Tell supervisors and leaders of the area that a proposal waits."""
    assert warning.proposed is not None
    drafts = [
        notify.NoticeDraft(
            target=notify.Target(role=role, path=tuple(path)),
            kind=_TO_APPROVE.kind,
            subject=warning.number,
            period=str(warning.version),
            params=_words(warning, warning.proposed.level),
        )
        for role in ("supervisor", "leader")
    ]
    await notify.send(work, drafts)


async def published(work: Work, warning: PublicWarning, change: str, receivers: Sequence[Told]) -> None:
    """Tell the receivers of an edition, also by text message if that is asked for."""
    assert warning.content is not None
    zh, en = _CHANGES[change]
    params = _words(warning, warning.content.level) | {"change_zh": zh, "change_en": en}
    await _send(work, warning, _TOLD, receivers, str(warning.edition), params)
    if warning.content.sms:
        await _texts(work, warning, params, receivers)


async def reminded(work: Work, warning: PublicWarning, told: Sequence[tuple[Told, int]]) -> None:
    """Remind those who have not confirmed."""
    params = _words(warning, warning.shown.level)
    for turn in sorted({number for _, number in told}):
        some = [one for one, number in told if number == turn]
        await _send(work, warning, _REMINDER, some, f"{warning.edition}.{turn}", params)


async def over(work: Work, warning: PublicWarning) -> None:
    """Tell the receivers that a warning is over."""
    zh, en = _OVERS[warning.stage]
    params = _words(warning, warning.shown.level) | {"how_zh": zh, "how_en": en}
    await _send(work, warning, _OVER, await store.told(work.tx, warning), "over", params)


async def _send(
    work: Work,
    warning: PublicWarning,
    template: notify.Template,
    told: Sequence[Told],
    period: str,
    params: dict[str, str],
) -> None:
    await notify.send(
        work,
        [
            notify.NoticeDraft(
                target=target(one), kind=template.kind, subject=warning.number, period=period, params=params
            )
            for one in told
        ],
    )


async def _texts(
    work: Work, warning: PublicWarning, params: dict[str, str], receivers: Sequence[Told]
) -> None:
    persons = [person for _, person in receivers if person is not None]
    contacts = await identity.contacts(work, persons) if persons else {}
    await notify.send_sms(
        work,
        [
            notify.SmsDraft(
                number=phone,
                kind=_TOLD.kind,
                key=(str(warning.id), str(warning.edition), str(person)),
                params=params,
                ref=warning.id,
                urgent=LEVELS[warning.shown.level][0] >= _URGENT,
            )
            for person, (_, phone, _) in contacts.items()
            if phone
        ],
    )
