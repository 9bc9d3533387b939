"""What is worth telling: key areas, sensitive words, heat limits, and telling nothing twice."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import msgspec
import pytest

from yiwang.base.signs.model.limits import HotLimit, KeyArea, Limits, SensitiveLimit
from yiwang.base.signs.model.telling import Seen, Told
from yiwang.base.signs.model.topics import Voice
from yiwang.base.signs.usecases.finding import Past, Scene, find
from yiwang.kernel.worktime import Words

NOW = datetime(2026, 6, 8, 4, tzinfo=UTC)
TREE = SimpleNamespace(get=lambda _code: None, path=lambda code: (code,))
SCENE = Scene(
    zone=ZoneInfo("Asia/Shanghai"),
    names={"m": "噪声"},
    tree=TREE,
    tags={"threat": Words("扬言", "threat"), "petition": Words("信访", "petition")},
)
SCHOOL = {"name": "一中考点", "begins": date(2026, 6, 7), "ends": date(2026, 6, 9)}


def voice(number, hours=0, path=("c", "d", "s"), lon=None, lat=None, **more):
    words = frozenset({"工地", "夜间", "施工"})
    return Voice(**{
        "number": number, "title": "工地夜间施工", "words": words, "terms": words, "matter": "m", "area": path[-1],
        "path": path, "unit": None, "at": NOW - timedelta(hours=hours), "over": False, "satisfaction": None,
        "reports": 1, "people": frozenset({number}), "lon": lon, "lat": lat,
    } | more)  # fmt: skip


def told(past, limits, at=NOW, kinds=("key_area", "hot", "sensitive")):
    return find(past, limits, SCENE, at, kinds)


@pytest.mark.parametrize(
    ("where", "inside"),
    [({"areas": ("s",)}, True), ({"areas": ("x",)}, False), ({"polygon": ((0, 0), (2, 0), (2, 2))}, True)],
)
def test_a_key_area_is_told_while_it_is_in_force(where, inside):
    past = Past(voices=[voice("1", lon=1.5, lat=1.0), voice("0", hours=30, lon=1.5, lat=1.0)])
    limits = Limits(key_areas=(KeyArea(**SCHOOL | where),))
    found = told(past, limits)
    assert [(one.object, one.period, one.numbers) for one in found] == [
        ("一中考点", "2026-06-08", ("1",))
    ] * inside
    assert told(past, limits, NOW + timedelta(days=2)) == []


def test_a_key_area_may_ask_for_matters_and_for_more_cases():
    past = Past(voices=[voice("1"), voice("2")])
    for area, n in (({"least": 2}, 1), ({"least": 3}, 0), ({"matters": ("other",)}, 0)):
        assert len(told(past, Limits(key_areas=(KeyArea(areas=("s",), **SCHOOL | area),)))) == n


@pytest.mark.parametrize("polygon", [((0, 0), (1, 1)), ((0, 0), (1, 1), (0, 1), (1, 0))])
def test_a_boundary_that_bounds_nothing_is_unsound(polygon):
    assert not KeyArea(polygon=polygon, **SCHOOL).is_sound
    assert not KeyArea(**SCHOOL).is_sound


def test_a_sensitive_case_says_tags_and_the_citys_words_only():
    row = {
        "number": "N1",
        "matter": "m",
        "path": ["c"],
        "opened_at": NOW,
        "tags": ["threat"],
        "words": ["塔吊"],
    }
    limits = Limits(sensitive=SensitiveLimit(words=("塔吊",)))
    (found,) = told(Past(flagged=[row]), limits)
    assert found.words["zh"] == "N1“噪声”来件涉及扬言、“塔吊”"
    assert told(Past(flagged=[row]), Limits(sensitive=SensitiveLimit(tags=("petition",)))) == []
    assert told(Past(flagged=[row]), Limits(sensitive=SensitiveLimit(on=False))) == []
    assert told(Past(flagged=[row]), limits, NOW - timedelta(hours=1)) == []


def test_a_hot_topic_is_told_from_its_limit_on():
    past = Past(voices=[voice(str(n)) for n in range(4)])
    (found,) = told(past, Limits(hot=HotLimit(heat=9)))
    assert found.size == pytest.approx(9.29)  # 4 reports of now × log2(1 + 4 people)
    assert told(past, Limits(hot=HotLimit(heat=9.5))) == []


def seen(kind="hot", about="1", period="w", numbers=("1", "2")):
    return Seen(
        kind=kind, object=about, period=period, at=NOW, matter=None, path=(), size=1, words={},
        numbers=numbers, cases=len(numbers),
    )  # fmt: skip


def test_a_topic_that_lost_its_first_case_is_not_told_again():
    known = Told()
    assert known.fresh([seen()])
    assert known.fresh([seen(about="2", numbers=("2", "3"))]) == []
    assert known.fresh([seen(about="2", numbers=("2", "3"), period="next")])
    assert known.fresh([seen(kind="group", about="2", numbers=("2", "3"))])
    assert known.fresh([seen(kind="burst"), seen(kind="burst", about="2")])  # not by cases


@pytest.mark.parametrize(
    "body",
    [
        {"again": {"cases": 1}},
        {"burst": {"factor": 1.0}},
        {"hot": {"days": 0}},
        {"sensitive": {"words": ["x"]}},
        {"nonsense": {}},
    ],
)
def test_limits_that_make_no_sense_are_not_read(body):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(body, Limits)
