"""Kinds, targets and keys of notices; numbers and pauses of text messages."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.notify.model import catalogue
from yiwang.base.notify.model.notice import NoticeDraft, Target, audiences, is_for
from yiwang.base.notify.model.sms import PAUSES, clean_number, pause_after
from yiwang.kernel.actor import Actor

PERSON = uuid4()
KIND = catalogue.register("test.unit", level="warn", zh="案件 {number} {zh}", en="Case {number}")

TARGETS = st.one_of(
    st.builds(
        Target, unit=st.sampled_from(["U", "V", "U:x"]), role=st.sampled_from([None, "handler", "verifier"])
    ),
    st.builds(
        Target,
        role=st.sampled_from(["dispatcher", "supervisor"]),
        path=st.sampled_from([(), ("9",), ("9", "91")]),
    ),
    st.builds(Target, person=st.sampled_from([PERSON, UUID(int=1)])),
)
TEXTS = st.sampled_from(["", "a", "b", "a b", "ab", "1"])


def draft(target, kind="test.unit", subject="1", period="p"):
    return NoticeDraft(target=target, kind=kind, subject=subject, period=period, params={})


@given(
    one=st.tuples(TARGETS, TEXTS, TEXTS, TEXTS),
    other=st.tuples(TARGETS, TEXTS, TEXTS, TEXTS),
)
def test_notices_are_the_same_by_target_kind_subject_and_period_only(one, other):
    same = (one[0].audience, one[0].within, *one[1:]) == (other[0].audience, other[0].within, *other[1:])
    assert (draft(*one).key == draft(*other).key) is same


@pytest.mark.parametrize("wrong", [{}, {"unit": "U", "person": PERSON}, {"path": ("9",)}])
def test_a_target_is_one_of_unit_person_and_role(wrong):
    with pytest.raises(ValueError, match="unit, a person or a role"):
        Target(**wrong)


@pytest.mark.parametrize(
    ("target", "who", "reads"),
    [
        (Target(unit="U", role="handler"), Actor("a", frozenset({"handler"}), unit="U"), True),
        (Target(unit="U", role="handler"), Actor("a", frozenset({"leader"}), unit="U"), False),
        (Target(unit="U", role="handler"), Actor("a", frozenset({"handler"}), unit="V"), False),
        (Target(unit="U", role="handler"), Actor("a", frozenset({"handler"})), False),
        (Target(unit="U"), Actor("a", frozenset({"leader"}), unit="U"), True),
        (Target(person=PERSON), Actor("a", frozenset({"handler"}), person=PERSON), True),
        (Target(person=PERSON), Actor("a", frozenset({"handler"}), person=UUID(int=1)), False),
        (Target(role="dispatcher", path=("9", "91")), Actor("a", frozenset({"dispatcher"})), True),
        (Target(role="dispatcher", path=("9", "91")), Actor("a", frozenset({"dispatcher"}), area="91"), True),
        (
            Target(role="dispatcher", path=("9", "91")),
            Actor("a", frozenset({"dispatcher"}), area="92"),
            False,
        ),
        (Target(role="dispatcher"), Actor("a", frozenset({"dispatcher"}), area="92"), True),
        (Target(role="dispatcher"), Actor("a", frozenset({"handler"})), False),
    ],
)
def test_who_reads_a_notice(target, who, reads):
    assert is_for(who, target.audience, target.within, target.path) is reads


def test_everybody_reads_by_roles_unit_and_person():
    who = Actor("a", frozenset({"leader", "assessor"}), person=PERSON, unit="U")
    assert audiences(who) == ["role:assessor", "role:leader", "unit:U", f"person:{PERSON}"]


def test_a_kind_is_registered_in_one_wording():
    assert catalogue.register("test.unit", level="warn", zh=KIND.zh, en=KIND.en) is not None
    with pytest.raises(ValueError, match="twice"):
        catalogue.register("test.unit", level="info", zh="别的", en="other")
    with pytest.raises(ValueError, match="unknown level"):
        catalogue.register("test.loud", level="shout", zh="一", en="one")


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"number": "1"},
        {"number": "1", "zh": "x" * 81},
        {"number": "1", "zh": "a\nb"},
        {"number": "1", "zh": "b", "c": "d"},
    ],
)
def test_parameters_are_short_and_exactly_those_of_the_template(params):
    with pytest.raises(ValueError, match=r"test\.unit"):
        KIND.check(params)


def test_parameters_are_never_read_as_templates():
    assert KIND.render({"number": "{zh}", "zh": "{number.__class__}"})["zh"] == "案件 {zh} {number.__class__}"


def test_a_kind_that_is_gone_and_a_parameter_that_is_new_still_show():
    assert catalogue.words("test.gone", {}) == {"zh": "test.gone", "en": "test.gone"}
    assert KIND.render({"number": "7"})["zh"] == "案件 7 "


@pytest.mark.parametrize(
    ("given_number", "kept"),
    [
        ("138 1234-5678", "13812345678"),
        ("+86 (138) 1234.5678", "+8613812345678"),
        ("12345", "12345"),
        ("1234", None),
        ("不便透露", None),
        ("13812345678转8", None),
        ("\uff11\uff13\uff18 12345678", "13812345678"),
        ("", None),
        ("1" * 16, None),
    ],
)
def test_numbers_that_can_be_sent_to(given_number, kept):
    assert clean_number(given_number) == kept


def test_refused_messages_wait_longer_each_time_and_then_fail():
    pauses = [pause_after(n) for n in range(1, len(PAUSES) + 1)]
    assert pauses == sorted(pauses)
    assert pause_after(len(PAUSES) + 1) is None
