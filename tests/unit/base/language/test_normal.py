"""Any text has one plain form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.base.language.model.normal import LONGEST_BYTES, bounded, normalise

NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(list("&<>;#/ab12＜＞＆０１①٣²½﹤﹠&\u200b\u202e\u0301\n\r\t 　😀👨‍👩‍👧lampgtq")),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("１３８①②", "13812"),
        ("ＡＢＣ　ｄ", "ABC d"),
        ("<p>路灯<br/>不亮</p>", "路灯 不亮"),
        ("5&nbsp;&lt;&nbsp;6 &amp;c", "5 ＜ 6 ＆c"),
        ("&#49;&#x33;8", "138"),
        ("跳\u200b楼\u202e", "跳楼"),
        ("路灯😀不亮", "路灯 不亮"),
        ("一\r\n\r\n  二", "一\n二"),
        ("，。！？：“”", "，。！？：“”"),
        ("٠١٢ 𝟏𝟑𝟖", "012 138"),
        ("\ud800坏", "坏"),
        ("", ""),
    ],
)
def test_plain_forms(written, plain):
    assert normalise(written) == plain


@settings(max_examples=400)
@given(NASTY)
def test_the_plain_form_of_a_plain_form_is_itself(text):
    once = normalise(text)
    assert normalise(once) == once
    assert not any(ord(c) < 32 and c != "\n" for c in once)


@pytest.mark.parametrize(
    "text", ["&amp;" * 2000 + "lt;", "<a" * 5000, "&#38;" * 3000 + "#38;", "<" * 9000 + ">" * 9000]
)
def test_nested_remnants_end(text):
    once = normalise(text)
    assert normalise(once) == once


def test_a_text_is_bounded_by_bytes():
    assert bounded("短") == ("短", False)
    cut, is_cut = bounded("长" * 400_000)
    assert is_cut
    assert len(cut.encode()) <= LONGEST_BYTES
    assert bounded("长" * 333_333)[1] is False
