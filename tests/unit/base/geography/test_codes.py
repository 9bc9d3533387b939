"""What a code says about level and parent."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.geography.model.areas import Area
from yiwang.base.geography.model.codes import DIGITS, LEVELS, RANK, code_fits, level_of, parent_of
from yiwang.base.geography.model.drafts import AreaDraft, settle

digits = st.text("0123456789", min_size=3, max_size=3)


@st.composite
def lineages(draw):
    """A city and one area of each level below it, by their codes."""
    city = draw(st.integers(1000, 9999))
    district = f"{city}{draw(st.integers(1, 99)):02d}"
    street = district + draw(digits)
    community = street + draw(digits)
    return [f"{city}00", district, street, community, community + draw(digits)]


@given(lineages())
def test_level_and_parent_follow_from_the_code(lineage):
    for level, code in zip(LEVELS, lineage, strict=True):
        assert level_of(code) == level
        assert code_fits(code, level)
    for upper, lower in itertools.pairwise(lineage):
        assert parent_of(lower, level_of(lower), lineage) == upper


@given(lineages(), st.sets(st.integers(1, 3)))
def test_a_missing_level_is_stepped_over(lineage, gone):
    left = [code for i, code in enumerate(lineage) if i not in gone]
    settled, problems = settle([AreaDraft(code=c, name=c) for c in left], {})
    assert not problems
    assert [d.parent for d in settled] == [None, *left[:-1]]


@given(st.lists(lineages(), min_size=1, max_size=5), st.randoms())
def test_any_order_of_rows_settles_into_a_forest_without_cycles(families, random):
    codes = list(dict.fromkeys(code for family in families for code in family))
    random.shuffle(codes)
    settled, problems = settle([AreaDraft(code=c, name="x") for c in codes], {})
    assert not problems
    by_code = {d.code: d for d in settled}
    for draft in settled:
        if draft.parent is not None:
            assert RANK[by_code[draft.parent].level] < RANK[draft.level]


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_codes(text):
    level = level_of(text)
    assert level is None or len(text) == DIGITS[level]


def problems_of(*drafts, known=()):
    return settle(drafts, {a.code: a for a in known})[1]


CITY = Area(code="430100", name="市", level="city")


@pytest.mark.parametrize(
    ("draft", "column"),
    [
        (AreaDraft(code="43010", name="x"), "编码"),
        (AreaDraft(code="４３０１０２", name="x"), "编码"),
        (AreaDraft(code="430102", name=""), "名称"),
        (AreaDraft(code="430102", name="x", grade="D"), "等级"),
        (AreaDraft(code="430102", name="x", level="province"), "级别"),
        (AreaDraft(code="430102", name="x", level="street"), "编码"),
        (AreaDraft(code="430102", name="x", parent="430199"), "上级编码"),
        (AreaDraft(code="990102", name="x"), "编码"),
        (AreaDraft(code="430102001", name="x", parent="430102001"), "上级编码"),
    ],
)
def test_each_fault_is_told_with_its_row_and_column(draft, column):
    import msgspec

    found = problems_of(msgspec.structs.replace(draft, row=7), known=[CITY])
    assert [(p.row, p.column) for p in found] == [(7, column)]
    assert found[0].zh
    assert found[0].en


def test_an_explicit_parent_may_break_with_the_prefix_but_not_with_the_levels():
    zone = AreaDraft(code="430171", name="开发区", level="district", parent="430100")
    street = AreaDraft(code="430102009", name="划归开发区的街道", parent="430171")
    assert not problems_of(zone, street, known=[CITY])
    wrong = AreaDraft(code="430171", name="开发区", level="district", parent="430102009")
    assert problems_of(wrong, street, known=[CITY])


def test_a_code_given_twice_is_told_with_the_first_row():
    twice = [AreaDraft(code="430102", name="x", row=3), AreaDraft(code="430102", name="y", row=9)]
    (problem,) = problems_of(*twice, known=[CITY])
    assert problem.row == 9
    assert "3" in problem.zh
