"""A city's mix for the doors: gauges and trucks, rules that raise alarms, alarms that become cases.

Devices speak round and round. In a round some devices begin to be over their limit (a truck: inside the
fence), stay so for some rounds, and go back: one alarm and one case each, seen again and cleared.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from typing import Any, Final

from yiwang.base.alarms import api as alarms
from yiwang.base.sensing import api as sensing
from yiwang.entry.bench.matter import City
from yiwang.entry.bench.mqttload import Pace
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

#: Every so many devices one is a truck.
_TRUCKS: Final = 20
#: Every so many gauges one has a second rule that the first inhibits.
_PAIRS: Final = 5
_SHARE: Final = 0.01
_MOST_CASES: Final = 50.0
#: Who is over its limit next is this far away in the round, so that alarms come evenly; a prime.
_STRIDE: Final = 7919
_USUAL, _OVER = 2.0, 3.2
_SPREAD: Final = 0.0015
_LIMITS: Final = {"storm": 100_000, "per_hour": 6}
TEXT: Final = (
    "gauges and every 20th a truck with positions; 1 % of messages raise or renew an alarm, at most 50 new "
    "cases/s; rules: threshold with report, threshold inhibited by it on every 5th, fence with report, and "
    "those shipped; deduplication, inhibition, preparation and dispatch on"
)


def _rules(polygon: list[list[float]]) -> list[dict[str, Any]]:
    level = {"threshold": {"property": "level", "op": ">=", "value": 3.1}}
    report = {"at": "yellow", "matter": "01002", "text_zh": "{device} 读数 {value}，{level}，请现场查看"}
    return [
        {
            "code": "bench-level",
            "zh": "压测超限",
            "en": "Over the limit",
            "subject": {"product": "bench-gauge"},
            "levels": [{"level": "yellow", "when": level}],
            "report": report,
            "limits": _LIMITS,
        },
        {
            "code": "bench-pair",
            "zh": "压测偏高",
            "en": "Rather high",
            "subject": {"product": "bench-gauge", "tags": ["成对"]},
            "levels": [{"level": "yellow", "when": level}],
            "report": report,
            "limits": _LIMITS,
        },
        {
            "code": "bench-fence",
            "zh": "压测进入围栏",
            "en": "Inside the fence",
            "subject": {"product": "bench-truck"},
            "levels": [{"level": "yellow", "when": {"fence": {"polygon": polygon}}}],
            "report": report,
            "limits": _LIMITS,
        },
    ]


_INHIBITION: Final = {
    "code": "bench-over-pair",
    "zh": "已超限时不再提示偏高",
    "en": "No word of rather high while over the limit",
    "source": [{"label": "rule", "value": "bench-level"}],
    "target": [{"label": "rule", "value": "bench-pair"}],
    "equal": ["subject"],
}
_PRODUCTS: Final = (
    sensing.ProductDraft(
        code="bench-gauge",
        name="压测水位计",
        model=sensing.ThingModel(
            properties=(sensing.Property(code="level", name="水位", unit="m", low=-5, high=30),)
        ),
    ),
    sensing.ProductDraft(code="bench-truck", name="压测车辆", model=sensing.ThingModel(position=True)),
)


class Mix:
    """Registered devices and what they say; each device has one alarm in its life."""

    def __init__(self, city: City, devices: int) -> None:
        rng = random.Random(7)  # noqa: S311 - a bench needs repeatable, not secret, choices
        self.devices = devices
        self.middle = round(sorted(lon for lon, _ in city.points)[len(city.points) // 2], 6)
        spots = [
            (round(lon + rng.uniform(-_SPREAD, _SPREAD), 6), round(lat + rng.uniform(-_SPREAD, _SPREAD), 6))
            for lon, lat in (city.points[n % len(city.points)] for n in range(devices))
        ]
        self._spots = spots
        self._east = [s for s in spots if s[0] > self.middle]
        self._west = [s for s in spots if s[0] <= self.middle]
        self._used = 0
        #: Devices of this run of the program: those of the last one had their alarm.
        self._name = f"M{int(time.time()):x}-"

    async def register(self, database: Database) -> str:
        """Register the devices and switch the rules on; return a key that speaks for the gauges."""
        west, south = min(s[0] for s in self._spots) - 1, min(s[1] for s in self._spots) - 1
        north = max(s[1] for s in self._spots) + 1
        fence = [[west, south], [self.middle, south], [self.middle, north], [west, north]]
        async with database.work(SYSTEM) as work:
            for product in _PRODUCTS:
                await sensing.save_product(work, product)
            await sensing.save_devices(work, self._drafts(), state="in_service")
            _, key = await sensing.create_key(work, "product", "bench-gauge", label="bench")
        async with database.work(SYSTEM) as work:
            for raw in _rules(fence):
                rule, version = await alarms.save_rule(work, raw)
                await alarms.switch_rule(work, rule.code, version)
            await alarms.save_settings(work, "inhibition", [_INHIBITION])
        return key

    def _drafts(self) -> list[sensing.DeviceDraft]:
        return [
            sensing.DeviceDraft(
                code=f"{self._name}{n}",
                product="bench-truck" if n % _TRUCKS == 0 else "bench-gauge",
                name=f"压测点位 {n}",
                lon=lon,
                lat=lat,
                tags=("成对",) if n % _PAIRS == 1 else (),
            )
            for n, (lon, lat) in enumerate(self._spots)
        ]

    def batches(self, pace: Pace, rows: int) -> Run:
        """Return messages of many readings each: one device in a thousand is over its limit in a round."""
        return Run(self, pace, (self._used, max(1, self.devices // 1000), 1), rows)

    def run(self, pace: Pace) -> Run:
        """Return what is said from now on at this pace."""
        most = _MOST_CASES * self.devices / pace.highest
        begins = max(1, min(round(self.devices * _SHARE / 3), int(most)))
        return Run(self, pace, (self._used, begins, max(1, round(self.devices * _SHARE / begins))))

    def use(self, count: int) -> None:
        """Note that so many more devices have had their alarm."""
        self._used += count

    def topic(self, n: int) -> str:
        """Return where device ``n`` speaks."""
        return f"yiwang/v1/{self._name}{n}/readings"

    def place(self, n: int, *, inside: bool) -> tuple[float, float]:
        """Return where truck ``n`` is."""
        side = self._west if inside else self._east
        return side[n % len(side)]


class Run:
    """The messages of one run, each with the instant at which it is due: what waits is late."""

    def __init__(self, mix: Mix, pace: Pace, share: tuple[int, int, int], rows: int = 1) -> None:
        self._mix, self._pace, self.rows = mix, pace, rows
        self._first, self._begins, self._rounds = share
        self._count = mix.devices if rows == 1 else mix.devices // _TRUCKS * (_TRUCKS - 1)
        self.started = 0.0

    def _device(self, place: int) -> int:
        """Return the device at a place of the round; in batches only gauges speak."""
        return place if self.rows == 1 else place // (_TRUCKS - 1) * _TRUCKS + place % (_TRUCKS - 1) + 1

    def over(self, n: int) -> bool:
        """Tell whether message ``n`` is over its limit."""
        place, turn = n % self._count, n // self._count
        rank = place * _STRIDE % self._count
        begun = (rank - self._first) // self._begins
        return rank >= self._first and begun <= turn < begun + self._rounds

    def __call__(self, n: int) -> tuple[str, bytes]:
        """Return topic and payload of message ``n``."""
        device, over = self._device(n % self._count), self.over(n)
        if not self.started:
            self.started = time.time()
        at = int(1000 * (self.started + self._pace.instant(n)))
        value = _OVER if over else _USUAL + n % 50 / 100
        if self.rows > 1:
            times = b",".join(b"%d" % t for t in range(at - self.rows + 1, at + 1))
            values = b",".join([b"%.2f" % value] * self.rows)
            body = b'{"at":[%s],"values":{"level":[%s]}}' % (times, values)
        elif device % _TRUCKS == 0:
            lon, lat = self._mix.place(device, inside=over)
            body = b'{"at":%d,"position":{"lon":%.6f,"lat":%.6f}}' % (at, lon, lat)
        else:
            body = b'{"at":%d,"values":{"level":%.2f}}' % (at, value)
        return self._mix.topic(device), body

    def expected(self, each: Sequence[int]) -> dict[str, int]:
        """Return how many alarms must be called and how many inhibited; sender k has written ``each[k]``."""
        senders = len(each)
        turns = max(each) * senders // self._count + 1
        raised = []
        back = pow(_STRIDE, -1, self._count)
        for rank in range(self._first, min(self._first + turns * self._begins, self._count)):
            place = rank * back % self._count
            n = (rank - self._first) // self._begins * self._count + place
            if n // senders < each[n % senders]:
                raised.append(self._device(place))
        self._mix.use((turns + 1) * self._begins)
        return {"called": len(raised), "inhibited": sum(d % _PAIRS == 1 for d in raised)}
