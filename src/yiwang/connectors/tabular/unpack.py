"""Compressed files, read with limits so that a small file cannot fill memory or disk."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from yiwang.connectors.tabular.errors import FileRefusedError, FileTooLargeError

MIB: Final = 1 << 20
#: A table of text shrinks 5 to 40 times; more than this, past the first 64 MiB, is a bomb.
GZIP_RATIO: Final = 200
GZIP_FREE: Final = 64 * MIB
GZIP_MOST: Final = 16 * 1024 * MIB

#: A workbook is read with its shared texts in memory, so its unpacked size is limited.
WORKBOOK_MOST: Final = 2 * 1024 * MIB
WORKBOOK_SHARED: Final = 256 * MIB
WORKBOOK_RATIO: Final = 300
WORKBOOK_FREE: Final = 32 * MIB
WORKBOOK_PARTS: Final = 5_000


class LimitedGzip(io.RawIOBase):
    """The unpacked bytes of a gzip file; reading past the limits raises ``file_too_large``."""

    def __init__(self, path: Path) -> None:
        self._packed: BinaryIO = path.open("rb")
        self._plain = gzip.GzipFile(fileobj=self._packed, mode="rb")
        self._out = 0

    def readable(self) -> bool:
        """Tell that this stream can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer`` with unpacked bytes; raises ``file_refused`` when the file is damaged."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            data = self._plain.read1(len(view))
        except (EOFError, OSError, zlib.error) as error:
            raise FileRefusedError(
                field="file", why_zh="gzip 数据不完整或已损坏", why_en="the gzip data are cut off or damaged"
            ) from error
        self._out += len(data)
        if self._out > GZIP_MOST or self._out > max(GZIP_FREE, GZIP_RATIO * self._packed.tell()):
            raise FileTooLargeError(
                field="file",
                why_zh="解压后的内容与压缩文件的大小不成比例",
                why_en="it unpacks to far more than its size",
            )
        view[: len(data)] = data
        return len(data)

    def packed_position(self) -> int:
        """Return how many compressed bytes have been read."""
        return 0 if self._packed.closed else self._packed.tell()

    def close(self) -> None:
        """Close the file."""
        self._plain.close()
        self._packed.close()
        super().close()


def check_workbook(path: Path) -> None:
    """Refuse a workbook that is damaged, encrypted or unpacks to more than the limits allow.

    The sizes are those the archive declares; :mod:`zipfile` never reads more than what is declared.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileRefusedError(
            field="file", why_zh="不是有效的 XLSX 工作簿", why_en="it is not a valid XLSX workbook"
        ) from error
    total = sum(p.file_size for p in parts)
    shared = sum(p.file_size for p in parts if "sharedstrings" in p.filename.lower())
    packed = max(path.stat().st_size, 1)
    if (
        len(parts) > WORKBOOK_PARTS
        or total > WORKBOOK_MOST
        or shared > WORKBOOK_SHARED
        or total > max(WORKBOOK_FREE, WORKBOOK_RATIO * packed)
    ):
        raise FileTooLargeError(
            field="file",
            why_zh=f"工作簿解压后有 {total // MIB} MB（其中共享文本 {shared // MIB} MB），请改用 CSV",
            why_en=f"the workbook unpacks to {total // MIB} MB ({shared // MIB} MB of shared texts); use CSV",
        )


def open_plain(path: Path) -> tuple[io.BufferedReader, Callable[[], int]]:
    """Open a text file, unpacking gzip by its content; also return how to ask for the bytes read."""
    with path.open("rb") as probe:
        packed = probe.read(2) == b"\x1f\x8b"
    if packed:
        raw = LimitedGzip(path)
        return io.BufferedReader(raw, MIB), raw.packed_position
    plain = io.FileIO(path)
    return io.BufferedReader(plain, MIB), lambda: 0 if plain.closed else plain.tell()
