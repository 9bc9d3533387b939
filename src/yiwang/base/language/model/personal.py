"""Personal data in a text: found by form and checksum, and masked.

Sources of the checks: GB 11643 (citizen's number: ISO 7064 MOD 11-2), GB 32100 (unified social credit code:
MOD 31), ISO/IEC 7812 (bank cards: Luhn). Names are masked only where the text itself says that a name
follows. Digits may be parted by single blanks or hyphens.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from yiwang.base.language.model.records import Personal
from yiwang.kernel.text import mask_name, mask_phone
from yiwang.kernel.worktime import Words

NAMES: dict[str, Words] = {
    "id_card": Words("身份证号", "identity card"),
    "credit_code": Words("统一社会信用代码", "unified social credit code"),
    "bank_card": Words("银行卡号", "bank card"),
    "mobile": Words("手机号", "mobile number"),
    "landline": Words("固定电话", "landline"),
    "plate": Words("车牌号", "number plate"),
    "email": Words("电子邮箱", "e-mail"),
    "passport": Words("护照号", "passport"),
    "name": Words("姓名", "name"),
}
_S = r"[ \-]?"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_ID = rf"(?<![0-9A-Za-z])(?:\d{_S}){{17}}[0-9Xx](?![0-9A-Za-z])"
_OLD_ID = r"(?<![0-9A-Za-z])[1-8]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])"
_CODE = r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])"
_CARD = rf"(?<!\d)[2-6](?:{_S}\d){{14,18}}(?!\d)"
_MOBILE = rf"(?<!\d)(?:\+?86{_S})?1{_S}[3-9](?:{_S}\d){{9}}(?!\d)"
_LANDLINE = rf"(?<!\d)\(?0\d{{2,3}}\)?{_S}[2-9]\d{{2,3}}{_S}\d{{4}}(?!\d)"
_LOCAL = r"(?<=电话|座机|致电)[:：是为]?[2-9]\d{6,7}(?!\d)"
_PLATE = (
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·•\-]?"
    r"(?:[A-HJ-NP-Z0-9]{5,6}(?![0-9A-Za-z])|[A-HJ-NP-Z0-9]{4}[挂学警港澳])"
)
_EMAIL = r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
_PASSPORT = r"(?<=护照)(?:号码?)?[:：是为 ]{0,2}[A-Z]{1,2}\d{7,8}(?![0-9A-Za-z])"
_NAME = (
    rf"(?:我叫|名叫|姓名(?:[:：]|是|为)|联系人(?:[:：]|是|为)|投诉人[:：]|反映人[:：]|举报人[:：]) ?"
    rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BORN = re.compile(r"[1-8]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def is_citizen_number(value: str) -> bool:
    """Tell whether 18 characters are a citizen's number: its check character is right."""
    if not re.fullmatch(r"\d{17}[0-9Xx]", value, re.ASCII):
        return False
    total = sum(int(d) * w for d, w in zip(value, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == value[-1].upper()


def is_credit_code(value: str) -> bool:
    """Tell whether 18 characters are a unified social credit code: its check character is right."""
    if len(value) != 18 or any(c not in _CODE_SIGNS for c in value):  # noqa: PLR2004 - by the standard
        return False
    total = sum(_CODE_SIGNS.index(c) * pow(3, i, 31) for i, c in enumerate(value[:17]))
    return _CODE_SIGNS[(31 - total % 31) % 31] == value[17]


def is_card_number(digits: str) -> bool:
    """Tell whether ``digits`` pass the check of bank cards (Luhn)."""
    odd = [int(d) for d in digits[-1::-2]]
    doubled = [d - 9 if d > 9 else d for d in (2 * int(c) for c in digits[-2::-2])]  # noqa: PLR2004 - Luhn
    return (sum(odd) + sum(doubled)) % 10 == 0


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def _citizen(found: str) -> bool:
    # a mistyped check digit does not make a person's number public: area and birthday are enough
    bare = _bare(found)
    return is_citizen_number(bare) or _BORN.match(bare) is not None


def _middle(found: str) -> str:
    return f"{found[:3]}{'*' * max(4, len(found) - 5)}{found[-2:]}"


def _hidden(found: str) -> str:
    bare = _bare(found)
    return f"{bare[:3]}{'*' * (len(bare) - 5)}{bare[-2:]}"


def _phone(found: str) -> str:
    return mask_phone(re.sub(r"\D", "", found)[-11:])


def _mail(found: str) -> str:
    return f"{found[0]}***@{'*' * 3}"


def _named(found: str) -> str:
    cue = max(found.rfind(sign) for sign in "叫:：是为 ") + 1
    return found[:cue] + mask_name(found[cue:])


def _plate(found: str) -> str:
    return f"{found[:2]}****{found[-1]}"


def _passport(found: str) -> str:
    return re.sub(r"[A-Z]{1,2}\d+", "*********", found)


#: kind, pattern, extra check, mask; what comes first wins where two overlap.
_Kind = tuple[str, "re.Pattern[str]", Callable[[str], bool], Callable[[str], str]]
_DIGITS: tuple[_Kind, ...] = (
    ("id_card", re.compile(_ID, re.ASCII), _citizen, _hidden),
    ("credit_code", re.compile(_CODE, re.ASCII), is_credit_code, _hidden),
    ("id_card", re.compile(_OLD_ID, re.ASCII), lambda _: True, _hidden),
    ("bank_card", re.compile(_CARD, re.ASCII), lambda f: is_card_number(_bare(f)), _hidden),
    ("mobile", re.compile(_MOBILE, re.ASCII), lambda _: True, _phone),
    ("landline", re.compile(_LANDLINE, re.ASCII), lambda _: True, _phone),
    ("landline", re.compile(_LOCAL, re.ASCII), lambda _: True, lambda f: "****" + f[-2:]),
    ("passport", re.compile(_PASSPORT), lambda _: True, _passport),
)
_ALWAYS: tuple[_Kind, ...] = (("name", re.compile(_NAME), lambda _: True, _named),)
_PLATES: _Kind = ("plate", re.compile(_PLATE), lambda _: True, _plate)
_MAILS: _Kind = ("email", re.compile(_EMAIL), lambda _: True, _mail)
_ENOUGH = re.compile(r"\d(?:[ \-)]?\d){6}", re.ASCII)
_CAPITAL = re.compile(r"[\u4e00-\u9fff][A-HJ-NP-Z][ ·•\-]?[A-Z0-9]{4}")


def _kinds(text: str) -> Iterator[_Kind]:
    """Yield what can be in ``text`` at all: most texts hold no long number and no address of mail."""
    if "@" in text:
        yield _MAILS
    if _ENOUGH.search(text) is not None:
        yield from _DIGITS
    if _CAPITAL.search(text) is not None:
        yield _PLATES
    yield from _ALWAYS


def mask(text: str) -> tuple[str, tuple[Personal, ...]]:
    """Return ``text`` (made plain before) without personal data, and what kinds it held how often."""
    counts: Counter[str] = Counter()
    for kind, pattern, check, hide in _kinds(text):

        def put(match: re.Match[str], kind: str = kind, check: Callable[[str], bool] = check,
                hide: Callable[[str], str] = hide) -> str:  # fmt: skip
            found = match[0]
            if not check(found):
                return found
            counts[kind] += 1
            return hide(found)

        text = pattern.sub(put, text)
    return text, tuple(Personal(kind, NAMES[kind], n) for kind, n in counts.items())
