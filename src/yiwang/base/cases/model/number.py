"""Case numbers 案件编号: what they carry, how they are checked.

A number has 23 digits: area 6 (GB/T 2260) + source 2 + local date 8 + serial 6 + check digit 1. The check
digit is ISO/IEC 7064 MOD 11,10: it finds every single wrong digit and nearly every swap of neighbours, and
is a digit itself, so that a number can be told over the telephone.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from yiwang.base.cases.errors import InvalidNumberError

AREA_DIGITS = 6
SOURCE_DIGITS = 2
SERIAL_DIGITS = 6
LENGTH = 23
#: The last serial of one area, source and day.
LAST_SERIAL = 10**SERIAL_DIGITS - 1


class NumberKey(msgspec.Struct, frozen=True, order=True):
    """What serials are counted by: a 6-digit area, a 2-digit source, a local day."""

    area: str
    source: str
    day: date

    def __post_init__(self) -> None:
        if not _digits(self.area, AREA_DIGITS) or not _digits(self.source, SOURCE_DIGITS):
            raise InvalidNumberError(
                number=f"{self.area}-{self.source}",
                why_zh="区域须为6位数字，来源须为2位数字",
                why_en="the area has 6 digits and the source 2",
            )

    @property
    def prefix(self) -> str:
        """Return the 16 digits that all numbers of this key begin with."""
        return f"{self.area}{self.source}{self.day:%Y%m%d}"


class Parts(msgspec.Struct, frozen=True):
    """A number taken apart."""

    key: NumberKey
    serial: int


def _digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()


def check_digit(digits: str) -> int:
    """Return the ISO/IEC 7064 MOD 11,10 check digit of ``digits``."""
    product = 10
    for digit in digits:
        product = (product + int(digit)) % 10 or 10
        product = product * 2 % 11
    return (11 - product) % 10


def make(key: NumberKey, serial: int) -> str:
    """Return the number of ``serial`` (1 to 999,999) under ``key``."""
    if not 0 < serial <= LAST_SERIAL:
        raise InvalidNumberError(number=key.prefix, why_zh="流水号越界", why_en="serial out of range")
    body = f"{key.prefix}{serial:0{SERIAL_DIGITS}d}"
    return f"{body}{check_digit(body)}"


def check(number: str, *, field: str | None = "number") -> Parts:
    """Return what ``number`` carries, or raise ``invalid_number`` saying what is wrong with it."""
    if not _digits(number, LENGTH):
        raise InvalidNumberError(
            field=field,
            number=number[:40],
            why_zh=f"应为 {LENGTH} 位数字",
            why_en=f"a number has {LENGTH} digits",
        )
    if check_digit(number[:-1]) != int(number[-1]):
        raise InvalidNumberError(
            field=field,
            number=number,
            why_zh="校验位不符，请核对是否抄错",
            why_en="the check digit is wrong; look for a mistyped digit",
        )
    serial = int(number[16:22])
    try:
        day = datetime.strptime(number[8:16], "%Y%m%d").date()  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        day = None
    if day is None or serial == 0:
        raise InvalidNumberError(
            field=field, number=number, why_zh="日期或流水号无效", why_en="the date or serial is not valid"
        )
    return Parts(NumberKey(number[:6], number[6:8], day), serial)


def is_number(text: str) -> bool:
    """Tell whether ``text`` is a well-formed number."""
    try:
        check(text)
    except InvalidNumberError:
        return False
    return True
