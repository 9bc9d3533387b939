import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.geography.model.address.gazetteer import Gazetteer
from yiwang.base.geography.model.address.houses import House
from yiwang.base.geography.model.address.names import Name, Names, one_apart
from yiwang.base.geography.model.address.resolving import resolve, resolve_many
from yiwang.base.geography.model.address.writing import LONGEST_TEXT, number_of, written
from yiwang.base.geography.model.areas import Area, AreaTree, City

WEST, EAST = "999901", "999902"
STREET, COMMUNITY, TOWN = "999901001", "999901001001", "999902001"
SQUARES = {
    "999900": ("云津市", "city", None, (120.0, 30.0, 0.2)),
    WEST: ("望津区", "district", "999900", (120.0, 30.0, 0.1)),
    EAST: ("临江区", "district", "999900", (120.1, 30.0, 0.1)),
    STREET: ("城东街道", "street", WEST, (120.0, 30.0, 0.05)),
    COMMUNITY: ("科创社区居民委员会", "community", STREET, (120.0, 30.0, 0.02)),
    TOWN: ("江口镇", "street", EAST, (120.1, 30.0, 0.05)),
}


def tree():
    """Two districts with a street each."""
    shapes = {c: shapely.box(x, y, x + size, y + size) for c, (*_, (x, y, size)) in SQUARES.items()}
    areas = [
        Area(code=c, name=name, level=level, parent=up, lon=x + size / 2, lat=y + size / 2, area_m2=1e6)
        for c, (name, level, up, (x, y, size)) in SQUARES.items()
    ]
    return AreaTree(City(code="999900", name="云津市"), areas, shapes)


def name(called, kind, lon, area=COMMUNITY, **more):
    return Name(name=called, kind=kind, lon=lon, lat=30.005, area=area, **more)


def house(number, lon, sort="no", carrier="科创路", area=COMMUNITY):
    written_as = f"{carrier}{number}{'号' if sort == 'no' else '幢'}"
    return House(
        code=f"A{carrier}{number}", name=written_as, carrier=carrier, sort=sort, number=number, lon=lon,
        lat=30.005, area=area,
    )  # fmt: skip


BOOK = Gazetteer(
    tree(),
    [
        name("人民路", "road", 120.005, rank=2),
        name("人民路", "road", 120.12, TOWN, rank=2),
        name("科创路", "road", 120.006, rank=2, aliases=("火炬路",)),
        name("人民路与科创路路口", "crossing", 120.0055, rank=4),
        name("中山北路", "road", 120.009, rank=2),
        name("阳光花园", "estate", 120.007),
        name("人民医院", "hospital", 120.008, rank=1),
        name("迁走的厂", "factory", 120.15),
    ],
    [
        *(house(str(n), 120.006 + n * 1e-5) for n in (1, 3, 11, 21, 120)),
        house("3", 120.0071, "building", "阳光花园"),
        house("7", 120.0101, carrier="无名巷"),
    ],
)


def first(text, near=None):
    return resolve(BOOK, text, near)[0]


@pytest.mark.parametrize(
    "text",
    [
        "望津区科创路120号", "望津科创路一百二十号", "科创路１２０號", "科创路一二〇号有积水",
        "火炬路 120 号", "云津市望津区城东街道科创社区科创路120号",
    ],
)  # fmt: skip
def test_a_listed_number_is_its_standard_address_however_it_is_written(text):
    found = first(text)
    assert (found.kind, found.code, found.area, found.number) == ("address", "A科创路120", COMMUNITY, "120")
    assert found.confidence > 0.9
    assert found.accuracy_m <= 40
    assert "标准地址" in found.reason_zh


def test_a_number_between_two_known_ones_lies_between_them_and_says_so():
    found = first("科创路15号")
    assert (found.kind, found.code) == ("between", None)
    assert 120.00611 < found.lon < 120.00621
    assert "11号" in found.reason_zh
    assert "21号" in found.reason_zh
    assert first("科创路4号").kind == "between"  # only odd ones are known: still between them
    assert first("科创路9000号").kind == "road"  # nothing is known there
    assert first("无名巷8号").kind == "between"  # a road that only the standard addresses know


def test_the_area_that_is_named_tells_namesakes_apart():
    assert first("临江区人民路").area == TOWN
    assert first("望津区人民路").area == COMMUNITY
    both = resolve(BOOK, "人民路")
    assert {one.area for one in both} == {TOWN, COMMUNITY}
    assert all(one.confidence < 0.6 for one in both)
    assert first("人民路", (120.12, 30.0)).area == TOWN
    wrong = first("临江区科创路3号")
    assert wrong.confidence < 0.6
    assert "不在所说的临江区" in wrong.reason_zh


