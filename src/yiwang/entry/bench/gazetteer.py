"""How fast and how large the resolver is: a made-up city of 300,000 names, messages of 370 characters."""

from __future__ import annotations

import gc
import random
import statistics
import time
import tracemalloc
from typing import Any, Final

import msgspec

from yiwang.base.geography import api as geography
from yiwang.base.geography.api import Gazetteer, House, Name

NAMES: Final = 300_000
_HOUSES: Final = 50_000
_MESSAGES: Final = 1_000
_LENGTH: Final = 370
_CHARACTERS: Final = (
    "人民中山解放和平建设新华文化光明胜利团结友谊科创江河湖海东西南北云龙凤虎金银"
    "花木青白红春夏秋冬学士天地日月星辰永安长宁福寿康乐兴盛昌隆德仁义礼智信"
)
_NOISY: Final = 6_000
_NUMERALS: Final = "零一二三四五六七八九"
_NUMERAL, _SLIP, _LONG = 0.2, 0.15, 3
_KINDS: Final = {
    "路": "road", "街": "road", "大道": "road", "巷": "road", "小区": "estate", "花园": "estate",
    "苑": "estate", "大厦": "building", "医院": "hospital", "小学": "school", "公园": "park",
    "广场": "square", "村": "village", "超市": "shop", "公司": "company",
}  # fmt: skip
_TALK: Final = (
    "您好，我想反映一个问题，我们这里已经好几天没有人来处理了，"
    "晚上噪音很大，影响老人和孩子休息，垃圾堆在路边没有人清运，"
    "多次打电话给物业都没有结果，希望有关部门尽快到现场查看并给予答复，谢谢。"
)


def measure(names: int = NAMES, seed: int = 1) -> dict[str, Any]:
    """Return seconds and MB of building, milliseconds of resolving, and how many addresses were found."""
    rand = random.Random(seed)  # noqa: S311 - a made-up city, not a secret
    tree = _tree(rand)
    listed, houses = _places(rand, tree, names)
    texts, meant = _messages(rand, listed, houses)
    gc.collect()
    tracemalloc.start()
    began = time.perf_counter()
    book = Gazetteer(tree, listed, houses)
    traced = time.perf_counter() - began
    gc.collect()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    began = time.perf_counter()
    book = Gazetteer(tree, listed, houses)
    built = time.perf_counter() - began
    times, found = [], 0
    for text, name in zip(texts, meant, strict=True):
        began = time.perf_counter()
        candidates = geography.resolve(book, text)
        times.append((time.perf_counter() - began) * 1000)
        found += any(one.name == name for one in candidates)
    cuts = statistics.quantiles(times, n=100)
    return {
        "names": len(book.names),
        "standard_addresses": len(book.houses),
        "build_seconds": round(built, 2),
        "build_seconds_traced": round(traced, 2),
        "megabytes": round(kept / 1e6, 1),
        "megabytes_peak": round(peak / 1e6, 1),
        "characters_per_message": _LENGTH,
        "ms_p50": round(cuts[49], 3),
        "ms_p95": round(cuts[94], 3),
        "ms_p99": round(cuts[98], 3),
        "found": found / len(texts),
    }


