from datetime import date
from uuid import UUID

from yiwang.base.matters.api import Catalogue, Matter, Responsibility, limit_for
from yiwang.kernel.ids import new_id
from yiwang.kernel.worktime import Limit, TimeUnit

CITY, DISTRICT, STREET, COMMUNITY, GRID = (
    "999900", "999901", "999901001", "999901001001", "999901001001001",
)  # fmt: skip
PATH = (CITY, DISTRICT, STREET, COMMUNITY, GRID)
DAY = date(2026, 3, 10)
HOUR4 = Limit(4, TimeUnit.WORK_HOUR)
DAY2 = Limit(2, TimeUnit.WORK_DAY)


def matter(code: str, name: str, kind: str = "matter", **more) -> Matter:
    fields = {
        "key": f"{kind}:{code}",
        "kind": kind,
        "code": code,
        "name": name,
        "class_code": code[:2],
        "class_name": f"{code[:2]}类",
        "parent": f"{kind}:{code[:2]}",
    }
    return Matter(**fields | more)


def top(code: str, kind: str = "matter") -> Matter:
    return matter(code, f"{code}类", kind, parent=None, leaf=False)


def entry(matter: str, area: str, unit: str, **more) -> Responsibility:
    fields = {"id": new_id(), "valid_from": date(2026, 1, 1)}
    return Responsibility(matter=matter, area=area, lead_unit=unit, **fields | more)


MATTERS = [
    top("01"),
    top("01", "component"),
    top("06"),
    matter("01037", "路灯异常"),
    matter("01037", "路灯", "component"),
    matter("06010", "暴露垃圾", synonyms=("垃圾没人清理", "垃圾堆")),
    matter("06011", "积存垃圾渣土"),
    matter("06028", "噪声扰民", synonyms=("噪音",)),
    matter("06099", "试点事项", scope_area=DISTRICT),
    matter("06098", "旧事项", status="retired"),
]


def test_a_bare_code_means_the_matter_and_a_key_either():
    catalogue = Catalogue(MATTERS)
    assert catalogue.find("01037").key == "matter:01037"
    assert catalogue.find("component:01037").name == "路灯"
    assert catalogue.find("路灯").key == "component:01037"
    assert catalogue.find("噪音").key == "matter:06028"
    assert catalogue.find("matter:01") is None  # a class takes no case
    assert catalogue.find("06098") is None  # retired
    assert catalogue.find("nothing") is None


def test_the_most_specific_area_wins():
    levels = dict(zip(PATH, "abcde", strict=True))
    entries = [entry("matter:06010", area, unit) for area, unit in levels.items()]
    for depth in range(1, 6):
        found = Catalogue(MATTERS, entries).resolve("matter:06010", PATH[:depth], DAY)
        assert found.entry.lead_unit == "abcde"[depth - 1]
        assert found.candidates[0].responsibility == found.entry.id


def test_an_entry_for_the_leaf_goes_before_one_for_its_class():
    entries = [entry("matter:06010", CITY, "leaf"), entry("matter:06", GRID, "class")]
    catalogue = Catalogue(MATTERS, entries)
    assert catalogue.resolve("matter:06010", PATH, DAY).entry.lead_unit == "leaf"
    found = catalogue.resolve("matter:06011", PATH, DAY)
    assert (found.entry.lead_unit, found.candidates[0].score) == ("class", 0.9)
    assert "上级类目" in found.candidates[0].reason.zh


def test_entries_hold_from_their_first_day_until_before_their_last():
    old = entry("matter:06010", CITY, "old", valid_to=DAY, version=1, status="ended")
    new = entry("matter:06010", CITY, "new", valid_from=DAY, version=2)
    catalogue = Catalogue(MATTERS, [old, new])
    assert catalogue.resolve("matter:06010", PATH, date(2026, 3, 9)).entry.lead_unit == "old"
    assert catalogue.resolve("matter:06010", PATH, DAY).entry.lead_unit == "new"
    assert catalogue.resolve("matter:06010", PATH, date(2025, 12, 31)).entry is None
    assert catalogue.responsibility(old.id) is old


def test_several_scenes_are_left_to_a_person():
    entries = [
        entry("matter:06010", DISTRICT, "a", scene="市管道路"),
        entry("matter:06010", DISTRICT, "b", scene="背街小巷"),
        entry("matter:06010", CITY, "c"),
    ]
    found = Catalogue(MATTERS, entries).resolve("matter:06010", PATH, DAY)
    assert found.entry is None
    assert [c.unit for c in found.candidates] == ["a", "b"]
    assert "背街小巷" in found.candidates[1].reason.zh


def test_reasons_call_areas_by_name_and_code():
    names = {DISTRICT: "一区"}
    entries = [entry("matter:06010", DISTRICT, "clean")]
    catalogue = Catalogue(MATTERS, entries, area_names=names)
    for asked in ("matter:06010", "matter:06028"):
        [found] = catalogue.resolve(asked, PATH, DAY).candidates
        assert f"一区（{DISTRICT}）" in found.reason.zh
        assert DISTRICT in found.reason.en


