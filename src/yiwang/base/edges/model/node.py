"""An edge node and its life: waiting to be enrolled, enrolled, revoked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Final, TypeAlias
from uuid import UUID

import msgspec
from msgspec import Meta

#: Codes of nodes are codes of devices: a node is one.
NodeCode: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:\-]{0,63}$")]
Codes: TypeAlias = Annotated[tuple[str, ...], Meta(max_length=10_000)]

#: How long a one-time key waits for its node.
ENROL_WITHIN: Final = timedelta(hours=24)
#: A node that was not heard for so long is said to be away.
AWAY_AFTER: Final = timedelta(seconds=60)
STAGES: Final = {
    "waiting": ("待接入", "waiting to be enrolled"),
    "enrolled": ("已接入", "enrolled"),
    "revoked": ("已吊销", "revoked"),
}

PRODUCT: Final = "edge-node"
#: What a node says of itself, as the properties of its product.
PRODUCT_DRAFT: Final[dict[str, Any]] = {
    "code": PRODUCT,
    "name": "边缘节点",
    "name_en": "Edge node",
    "offline_s": 90,
    "model": {
        "properties": [
            {"code": "waiting", "name": "待同步条数", "name_en": "Entries waiting", "every_s": 10},
            {"code": "waiting_s", "name": "最早待同步", "name_en": "Oldest waiting", "unit": "s"},
            {"code": "memory", "name": "占用内存", "name_en": "Memory", "unit": "MBy"},
            {"code": "disk", "name": "剩余磁盘", "name_en": "Free disk", "unit": "MBy"},
        ]
    },
}
SILENT_RULE: Final = "edge-node-silent"
#: Written once, with the first node; from then on it is the operators' like any rule.
SILENT_RULE_DRAFT: Final[dict[str, Any]] = {
    "code": SILENT_RULE,
    "zh": "边缘节点失联",
    "en": "Edge node silent",
    "subject": {"product": PRODUCT},
    "levels": [
        {"level": "yellow", "when": {"no_data": {"seconds": 120}}},
        {"level": "orange", "when": {"no_data": {"seconds": 3600}}},
    ],
    "report": {"at": "orange", "text_zh": "边缘节点 {device}（{subject}）失联超过 1 小时，请派人查看"},
}


class NodeDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A node as it is asked for, with the devices that will speak to it."""

    code: NodeCode
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    unit: str | None = None
    area: str | None = None
    lon: Annotated[float, Meta(ge=-180, le=180)] | None = None
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None
    devices: Codes = ()


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A node as it is stored. ``taken``: up to which entry of ``journal`` its word was taken in."""

    device: int
    code: str
    stage: str
    enrol_until: datetime | None
    enrolled_at: datetime | None
    seen_at: datetime | None
    journal: UUID | None
    taken: int
    missed: int
    bundle: str | None
    program: str | None
    waiting: int
    oldest_at: datetime | None
    alarms: int
    judges: bool
    reason: str

    def is_away(self, now: datetime) -> bool:
        """Tell whether an enrolled node was not heard for too long."""
        return self.stage == "enrolled" and (self.seen_at is None or now - self.seen_at > AWAY_AFTER)