def calibrate(names: int = 40_000, seed: int = 3) -> dict[str, Any]:
    """Return how often what is sure is right, on addresses written as people write them.

    A fifth of the names is borne twice; areas in front are left out or not, numbers are in Chinese numerals
    or not, half of the numbers are between listed ones, every seventh name has a wrong character. Right is a
    candidate whose area holds the place and that is the place, its road, or an area that was named.
    """
    rand = random.Random(seed)  # noqa: S311 - a made-up city, not a secret
    tree = _tree(rand)
    listed, houses = _places(rand, tree, names)
    communities = [area.code for area in tree.all() if area.level == "community"]
    again = [
        msgspec.structs.replace(one, area=rand.choice(communities), lon=120 + rand.random() * 0.3)
        for one in rand.sample(listed, names // 5)
    ]
    book = Gazetteer(tree, [*listed, *again], houses)
    said: dict[str, list[bool]] = {}
    for _ in range(_NOISY):
        text, name, area = _noisy(rand, tree, [*listed, *again], houses)
        best = next(iter(geography.resolve(book, text)), None)
        if best is None:
            said.setdefault("none", []).append(False)
            continue
        same = best.kind == "area" or name in best.name or best.name in name
        share = f"{min(int(best.confidence * 10), 9) / 10:.1f}"
        said.setdefault(share, []).append(same and tree.contains(best.area, area))
    return {share: {"n": len(ones), "right": sum(ones) / len(ones)} for share, ones in sorted(said.items())}


def _noisy(
    rand: random.Random, tree: geography.AreaTree, listed: list[Name], houses: list[House]
) -> tuple[str, str, str | None]:
    """Return an address as somebody writes it, the name of its place or road, and its area."""
    if rand.random() < 1 / 2:
        house = rand.choice(houses)
        name, area = house.carrier, house.area
        number = str(int(house.number) + rand.randrange(2))
        ending = ("".join(_NUMERALS[int(c)] for c in number) if rand.random() < _NUMERAL else number) + "号"
    else:
        place = rand.choice(listed)
        name, area, ending = place.name, place.area, ""
    written = name
    if len(name) > _LONG and rand.random() < _SLIP:
        at = rand.randrange(1, len(name) - 1)
        written = name[:at] + rand.choice("汉楚秦晋鲁") + name[at + 1 :]
    above = [found.name for code in tree.path(area or "")[1:] if (found := tree.get(code))]
    front = "".join(above[: rand.choice((0, 0, 1, 1, 2, 3))])
    text = front + written + ending
    return (f"你好，{text}有垃圾没人清理，请处理" if rand.random() < 1 / 2 else text), name, area


def _tree(rand: random.Random) -> geography.AreaTree:
    def called(ending: str) -> str:
        return "".join(rand.choices(_CHARACTERS, k=2)) + ending

    areas = [geography.Area(code="999900", name="云津市", level="city")]
    for d in range(1, 11):
        district = f"9999{d:02}"
        areas.append(geography.Area(code=district, name=called("区"), level="district", parent="999900"))
        for s in range(1, 16):
            street = f"{district}{s:03}"
            areas.append(geography.Area(code=street, name=called("街道"), level="street", parent=district))
            for c in range(1, 14):
                code = f"{street}{c:03}"
                areas.append(geography.Area(code=code, name=called("社区"), level="community", parent=street))
    return geography.AreaTree(geography.City(code="999900", name="云津市"), areas, {})


def _places(rand: random.Random, tree: geography.AreaTree, count: int) -> tuple[list[Name], list[House]]:
    communities = [area.code for area in tree.all() if area.level == "community"]
    words: dict[str, None] = {}
    endings = list(_KINDS)
    while len(words) < count:
        words["".join(rand.choices(_CHARACTERS, k=rand.choice((2, 2, 3, 3, 4)))) + rand.choice(endings)] = (
            None
        )
    listed = [
        Name(
            name=word,
            kind=next(kind for end, kind in _KINDS.items() if word.endswith(end)),
            lon=120 + rand.random() * 0.3,
            lat=30 + rand.random() * 0.3,
            area=rand.choice(communities),
        )
        for word in words
    ]
    roads = [one for one in listed if one.kind == "road"]
    houses = [
        House(
            code=f"R{n}",
            name=f"{road.name}{number}号",
            carrier=road.name,
            sort="no",
            number=str(number),
            lon=road.lon + number * 1e-5,
            lat=road.lat,
            area=road.area,
        )
        for n in range(_HOUSES)
        for road, number in [(roads[n // 25 % len(roads)], n % 25 * 2 + 1)]
    ]
    return listed, houses


def _messages(rand: random.Random, listed: list[Name], houses: list[House]) -> tuple[list[str], list[str]]:
    """Return messages with one address each, and its name."""
    texts, meant = [], []
    for _ in range(_MESSAGES):
        name = rand.choice(houses).name if rand.random() < 1 / 2 else rand.choice(listed).name
        talk = "".join(rand.sample(_TALK, len(_TALK))) + _TALK * 4
        at = rand.randrange(_LENGTH - 30)
        texts.append((talk[:at] + "，" + name + "，" + talk[at:])[:_LENGTH])
        meant.append(name)
    return texts, meant
