"""Kinds of cases in one matter are found by their words; a split sends each to its unit in the replay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

from yiwang.base.insight.model.changes import DutyChange, LimitChange, Part, PartDuty, PartLimit, SplitChange
from yiwang.base.insight.model.dividing import divided, unit_at
from yiwang.base.insight.model.grouping import groups
from yiwang.base.insight.model.replay import Journey, Visit
from yiwang.kernel.text import part_of
from yiwang.kernel.worktime import TimeUnit

SITES = ["夜间工地施工噪音影响休息", "建筑工地打桩声音很大", "工地凌晨还在施工", "施工队夜间打桩"]
DANCES = ["广场舞音响太吵", "晚上跳广场舞音乐声大", "公园广场舞扰民音响开很大", "大妈跳广场舞放音乐"]
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


def told(texts, n):
    return list(islice(cycle(texts), n))


def test_two_kinds_of_texts_are_two_groups_with_words_that_tell_them_apart():
    texts = told(SITES, 40) + told(DANCES, 30)
    found = groups(texts, barred={"扰民"}, least=8)
    assert len(found) >= 2
    of = [part_of(text, found) for text in texts]
    sites, dances = set(of[:40]) - {None}, set(of[40:]) - {None}
    assert sites
    assert dances
    assert not sites & dances
    assert not {word for some in found for word in some} & {"扰民"}
    assert groups(texts, least=8) == groups(texts, least=8)


def test_ways_of_speaking_are_no_kinds():
    polite = [f"您好麻烦看看{text}谢谢" for text in told(SITES, 30)]
    blunt = [f"居民反映{text}影响生活" for text in told(SITES, 30)]
    others = ["您好麻烦看看路灯不亮谢谢", "居民反映井盖破损影响生活"] * 50
    words = {word for some in groups(polite + blunt, least=8, others=others) for word in some}
    assert not words & {"麻烦", "谢谢", "反映", "居民", "影响", "生活"}


def test_what_is_of_one_kind_or_too_little_or_empty_is_not_split():
    assert groups(["路灯不亮"] * 50, least=8) == []
    assert groups(SITES[:2] + DANCES[:2], least=8) == []
    assert groups(["", "a", "😀", "1948"] * 20, least=8) == []


def journey(n, *units):
    visits = tuple(Visit(u, AT, AT, AT + timedelta(hours=1)) for u in units)
    return Journey(f"C{n}", "matter:1", ("100000", "110000"), visits, ())


def test_a_split_makes_each_case_of_its_part_and_counts_right_first_units():
    part = Part(
        name="广场舞", words=("广场舞",), duties=(PartDuty(area="100000", unit="B"),),
        limit=PartLimit(amount=2, unit=TimeUnit.WORK_DAY),
    )  # fmt: skip
    change = SplitChange(matter="matter:1", parts=(part,))
    past = [journey(1, "A", "B"), journey(2, "A"), journey(3, "B"), journey(4, "A", "B")]
    texts = {"C1": "广场舞太吵", "C2": "工地施工", "C3": "广场舞", "C4": "不知道"}
    moved, meant, found = divided(past, texts, change)
    assert dict(found.of) == {"C1": 0, "C2": None, "C3": 0, "C4": None}
    assert (found.right_before, found.right_after, found.n) == (2, 3, 4)
    assert [j.matter == "matter:1" for j in moved] == [False, True, False, True]
    assert [(c.source, c.target) for c in meant if isinstance(c, DutyChange)] == [("A", "B")]
    assert sum(isinstance(c, LimitChange) for c in meant) == 2


def test_the_unit_of_the_most_specific_area_counts():
    duties = (PartDuty(area="100000", unit="A"), PartDuty(area="110000", unit="B"))
    part = Part(name="x", words=("x",), duties=duties)
    assert unit_at(part, ("100000", "110000")) == "B"
    assert unit_at(part, ("100000", "120000")) == "A"
    assert unit_at(part, ("200000",)) is None
