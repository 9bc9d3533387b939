"""Text from outside: what is accepted, what is refused, what is made uniform."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from yiwang.kernel.errors import InvalidInputError

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def clean_text(value: str, *, field: str, longest: int, required: bool = False) -> str:
    """Return ``value`` stripped and free of invisible controls, or raise ``invalid_input``.

    NUL bytes and lone surrogates are refused, because PostgreSQL cannot store them and silently
    dropping them would change what a citizen wrote. Rare characters (生僻字) and emoji are kept as
    they are: no normal form is forced on names, only on the length count.
    """
    if "\x00" in value:
        raise InvalidInputError(field=field, why_zh="含有空字符（NUL）", why_en="contains a NUL character")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InvalidInputError(
            field=field, why_zh="含有无法存储的残缺字符", why_en="contains a lone surrogate"
        ) from None
    cleaned = _BIDI.sub("", _CONTROL.sub("", value)).strip()
    if required and not cleaned:
        raise InvalidInputError(field=field, why_zh="不能为空", why_en="must not be empty")
    if len(cleaned) > longest:
        raise InvalidInputError(
            field=field, why_zh=f"最多 {longest} 个字符", why_en=f"at most {longest} characters"
        )
    return cleaned


def fold(value: str) -> str:
    """Return a form for comparing and searching: NFKC (全角→半角), lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", value).lower().split())


def mask_name(name: str) -> str:
    """Return a masked personal name: the first character, then stars (王**)."""
    return name[:1] + "*" * max(1, len(name) - 1) if name else ""


def mask_phone(phone: str) -> str:
    """Return a masked number: first three and last four characters of long ones (138****1234)."""
    if len(phone) >= 11:  # noqa: PLR2004 - mainland mobile numbers have eleven digits
        return f"{phone[:3]}****{phone[-4:]}"
    return "*" * max(0, len(phone) - 2) + phone[-2:]


#: So much of a text is looked at for the words of parts.
_TOLD = 5000


def part_of(text: str, words: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the part of whose ``words`` the text has most; ``None`` for none, or for a tie.

    What fits no part stays with the matter: a wrong part sends a case to a wrong unit.

    >>> part_of("工地夜间施工噪音大", [["施工", "工地"], ["广场舞", "音响"]])
    0
    >>> part_of("施工队放音响", [["施工"], ["音响"]]) is None
    True
    """
    folded = fold(text[:_TOLD])
    hits = [len({word for word in map(fold, some) if word in folded}) for some in words]
    best = max(hits, default=0)
    return hits.index(best) if best and hits.count(best) == 1 else None
