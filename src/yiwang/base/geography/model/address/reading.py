"""Reading an address in a text: which known names stand there, what follows them, which belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from yiwang.base.geography.model.address.gazetteer import Gazetteer, is_road
from yiwang.base.geography.model.address.generic import GENERIC
from yiwang.base.geography.model.address.names import SHORTEST_TYPO
from yiwang.base.geography.model.address.writing import NUMBER, number_of

_ASIDE: Final = (
    r"斜对面|正对面|对面|对过|旁边|旁|附近|周边|周围|隔壁|楼下|后面|前面|边上|背后|"
    r"[东西南北正侧后前大](?:[东西南北])?门|门口|门前|[东西南北]侧|[东西南北]边|[东西南北]面|[东西南北]端|入口|出口"
)
_SIDE = re.compile(rf"的?({_ASIDE})")
_NO = re.compile(
    rf"(?:[东西南北]段|辅路|门牌)?第?({NUMBER})(?:[-—–~之]({NUMBER}))?(?:号院|号|弄)(?![楼线机车文令])(?:[附之]({NUMBER})号?)?"
)
_BUILDING = re.compile(rf"第?({NUMBER}|[a-z][0-9]{{0,2}}|[甲乙丙丁])(?:号楼|号栋|幢|栋|座|#)")
_CROSSING = re.compile(
    r"(?:的|相)?(?:交叉路口|交叉口|交叉处|交叉|交汇处|交汇口|交汇|交界处|交界|交接处|交口|十字路口|丁字路口|路口|转角|拐角|口)"
)
_LINK = re.compile(r"(?:与|和|跟|同|及|、|/|[-—–])")
_AFTER = re.compile(
    r"(?:小学|中学|幼儿园|学校|校区|医院|派出所|支行|分行|分店|店|站|社区|街道|小区|菜场|菜市场|市场|大厦|广场|桥|"
    r"公园|公交|地铁|大学|学院|新村|花园|公寓|酒店|宾馆|银行|邮局|车站|法院|工地|隧道|商场|超市|厂|线路)"
)
_BEFORE: Final = frozenset("东西南北新老")
_PAUSE = re.compile(r"[,、但而]")
_STOP = re.compile(r"[。!?;！？；]")
#: A word may be a slip of the pen only where such a word may end.
_ENDING = re.compile(
    r"大道|大街|胡同|小区|花园|公寓|大厦|广场|新村|家园|医院|公园|市场|学校|小学|中学|社区|街道|"
    r"[路街巷弄苑城园里庭府村镇乡区]"
)
#: Another one of these is another name, not a slip: 人民北路 is not 人民路.
_TELLING: Final = frozenset(
    "东西南北中上下左右内外前后新老大小一二三四五六七八九十甲乙丙丁0123456789abcdefghijklmnopqrstuvwxyz"
)
#: In front these are as often a part of a plain name: 中山路.
_OFTEN_FIRST: Final = frozenset("中上下")
_MOST_SLIPS: Final = 8
_LONGEST_SLIP: Final = 9
#: A text of at most so many characters is an address alone.
_SHORT_TEXT: Final = 40
#: Parts of one address stand at most this many characters apart.
_GAP: Final = 5


@dataclass(slots=True)
class Mention:
    """A name of the gazetteer in a text, and what is said right behind it."""

    start: int
    end: int
    word: str
    codes: tuple[str, ...] = ()
    entries: tuple[int, ...] = ()
    is_road: bool = False
    weak: bool = False
    slip: str | None = None  # what was written where the name differs by one character
    number: str | None = None
    sort: str = "no"
    side: str | None = None
    crossing: bool = False  # a word for a crossing follows
    another: bool = False  # the name is only a part of another one: 人民路小学
    until: int = 0  # where what belongs to it ends

    @property
    def is_area(self) -> bool:
        """Tell whether the name is only one of areas."""
        return bool(self.codes) and not self.entries


@dataclass(slots=True)
class Phrase:
    """One address as it was read: areas from large to small, roads, named places."""

    areas: list[Mention] = field(default_factory=list)
    roads: list[Mention] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    crossed: bool = False

    @property
    def start(self) -> int:
        """Where it begins."""
        return min(m.start for m in (*self.areas, *self.roads, *self.places))

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(m.until for m in (*self.areas, *self.roads, *self.places))


def phrases(text: str, book: Gazetteer) -> list[Phrase]:
    """Return every address in ``text`` (in its one form), as it stands."""
    found = _chosen(text, book)
    for mention in found:
        _look_behind(text, mention)
    return _joined(text, found, book)


def _chosen(text: str, book: Gazetteer) -> list[Mention]:
    """Return the known names of which the most characters are covered, the longer before the shorter."""
    spans: dict[int, list[int]] = {}
    for names in (book.areas, book.names):
        for start, end in names.found(text):
            if _stands_alone(text, start, end) and text[start:end] not in GENERIC:
                spans.setdefault(start, []).append(end)
    slips = _slips(text, spans, book)
    for start, end, _ in slips:
        spans.setdefault(start, []).append(end)
    written_as = {(start, end): word for start, end, word in slips}
    # From the right: ``value[i]`` is the worth of the best cover of everything from ``i`` on.
    value = [0] * (len(text) + 1)
    choice: dict[int, int] = {}
    for start in range(len(text) - 1, -1, -1):
        value[start] = value[start + 1]
        for end in spans.get(start, ()):
            worth = (end - start) ** 2 - 2 * ((start, end) in written_as) + value[end]
            if worth > value[start]:
                value[start], choice[start] = worth, end
    mentions: list[Mention] = []
    at = 0
    while at < len(text):
        if (until := choice.get(at)) is None:
            at += 1
            continue
        mentions.append(_mention(text, at, until, written_as.get((at, until)), book))
        at = until
    return mentions


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a name in letters or digits is not the middle of a longer word."""

    def cut(left: str, right: str) -> bool:
        return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()

    return not (start and cut(text[start - 1], text[start])) and not (
        end < len(text) and cut(text[end - 1], text[end])
    )


