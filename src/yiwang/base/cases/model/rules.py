"""Rules of intake that packs set: channels, when two reports are about one thing.

What stands here is what holds until a pack says otherwise; nothing belongs to one city.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from yiwang.base.cases.errors import UnknownSourceError


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """A way by which reports come. ``digits`` are the two that case numbers carry.

    ``origin`` is the information source it counts for (六位一体): people, cameras, sky, duty, public, data.
    """

    code: str
    digits: str
    zh: str
    en: str
    origin: str = "public"


class DuplicateRule(msgspec.Struct, frozen=True, kw_only=True):
    """When two reports may be about one thing.

    Candidates lie within ``radius_m`` metres and ``days`` days, with the same matter (or none known). A
    score from ``suggest_at`` on is shown to people. A report by the same caller within ``same_place_m``
    joins the open case by itself when ``join_same_reporter`` is set and its words are at least
    ``join_likeness`` alike. With ``merge_at`` set, a case that is so probably a repeat is merged by itself
    (off unless a pack says otherwise: a wrong merge costs a citizen more than a second look).
    """

    radius_m: float = 100.0
    days: float = 7.0
    suggest_at: float = 0.5
    join_same_reporter: bool = True
    same_place_m: float = 50.0
    join_likeness: float = 0.6
    merge_at: float | None = None


class PlaceRule(msgspec.Struct, frozen=True, kw_only=True):
    """When the place that a report's words say is taken without a person.

    From ``sure_at`` (0 to 1) on the area is taken; the point too if it is at most ``within_m`` metres off.
    """

    sure_at: float = 0.9
    within_m: float = 200.0


class PublicRule(msgspec.Struct, frozen=True, kw_only=True):
    """What of open cases everybody may see; until a pack names something, nothing is near (附近的问题).

    Single cases are shown of matters of ``near_classes`` and of ``near_matters`` only. Cases of
    ``hidden_matters``, and those without a matter, count nowhere. A square of the heat map has ``cell_m``
    metres and is shown from ``at_least`` cases of as many people on.
    """

    near_classes: tuple[str, ...] = ()
    near_matters: tuple[str, ...] = ()
    hidden_matters: tuple[str, ...] = ()
    cell_m: float = 500.0
    at_least: int = 5
    days: int = 90


DEFAULT_CHANNELS: tuple[Channel, ...] = tuple(
    Channel(code=code, digits=digits, zh=zh, en=en, origin=origin)
    for code, digits, zh, en, origin in (
        ("hotline", "01", "12345热线", "Hotline 12345", "public"),
        ("app", "02", "市民随手拍", "Citizen app", "public"),
        ("grid", "03", "网格巡查", "Grid worker", "people"),
        ("iot", "04", "物联感知", "Sensor", "data"),
        ("video", "05", "视频智能", "Video analysis", "camera"),
        ("drone", "06", "无人机巡查", "Drone", "sky"),
        ("opinion", "07", "网络舆情", "Public opinion", "data"),
        ("superior", "08", "上级交办", "Superior authority", "duty"),
        ("department", "09", "部门推送", "Department", "duty"),
        ("open311", "10", "Open311 接口", "Open311", "public"),
        ("import", "11", "数据导入", "Import", "data"),
        ("police", "12", "110非警务", "Non-emergency police calls", "duty"),
        ("web", "13", "网页", "Web", "public"),
        ("other", "99", "其他", "Other", "public"),
    )
)


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """All rules of intake in force."""

    channels: dict[str, Channel]
    duplicates: DuplicateRule
    duplicates_by_class: dict[str, DuplicateRule]
    redo_at_most: int = 2
    public: PublicRule = PublicRule()
    places: PlaceRule = PlaceRule()

    def channel(self, code: str, *, field: str = "channel") -> Channel:
        """Return the channel ``code``; raises ``unknown_channel``."""
        found = self.channels.get(code)
        if found is None:
            raise UnknownSourceError(field=field, key=code[:40], what_zh="渠道", what_en="channel")
        return found

    def channel_of(self, source: str) -> Channel:
        """Return the channel a source reports by when it names none: its namesake, or ``other``."""
        return self.channels.get(source) or self.channels["other"]

    def duplicate_rule(self, class_code: str | None, matter: str | None = None) -> DuplicateRule:
        """Return the rule for a matter: its own, else that of its class, else that for all."""
        for key in (matter, class_code):
            if key is not None and key in self.duplicates_by_class:
                return self.duplicates_by_class[key]
        return self.duplicates


def assemble(sections: Iterable[Mapping[str, Any]]) -> Rules:
    """Return the rules of ``sections`` (later ones win) on top of the defaults."""
    channels = {c.code: c for c in DEFAULT_CHANNELS}
    default = DuplicateRule()
    by_class: dict[str, DuplicateRule] = {}
    redo = 2
    public: dict[str, Any] = {}
    places: dict[str, Any] = {}
    for section in sections:
        for item in section.get("channels", ()):
            channel = msgspec.convert(item, Channel)
            channels[channel.code] = channel
        duplicates = section.get("duplicates") or {}
        if duplicates.get("default"):
            default = msgspec.convert(duplicates["default"], DuplicateRule)
        special = duplicates.get("classes", {}) | duplicates.get("matters", {})
        for code, rule in special.items():
            by_class[code] = msgspec.convert(rule, DuplicateRule)
        redo = section.get("redo_at_most", redo)
        public |= section.get("public") or {}
        places |= section.get("places") or {}
    return Rules(
        channels=channels,
        duplicates=default,
        duplicates_by_class=by_class,
        redo_at_most=redo,
        public=msgspec.convert(public, PublicRule),
        places=msgspec.convert(places, PlaceRule),
    )
