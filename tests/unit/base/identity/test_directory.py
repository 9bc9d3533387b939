"""The directory, its codes and what is wrong with drafts."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.identity.model.accounts import combined, password_fault
from yiwang.base.identity.model.directory import (
    Directory,
    Person,
    Post,
    Unit,
    credit_code_digit,
    credit_code_is_wrong,
)
from yiwang.base.identity.model.drafts import (
    PersonDraft,
    PostDraft,
    UnitDraft,
    check_persons,
    check_posts,
    check_units,
)

# Published codes of well-known bodies: 阿里巴巴(中国)有限公司, 华为技术有限公司, 腾讯科技(深圳)有限公司
REAL = ["91330100799655058B", "914403001922038216", "9144030071526726XG"]


@pytest.mark.parametrize("code", REAL)
def test_published_credit_codes_are_right(code):
    assert not credit_code_is_wrong(code)


alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(st.text(alphabet, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(alphabet))
def test_any_single_changed_character_is_noticed(first, at, other):
    code = first + credit_code_digit(first)
    assert not credit_code_is_wrong(code)
    changed = first[:at] + other + first[at + 1 :] + code[17]
    assert credit_code_is_wrong(changed) == (changed != code)


def test_a_code_of_another_form_is_nobodys_credit_code():
    assert not credit_code_is_wrong("street-maintenance")
    assert not credit_code_is_wrong("12")
    assert credit_code_is_wrong("I" * 18)


links = st.lists(
    st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=10, unique_by=lambda v: v[0]
)


@given(links)
def test_every_cycle_and_no_tree_is_refused(pairs):
    drafts = [UnitDraft(code=f"U{a}", name="x", parent=None if b is None else f"U{b}") for a, b in pairs]
    parents = {d.code: d.parent for d in drafts}

    def cyclic(code):
        seen = []
        while code is not None and code not in seen:
            seen.append(code)
            code = parents.get(code)
        return code is not None and code == seen[0]

    told = {p.zh.split("：")[1].split(" → ")[0] for p in check_units(drafts, {}, ()) if "成环" in p.zh}
    assert told == {code for code in parents if cyclic(code)}


@given(links)
def test_walks_end_even_in_a_broken_tree(pairs):
    units = [Unit(code=f"U{a}", name="x", parent=None if b is None else f"U{b}") for a, b in pairs]
    directory = Directory(units, [], [])
    for unit in units:
        assert unit.code in directory.subtree(unit.code)
        assert directory.path(unit.code)[-1] == unit.code


def test_directory_answers():
    units = [
        Unit(code="A", name="甲", area="990100"),
        Unit(code="B", name="乙", parent="A"),
        Unit(code="C", name="丙", parent="B"),
    ]
    post = Post(code="B-1", name="岗", unit="B", duty="事")
    person = Person(id=UUID(int=1), code="P1", name="王", unit="B", posts=("B-1",))
    directory = Directory(units, [post], [person])
    assert directory.subtree("A") == {"A", "B", "C"}
    assert directory.subtree("?") == frozenset()
    assert directory.path("C") == ("A", "B", "C")
    assert [u.code for u in directory.units_in("990100")] == ["A"]
    assert directory.units_in("990102") == ()
    assert directory.person(UUID(int=1)) == directory.person("P1") == person
    assert directory.person("?") is None
    assert directory.holders("B-1") == directory.staff("B") == (person,)
    assert directory.posts("B") == [post]
    assert directory.children(None) == ("A",)


def columns(problems):
    return [(p.sheet, p.row, p.column) for p in problems]


@pytest.mark.parametrize(
    ("draft", "column"),
    [
        (UnitDraft(code="", name="x", row=2), "编码"),
        (UnitDraft(code="a b", name="x", row=2), "编码"),
        (UnitDraft(code="914403001922038210", name="x", row=2), "编码"),
        (UnitDraft(code="A", name="", row=2), "名称"),
        (UnitDraft(code="A", name="x", kind="circus", row=2), "类型"),
        (UnitDraft(code="A", name="x", parent="B", row=2), "上级编码"),
        (UnitDraft(code="A", name="x", parent="A", row=2), "上级编码"),
        (UnitDraft(code="A", name="x", area="990199", row=2), "区域编码"),
    ],
)
def test_faults_of_units_are_told_by_row_and_column(draft, column):
    assert columns(check_units([draft], {}, {"990100"})) == [("单位", 2, column)]


def test_faults_of_posts_and_persons():
    posts = [
        PostDraft(code="A", name="", unit="X", roles=("king",), row=5),
        PostDraft(code="A", name="x", unit="U", row=6),
    ]
    assert columns(check_posts(posts, {"U"})) == [
        ("岗位", 6, "编码"),
        ("岗位", 5, "名称"),
        ("岗位", 5, "单位编码"),
        ("岗位", 5, "角色"),
    ]
    persons = [PersonDraft(code="P/1", name="", unit="X", posts=("Q",), row=3)]
    assert columns(check_persons(persons, {"U"}, ())) == [
        ("人员", 3, "工号"),
        ("人员", 3, "姓名"),
        ("人员", 3, "单位编码"),
        ("人员", 3, "岗位编码"),
    ]


@given(st.sets(st.sampled_from(["agent", "admin", "security", "auditor", "leader"])))
def test_separation_is_about_exactly_the_three(roles):
    held = roles & {"admin", "security", "auditor"}
    assert bool(combined(roles)) == (len(held) > 1)


@given(st.text(max_size=30))
def test_password_rules_never_fail_on_any_text(password):
    fault = password_fault(password, "zhang")
    if fault is None:
        assert 10 <= len(password) <= 128
        assert "zhang" not in password.lower()
