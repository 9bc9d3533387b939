"""How addresses are written: one form for widths, cases and numerals, with the way back to the text."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import msgspec

#: Longer texts are read to here; nobody says where something is after ten thousand characters.
LONGEST_TEXT: Final = 10_000

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
#: A number in digits or in Chinese numerals; at most what a house may have.
NUMBER: Final = r"(?:[0-9]{1,5}|[零〇○一二三四五六七八九十百千两]{1,7})"
_NUMERAL = re.compile(NUMBER)


class Written(msgspec.Struct, frozen=True):
    """A text in its one form (``text``); ``at[i]`` is where its i-th character stood in the original."""

    text: str
    at: list[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where the stretch ``start:end`` stood in the original text."""
        return self.at[start], self.at[end - 1] + 1


class _Forms(dict[str, str]):
    """The one form of each character, worked out when it is first met; white space has none."""

    def __missing__(self, char: str) -> str:
        form = unicodedata.normalize("NFKC", char).lower()
        form = "。" if char in "\n\r" else "".join(form.split())
        if len(self) < 1 << 16:
            self[char] = form
        return form


_FORMS = _Forms({"號": "号", "樓": "楼", "棟": "栋", "衖": "弄"})


def written(text: str) -> Written:
    """Return ``text`` in its one form: half width, lower case, without white space; never raises."""
    forms: list[str] = []
    at: list[int] = []
    for place, char in enumerate(text[:LONGEST_TEXT]):
        form = _FORMS[char]
        forms.append(form)
        if len(form) == 1:
            at.append(place)
        else:
            at.extend([place] * len(form))
    return Written("".join(forms), at)


def number_of(numeral: str) -> int | None:
    """Return the number that ``120``, ``一百二十``, ``一二〇`` or ``百二十`` mean; ``None`` if it is none."""
    if not _NUMERAL.fullmatch(numeral):
        return None
    if numeral[0] <= "9":
        return int(numeral)
    if not any(char in _UNITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    total, digit = 0, None
    least = 10_000
    for char in numeral:
        if char in _UNITS:
            if _UNITS[char] >= least:
                return None
            least = _UNITS[char]
            total += (1 if digit is None else digit) * least
            digit = None
        elif char in "零〇○":
            digit = None
        else:
            digit = _DIGITS[char]
    return total + (digit or 0)
