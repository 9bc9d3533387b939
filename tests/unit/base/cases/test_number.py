from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.cases.errors import InvalidNumberError
from yiwang.base.cases.model.number import NumberKey, check, check_digit, is_number, make

keys = st.builds(
    NumberKey,
    area=st.from_regex(r"[0-9]{6}", fullmatch=True),
    source=st.from_regex(r"[0-9]{2}", fullmatch=True),
    day=st.dates(date(1990, 1, 1), date(2190, 12, 31)),
)


def test_check_digit_is_that_of_the_standard():
    # ISO/IEC 7064 gives 0794 -> 5 as its MOD 11,10 example.
    assert check_digit("0794") == 5


@given(keys, st.integers(1, 999_999))
def test_a_number_tells_what_went_into_it(key, serial):
    number = make(key, serial)
    assert len(number) == 23
    parts = check(number)
    assert (parts.key, parts.serial) == (key, serial)


@given(keys, st.integers(1, 999_999), st.integers(0, 22), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(key, serial, where, by):
    number = make(key, serial)
    wrong = number[:where] + str((int(number[where]) + by) % 10) + number[where + 1 :]
    assert not is_number(wrong)


@pytest.mark.parametrize("text", ["", "1", "x" * 23, "１" * 23, "41010201202603100000010" + "0", "\x00" * 23])
def test_other_texts_are_refused_by_name(text):
    with pytest.raises(InvalidNumberError) as caught:
        check(text)
    assert caught.value.field == "number"


@pytest.mark.parametrize("serial", [0, -1, 1_000_000])
def test_serials_out_of_range_are_refused(serial):
    with pytest.raises(InvalidNumberError):
        make(NumberKey("410102", "01", date(2026, 3, 10)), serial)


@pytest.mark.parametrize(("area", "source"), [("4101", "01"), ("410102", "1"), ("41010x", "01")])
def test_a_series_has_digits_only(area, source):
    with pytest.raises(InvalidNumberError):
        NumberKey(area, source, date(2026, 3, 10))