def _slips(text: str, known: dict[int, list[int]], book: Gazetteer) -> list[tuple[int, int, str]]:
    """Return (start, end, known word) where a word differs from a known one by a slip of the pen."""
    ends = {end for found in known.values() for end in found}
    asked: list[tuple[int, list[str]]] = []  # where words end, and the words, the longest first
    for ending in _ENDING.finditer(text):
        end = ending.end()
        if end in ends or end < SHORTEST_TYPO or not _is_told(text, end):
            continue
        if len(asked) == _MOST_SLIPS:
            break
        asked.append((end, [text[at:end] for at in range(max(0, end - _LONGEST_SLIP), end - 3)]))
    words = [word for _, ones in asked for word in ones]
    alike: dict[str, list[str]] = {}
    for names in (book.areas, book.names):
        for word, ones in names.alike(words).items() if words else ():
            if meant := [one for one in ones if one not in GENERIC and not _says_otherwise(one, word)]:
                alike[word] = meant
    found: list[tuple[int, int, str]] = []
    for end, ones in asked:
        first = next((word for word in ones if word in alike), None)
        if first is not None:
            found.append((end - len(first), end, alike[first][0]))
    return found


def _is_told(text: str, end: int) -> bool:
    """Tell whether a name that ends here is surely said as a place: alone, or with a number or a side."""
    forms = (_NO, _BUILDING, _SIDE, _CROSSING)
    return len(text) <= _SHORT_TEXT or any(form.match(text, end) for form in forms)


def _says_otherwise(one: str, other: str) -> bool:
    """Tell whether the one character in which two words differ makes them different names."""
    shorter = min(len(one), len(other))
    first = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    if len(one) == len(other):
        telling = _TELLING if first else _TELLING - _OFTEN_FIRST
        return one[first] in telling or other[first] in telling or first == len(one) - 1
    longer = max(one, other, key=len)
    return longer[first] in _TELLING or first in {0, len(longer) - 1}