def test_crossings_gates_buildings_and_what_is_beside():
    assert (first("人民路与科创路交叉口").kind, first("科创路人民路路口").kind) == ("crossing", "crossing")
    assert first("人民路与科创路交叉口").accuracy_m <= 50
    assert first("阳光花园3幢楼下").code == "A阳光花园3"
    gate, itself = first("阳光花园东门漏水"), first("阳光花园漏水")
    assert gate.accuracy_m > itself.accuracy_m
    assert "东门" in gate.reason_zh
    assert first("人民医院对面").reason_en.endswith("“对面” of it")
    assert "又名火炬路" in first("火炬路").reason_zh


def test_one_wrong_character_is_mended_but_another_name_is_not():
    mended = first("钟山北路")
    assert (mended.name, mended.confidence < first("中山北路").confidence) == ("中山北路", True)
    assert "“钟山北路”应为“中山北路”" in mended.reason_zh
    assert resolve(BOOK, "中山南路") == []
    assert resolve(BOOK, "人民北路") == []
    assert first("人民路小学门口").confidence < 0.5  # named after the road, who knows where


def test_several_addresses_in_one_text_and_areas_alone():
    found = resolve(BOOK, "我家住阳光花园，但是人民医院对面的井盖丢了。望津区科创路11号也有")
    assert {one.name for one in found} == {"阳光花园", "人民医院", "科创路11号"}
    area = first("望津城东街道有人扔垃圾")
    assert (area.kind, area.area) == ("area", STREET)
    assert first("科创社区").area == first("科创居委会").area == COMMUNITY
    assert resolve(BOOK, "小区医院门口的路") == []


def test_a_place_whose_point_lies_elsewhere_is_doubted():
    found = first("迁走的厂")
    assert found.confidence < 0.3
    assert found.area == "999900"
    assert "坐标不在所登记的区域内" in found.reason_zh


def test_nothing_to_go_by():
    empty = Gazetteer(AreaTree(City(), [], {}))
    for text in ("", "路", "💥" * 50, "\x00", "\ud800", "１" * 100, "x" * 50_000, "号" * 300):
        assert resolve(empty, text) == []
        assert resolve(BOOK, text) == []


PIECES = [
    "望津区",
    "临江",
    "人民路",
    "科创路",
    "钟山北路",
    "阳光花园",
    "120号",
    "三幢",
    "与",
    "路口",
    "，",
    "。",
    "东门",
    "１",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=14).map("".join))
def test_candidates_of_any_text_are_in_order_inside_the_text_and_in_their_area(text):
    found = resolve(BOOK, text)
    assert [one.confidence for one in found] == sorted((one.confidence for one in found), reverse=True)
    for one in found:
        assert 0 <= one.confidence <= 1
        assert 0 <= one.start < one.end <= len(text)
        assert one.accuracy_m > 0
        if one.lon is not None and one.area is not None:
            assert BOOK.tree.contains(one.area, BOOK.tree.locate(one.lon, one.lat))
    assert resolve_many(BOOK, [text]) == [found]


@given(st.text(max_size=40))
def test_one_form_keeps_the_way_back(text):
    form = written(text)
    assert len(form.text) == len(form.at)
    assert all(0 <= at < len(text) for at in form.at)
    assert form.at == sorted(form.at)


def test_numerals():
    for numeral, number in {
        "120": 120,
        "一百二十": 120,
        "一二〇": 120,
        "十": 10,
        "二十三": 23,
        "两百零五": 205,
    }.items():
        assert number_of(numeral) == number
    assert [number_of(odd) for odd in ("", "abc", "十百", "123456")] == [None] * 4
    assert len(written("路" * 20_000).text) == LONGEST_TEXT


@given(
    st.text("中山北路东西", min_size=4, max_size=6),
    st.sets(st.text("中山北路东西", min_size=3, max_size=6), max_size=40),
)
def test_words_one_character_apart_are_all_found(word, known):
    names = Names(Name(name=one, kind="road", lon=0.0, lat=0.0) for one in sorted(known))
    expected = [] if word in known else sorted(one for one in known if one_apart(one, word))
    assert names.alike([word]).get(word, []) == expected[:24]
