"""Which character encoding and which delimiter a text file has."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from yiwang.connectors.tabular.errors import FileRefusedError

BLOCK: Final = 1 << 20
#: How much of a file is looked at before its encoding is decided.
LOOKED_AT: Final = 256 * BLOCK
#: How many bytes of lines with other than ASCII characters decide.
ENOUGH: Final = 256 * 1024

#: Names people write in a mapping file → names Python knows.
DECLARED: Final = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "utf-8-sig": "utf-8-sig",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "latin-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-1": "latin-1",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "big5": "big5hkscs",
}

DELIMITERS: Final = (",", "\t", ";", "|")

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOSTLY: Final = 0.9
_COMMON: Final = 0.6


def declared(name: str) -> str:
    """Return Python's name of an encoding declared by people; ``KeyError`` if we do not read it."""
    return DECLARED[name.strip().lower().replace("_", "-")]


def detect(blocks: Iterable[bytes]) -> str:
    """Return the encoding of a file from its ``blocks`` (read only as far as needed).

    UTF-8, GB18030 and UTF-16 are recognised; nothing else is ever guessed, because every byte string
    is valid Latin-1 and a wrong guess would store wrong words. Raises ``file_refused`` when unsure.
    """
    source = iter(blocks)
    first = next(source, b"")
    for bom, name in _BOMS:
        if first.startswith(bom):
            return name
    if wide := _utf16(first):
        return wide
    lines = _foreign_lines(first, source)
    if not lines:
        return "utf-8"
    if _share(lines, "utf-8") >= 0.5:  # noqa: PLR2004 - chance never makes half the lines valid UTF-8
        return "utf-8"
    if _share(lines, "gb18030") >= _MOSTLY and _is_common_chinese(lines):
        return "gb18030"
    raise FileRefusedError(
        field="encoding",
        why_zh="既不是 UTF-8 也不是 GB18030 编码；请在映射文件中用 encoding 写明（如 latin-1）",
        why_en="it is neither UTF-8 nor GB18030; name its `encoding` in the mapping file (e.g. latin-1)",
    )


def _utf16(block: bytes) -> str | None:
    sample = block[:4096]
    if len(sample) < 4 or b"\x00" not in sample:  # noqa: PLR2004 - two characters
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # delimiters, digits and line ends are ASCII in every table: one half of each pair is often NUL
    if odd > half * 0.2 and even == 0:
        return "utf-16-le"
    if even > half * 0.2 and odd == 0:
        return "utf-16-be"
    return None


def _foreign_lines(first: bytes, rest: Iterator[bytes]) -> list[bytes]:
    """Return lines that hold other than ASCII bytes, up to :data:`ENOUGH` of them."""
    found: list[bytes] = []
    size = looked = 0
    block: bytes | None = first
    while block and size < ENOUGH and looked < LOOKED_AT:
        looked += len(block)
        if not block.isascii():
            whole = block.split(b"\n")
            # the first and last line may be cut; keep them only when there is nothing else
            for line in whole[1:-1] or whole:
                if not line.isascii():
                    found.append(line)
                    size += len(line)
                    if size >= ENOUGH:
                        break
            if size == 0 or looked == len(first):
                found += [line for line in (whole[0], whole[-1]) if not line.isascii()]
        block = next(rest, None)
    return found


def _share(lines: list[bytes], encoding: str) -> float:
    good = 0
    for line in lines:
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            continue
        good += 1
    return good / len(lines)


def _is_common_chinese(lines: list[bytes]) -> bool:
    """Tell whether most foreign characters, read as GB18030, are everyday ones (GB/T 2312).

    Western text read as GB18030 turns into rare characters; Chinese text does not.
    """
    text = b"\n".join(lines).decode("gb18030", "ignore")
    foreign = [c for c in text if ord(c) > 0x7F]  # noqa: PLR2004 - beyond ASCII
    return bool(foreign) and sum(map(_in_gb2312, foreign)) / len(foreign) >= _COMMON


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the rest of ``stream`` in blocks."""
    while block := stream.read(BLOCK):
        yield block


def sniff_delimiter(sample: str, *, preferred: str | None = None) -> str:
    """Return the delimiter that cuts the first records of ``sample`` into equally many cells.

    ``preferred`` wins when it works at all (a ``.tsv`` file). A table of one column has ``,``.
    """
    best, best_score = preferred or ",", 0.0
    for delimiter in DELIMITERS:
        try:
            records = [r for r in csv.reader(sample.splitlines(keepends=True)[:60], delimiter=delimiter) if r]
        except csv.Error:
            continue
        if not records:
            continue
        width, count = Counter(len(r) for r in records).most_common(1)[0]
        if width < 2 or len(records[0]) < 2:  # noqa: PLR2004 - one cell means: not cut at all
            continue
        score = count / len(records) * 100 + min(width, 50) / 50
        if delimiter == preferred:
            score += 100
        if score > best_score:
            best, best_score = delimiter, score
    return best
