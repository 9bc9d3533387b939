"""Personal data are found by form and checksum, and never get through."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.base.language.model.normal import normalise
from yiwang.base.language.model.personal import (
    _CODE_SIGNS,
    _WEIGHTS,
    is_card_number,
    is_citizen_number,
    is_credit_code,
    mask,
)


def citizen(area: str, born: str, order: str) -> str:
    head = area + born + order
    return head + "10X98765432"[sum(int(d) * w for d, w in zip(head, _WEIGHTS, strict=True)) % 11]


def credit(head: str) -> str:
    total = sum(_CODE_SIGNS.index(c) * pow(3, i, 31) for i, c in enumerate(head))
    return head + _CODE_SIGNS[(31 - total % 31) % 31]


def card(head: str) -> str:
    return next(head + str(d) for d in range(10) if is_card_number(head + str(d)))


def test_checksums():
    assert is_citizen_number("11010519491231002X")  # the example of GB 11643
    assert not is_citizen_number("110105194912310021")
    assert is_credit_code(credit("91350100M000100Y4"))
    assert not is_credit_code("91350100M000100Y4I")
    assert is_card_number("4111111111111111")
    assert not is_card_number("4111111111111112")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("身份证11010519491231002X号", "id_card"),
        ("身份证110105194912310021", "id_card"),  # mistyped at the end, still a person's
        ("旧证110105491231002", "id_card"),
        ("代码" + credit("91350100M000100Y4"), "credit_code"),
        ("卡号4111 1111 1111 1111", "bank_card"),
        ("电话13812345678", "mobile"),
        ("电话+86 138-1234-5678", "mobile"),
        ("电话１３８１２３４５６７８", "mobile"),
        ("座机0731-88665566", "landline"),
        ("(010) 62345678", "landline"),
        ("电话88665566", "landline"),
        ("粤B·12345的车", "plate"),
        ("湘AD12345", "plate"),
        ("写信zhang.san@mail.example.com", "email"),
        ("护照号E12345678", "passport"),
        ("我叫王小明，住这里", "name"),
        ("联系人：李雷 电话", "name"),
    ],
)
def test_kinds(text, kind):
    masked, found = mask(normalise(text))
    assert [p.kind for p in found] == [kind]
    assert "*" in masked
    again, more = mask(masked)
    assert (again, more) == (masked, ()) or kind == "name"


@pytest.mark.parametrize(
    "text",
    [
        "工单202611210001234",
        "12345热线",
        "电话12345",
        "3000元",
        "2026-11-21 21:30:00",
        "我叫了三次",
        "京A级景区",
        "订单号6222021234567890",
    ],
)
def test_what_is_no_personal_data_stays(text):
    assert mask(normalise(text)) == (normalise(text), ())


DIGITS = "0123456789"
SECRETS = st.one_of(
    st.builds(
        citizen,
        st.text(DIGITS, min_size=5, max_size=5).map(lambda t: "1" + t),
        st.dates().filter(lambda d: 1900 <= d.year < 2030).map(lambda d: f"{d:%Y%m%d}"),
        st.text(DIGITS, min_size=3, max_size=3),
    ),
    st.builds(lambda a, b: f"1{a}{b}", st.sampled_from("3456789"), st.text(DIGITS, min_size=9, max_size=9)),
    st.builds(lambda t: card("62" + t), st.text(DIGITS, min_size=13, max_size=16)),
    st.builds(
        lambda t: credit("91" + t), st.text(DIGITS, min_size=6, max_size=6).map(lambda t: t + "MA1234567")
    ),
)
WIDE = str.maketrans(DIGITS, "０１２３４５６７８９")
AROUND = st.text(st.sampled_from("我的电话是，。 路号请\n联系A-"), max_size=8)


@settings(max_examples=400)
@given(SECRETS, AROUND, AROUND, st.sampled_from(["plain", "wide", "spaced"]))
def test_no_secret_gets_through(secret, before, after, way):
    written = {
        "plain": secret,
        "wide": secret.translate(WIDE),
        "spaced": " ".join(re.findall(".{1,4}", secret)),
    }[way]
    if way == "spaced" and not secret[:-1].isdigit():
        written = secret  # only numbers are written in groups
    masked, found = mask(normalise(f"{before.rstrip('A-')}。{written}。{after}"))
    assert found
    bare = re.sub(r"[\s\-]", "", masked)
    assert secret not in bare
    assert len(secret) - bare.count("*") <= 7  # what is left of it identifies nobody


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_masking_is_total(text):
    masked, found = mask(normalise(text))
    assert bool(found) or masked == normalise(text)