def _mention(text: str, start: int, end: int, known: str | None, book: Gazetteer) -> Mention:
    word = known or text[start:end]
    entries = tuple(book.names.of(word))
    codes = book.codes(word)
    road = any(book.names.kind(entry) == "road" for entry in entries) or (bool(entries) and is_road(word))
    return Mention(
        start=start,
        end=end,
        word=word,
        codes=codes,
        entries=entries,
        is_road=road,
        weak=bool(codes) and not entries and word not in book.full,
        slip=None if known is None else text[start:end],
        until=end,
    )


def _look_behind(text: str, mention: Mention) -> None:
    """Take what is said right behind a name: its number, its building, its side, a crossing."""
    at = mention.end
    if mention.is_area:
        return
    found = _NO.match(text, at)
    building = None if found else _BUILDING.match(text, at)
    if found is not None:
        mention.number = _number(*found.groups())
        at = found.end()
        building = _BUILDING.match(text, at) if not mention.is_road else None
    if building is not None:
        mention.number = _building(building.group(1))
        mention.sort = "building"
        at = building.end()
    if mention.number is None and mention.is_road and (crossing := _CROSSING.match(text, at)):
        mention.crossing = True
        at = crossing.end()
    if side := _SIDE.match(text, at):
        mention.side = side.group(1)
        at = side.end()
    nothing_said = at == mention.end
    before = text[mention.start - 1] if mention.start else ""
    goes_on = nothing_said and _AFTER.match(text, at) is not None
    mention.another = goes_on or (before in _BEFORE and mention.is_road)
    mention.until = at


def _number(first: str, second: str | None, third: str | None) -> str | None:
    numbers = [number_of(one) for one in (first, second, third) if one is not None]
    return None if None in numbers else "-".join(str(n) for n in numbers)


def numbered(word: str) -> tuple[str, str, str]:
    """Return (carrier, sort, number) of one address without areas: 科创路120号 → 科创路, no, 120.

    ``sort`` is ``no``, ``building``, or ``place`` for a name that ends without a number.
    """
    for sort, form in (("no", _NO), ("building", _BUILDING)):
        for found in form.finditer(word):
            if found.end() == len(word) and found.start() != 1:
                said = found.groups()
                number = _number(*said) if sort == "no" else _building(said[0])
                if number is not None:
                    return word[: found.start()], sort, number
    return word, "place", ""


def _building(said: str) -> str:
    value = number_of(said)
    return said if value is None else str(value)


def _joined(text: str, mentions: list[Mention], book: Gazetteer) -> list[Phrase]:
    """Put names that stand together into one address each."""
    found: list[Phrase] = []
    now: Phrase | None = None
    until = 0
    for mention in mentions:
        between = text[until : mention.start]
        apart = now is None or len(between) > _GAP or _STOP.search(between) is not None
        if now is None or apart or not _fits(now, mention, between, book):
            now = Phrase()
            found.append(now)
            between = ""
        _add(now, mention, between)
        until = mention.until
    return found


def _fits(phrase: Phrase, mention: Mention, between: str, book: Gazetteer) -> bool:
    """Tell whether a name goes on with the address before it."""
    if mention.is_area:
        if phrase.roads or phrase.places:
            return False
        return any(
            book.tree.contains(upper, code) or book.tree.contains(code, upper)
            for upper in phrase.areas[-1].codes
            for code in mention.codes
        )
    if mention.is_road and phrase.roads:
        linked = not between or _LINK.fullmatch(between) is not None or between in {"靠近", "近", "靠"}
        return linked and len(phrase.roads) == 1 and not phrase.places
    if mention.is_road:
        return not phrase.places
    if phrase.places:
        return len(phrase.places) == 1 and between in {"", "的", "内", "里", "("}
    return _LINK.fullmatch(between) is None and not (phrase.roads and _PAUSE.search(between))


def _add(phrase: Phrase, mention: Mention, between: str) -> None:
    if mention.is_area:
        phrase.areas.append(mention)
    elif mention.is_road:
        linked = bool(phrase.roads) and (mention.crossing or between.startswith(("与", "靠", "近")))
        phrase.crossed = phrase.crossed or linked
        phrase.roads.append(mention)
    else:
        phrase.places.append(mention)
