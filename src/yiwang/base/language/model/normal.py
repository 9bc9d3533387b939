"""One plain form of any text: half width, no remnants of web pages, no invisible characters, bounded.

Chinese punctuation stays as people wrote it. Characters that look like digits or letters become them, so
that a telephone number in circled or full-width digits is found like any other.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

#: No more of a text is read: bytes of UTF-8.
LONGEST_BYTES = 1_000_000
#: Characters that are left as they are. What is wide and means a bracket or an ampersand stays wide, so that
#: a text made plain holds no tag and no entity that a second pass could find.
_ODD = re.compile(r"[^\x20-\x7e\n\u4e00-\u9fff\u3400-\u4dbf，。！？；：（）、…—“”‘’《》【】「」·＜＞＆]+")
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_OPEN_ENTITY = re.compile(r"&(?=(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});)")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,300}>")
_OPEN_TAG = re.compile(r"<(?=/?[a-zA-Z!])")
_BLANKS = re.compile(r" {2,}")
_LINES = re.compile(r" *\n[ \n]*")
_NAMED = {
    "nbsp": " ", "amp": "＆", "lt": "＜", "gt": "＞", "quot": "“", "apos": "‘", "ldquo": "“", "rdquo": "”",
    "lsquo": "‘", "rsquo": "’", "hellip": "…", "mdash": "—", "middot": "·", "ensp": " ", "emsp": " ",
}  # fmt: skip
_PASSES = 3
_WIDE = {"&": "＆", "<": "＜", ">": "＞"}


@cache
def _plain(char: str) -> str:
    """Return what one odd character becomes; a symbol without words is a blank."""
    kind = unicodedata.category(char)
    if kind in {"Cc", "Zs", "Zl", "Zp"}:
        return "\n" if char in "\r\n\u2028\u2029" else " "
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if kind[0] in "CM":
        return ""
    shown = unicodedata.normalize("NFKC", char)
    if kind in {"So", "Sk"} and not (shown != char and shown.isalnum()):
        return " "  # emoji, box drawings; circled letters and the like do have a plain form
    return char if shown == char else "".join(_plain(c) if _ODD.match(c) else c for c in shown)


def _run(match: re.Match[str]) -> str:
    return "".join(map(_plain, match[0]))


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if name[0] != "#":
        return _NAMED.get(name, " ")
    code = int(f"0{name[1:]}", 16) if name[1] in "xX" else int(name[1:])
    char = chr(code) if 0 < code <= sys.maxunicode else " "
    return _WIDE.get(char) or _ODD.sub(_run, char)


def bounded(text: str) -> tuple[str, bool]:
    """Return at most :data:`LONGEST_BYTES` of ``text``, and whether something was left out."""
    if len(text) * 4 <= LONGEST_BYTES:
        return text, False
    encoded = text.encode("utf-8", "ignore")
    if len(encoded) <= LONGEST_BYTES:
        return text, False
    return encoded[:LONGEST_BYTES].decode("utf-8", "ignore"), True


def normalise(text: str) -> str:
    """Return the plain form of ``text``; the plain form of that is itself."""
    if _ODD.search(text) is not None:
        text = _ODD.sub(_run, text)
    if "&" in text:
        for _ in range(_PASSES):
            text, found = _ENTITY.subn(_entity, text)
            if not found:
                break
        text = _OPEN_ENTITY.sub("＆", text)
    if "<" in text:
        for _ in range(_PASSES):
            text, found = _TAG.subn(" ", text)
            if not found:
                break
        text = _OPEN_TAG.sub("＜", text)
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    if "\n" in text:
        text = _LINES.sub("\n", text)
    return text.strip(" \n")