def test_without_an_entry_units_of_the_same_class_are_candidates():
    entries = [
        entry("matter:06010", DISTRICT, "clean"),
        entry("matter:06011", DISTRICT, "clean"),
        entry("matter:06099", DISTRICT, "other"),
    ]
    found = Catalogue(MATTERS, entries).resolve("matter:06028", PATH, DAY)
    assert found.entry is None
    assert [c.unit for c in found.candidates] == ["clean", "other"]
    assert found.candidates[0].score > found.candidates[1].score
    assert found.candidates[0].responsibility is None
    assert Catalogue(MATTERS, entries).resolve("matter:01037", PATH, DAY).candidates == ()
    assert Catalogue(MATTERS).resolve("matter:00000", PATH, DAY).candidates == ()


def test_limits_fall_back_from_grade_to_all_and_from_entry_to_matter():
    limits = {"handle": {"A": HOUR4, "*": DAY2}}
    assert limit_for(limits, "handle", "A") == HOUR4
    assert limit_for(limits, "handle", "B") == DAY2
    assert limit_for(limits, "sign", "A") is None
    listed = entry("matter:06010", CITY, "a", limits=limits)
    catalogue = Catalogue([matter("06010", "暴露垃圾", limits={"sign": {"*": HOUR4}})], [listed])
    assert catalogue.limit("matter:06010", listed, "handle", None) == DAY2
    assert catalogue.limit("matter:06010", listed, "sign", "C") == HOUR4
    assert catalogue.limit("matter:06010", None, "handle", "C") is None


def test_district_matters_exist_in_their_district_only():
    catalogue = Catalogue(MATTERS)
    assert "matter:06099" in {m.key for m in catalogue.leaves(PATH)}
    assert "matter:06099" not in {m.key for m in catalogue.leaves((CITY, "999902"))}


def test_foreign_codes_lead_to_published_leaves_only():
    mappings = {("old", "01-10"): "matter:06010", ("old", "9"): "matter:06098"}
    catalogue = Catalogue(MATTERS, [], mappings)
    assert catalogue.foreign("old", "01-10") == "matter:06010"
    assert catalogue.foreign("old", "9") is None
    assert catalogue.foreign("other", "01-10") is None


def test_suggestions_share_words_with_the_text():
    catalogue = Catalogue(MATTERS)
    best = catalogue.suggest("楼下垃圾没人清理，味道很大", 3)
    assert best[0].matter.key == "matter:06010"
    assert "垃圾没人清理" in best[0].why.zh
    assert 0 < best[0].score < 1
    assert catalogue.suggest("门口路灯坏了好几天", 1)[0].matter.key == "matter:01037"
    assert catalogue.suggest("", 3) == []
    assert catalogue.suggest("😀😀", 3) == []


def test_unknown_ids_give_nothing():
    assert Catalogue([]).responsibility(UUID(int=1)) is None


def split_noise(status: str = "published") -> Catalogue:
    """Noise with two parts: building sites and dancing."""
    return Catalogue(
        [
            top("06"),
            matter("06028", "噪声扰民", synonyms=("噪音",)),
            matter("06028.1", "施工噪声", parent="matter:06028", synonyms=("施工", "工地"), status=status),
            matter(
                "06028.2", "广场舞噪声", parent="matter:06028", synonyms=("广场舞", "音响"), status=status
            ),
        ],
        [entry("matter:06028", CITY, "U1"), entry("matter:06028.2", CITY, "U2")],
    )


def test_a_split_matter_is_refined_by_the_words_of_its_parts_and_else_stays_whole():
    catalogue = split_noise()
    whole = catalogue.leaf("matter:06028")
    assert [p.key for p in catalogue.parts("matter:06028")] == ["matter:06028.1", "matter:06028.2"]
    said = {
        text: catalogue.refine(whole, text).key
        for text in ("工地施工噪音", "广场舞太吵", "邻居太吵", "工地放音响")
    }
    assert list(said.values()) == ["matter:06028.1", "matter:06028.2", "matter:06028", "matter:06028"]
    assert [s.matter.key for s in catalogue.suggest("广场舞噪音", 3)] == ["matter:06028"]
    assert catalogue.find("音响") is None
    assert catalogue.find("广场舞噪声").key == "matter:06028.2"


def test_a_part_is_whose_the_whole_is_unless_the_list_says_otherwise():
    catalogue = split_noise()
    assert catalogue.resolve("matter:06028.1", PATH, DAY).entry.lead_unit == "U1"
    assert catalogue.resolve("matter:06028.2", PATH, DAY).entry.lead_unit == "U2"


def test_parts_that_are_drafts_or_were_merged_back_take_no_case():
    for status in ("draft", "retired"):
        catalogue = split_noise(status)
        whole = catalogue.leaf("matter:06028")
        assert catalogue.parts("matter:06028") == []
        assert catalogue.refine(whole, "广场舞太吵") is whole
