"""The door of the file side: any supported file as a :class:`Table`."""

from __future__ import annotations

import contextlib
import itertools
import os
from pathlib import Path
from typing import Final

from yiwang.connectors.tabular.csvfile import fit_rows, open_text, read_rows
from yiwang.connectors.tabular.encoding import blocks, declared, detect, sniff_delimiter
from yiwang.connectors.tabular.errors import FileRefusedError
from yiwang.connectors.tabular.parquet import open_parquet
from yiwang.connectors.tabular.table import MOST_COLUMNS, BadRow, Row, Table, clean_header
from yiwang.connectors.tabular.unpack import open_plain
from yiwang.connectors.tabular.xlsx import open_workbook

_SAMPLE: Final = 64 * 1024
_OLE2: Final = b"\xd0\xcf\x11\xe0"


def open_table(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> Table:
    """Open ``path`` by its content, not by its name, and return its columns and rows.

    CSV and TSV (plain or gzip), XLSX and Parquet. ``encoding`` and ``delimiter`` are detected unless
    given. Raises ``file_refused`` or ``file_too_large``, also while the rows are read.
    """
    try:
        if not path.is_file():
            raise FileRefusedError(
                field="file", why_zh=f"没有文件 {path.name}", why_en=f"there is no file {path.name}"
            )
        with path.open("rb") as probe:
            magic = probe.read(8)
    except (OSError, ValueError) as error:
        raise FileRefusedError(field="file", why_zh="无法打开", why_en="it cannot be opened") from error
    if not magic:
        raise FileRefusedError(field="file", why_zh="文件是空的", why_en="it is empty")
    if magic.startswith(b"PK"):
        return open_workbook(path, sheet)
    if magic.startswith(b"PAR1"):
        return open_parquet(path)
    if magic.startswith(_OLE2):
        raise FileRefusedError(
            field="file",
            why_zh="这是旧版 .xls 或加密的工作簿，请另存为 .xlsx 或 CSV",
            why_en="it is an old .xls or an encrypted workbook; save it as .xlsx or CSV",
        )
    return _open_delimited(path, encoding, delimiter)


def _open_delimited(path: Path, encoding: str | None, delimiter: str | None) -> Table:
    known = declared(encoding) if encoding else _detected(path)
    delimiter = delimiter or _sniffed(path, known)
    stream, position = open_plain(path)
    text = open_text(stream, known)
    size = max(os.stat(path).st_size, 1)  # noqa: PTH116 - one call, no second look-up
    records = read_rows(text, delimiter)
    try:
        columns = _header(next(records, None))
    except FileRefusedError:
        text.close()
        raise
    return Table(
        columns=columns,
        rows=fit_rows(records, len(columns)),
        kind="csv",
        encoding="utf-8" if known == "utf-8-sig" else known,
        delimiter=delimiter,
        share=lambda: min(1.0, position() / size),
        close=text.close,
    )


def _header(header: Row | BadRow | None) -> tuple[str, ...]:
    if header is None or isinstance(header, BadRow):
        raise FileRefusedError(
            field="file",
            why_zh=f"没有可用的表头：{header.zh}" if header else "没有表头",
            why_en=f"it has no usable header: {header.en}" if header else "it has no header row",
        )
    columns = clean_header(header.cells)
    if not columns or len(columns) > MOST_COLUMNS:
        raise FileRefusedError(
            field="file", why_zh="表头为空或列数过多", why_en="its header is empty or has too many columns"
        )
    if any("\x00" in c for c in columns):
        raise FileRefusedError(
            field="file",
            why_zh="这不是文本表格（含有空字符）",
            why_en="it is not a text table (it holds NUL characters)",
        )
    return columns


def _detected(path: Path) -> str:
    stream, _ = open_plain(path)
    with contextlib.closing(stream):
        return detect(blocks(stream))


def _sniffed(path: Path, encoding: str) -> str:
    stream, _ = open_plain(path)
    with contextlib.closing(open_text(stream, encoding)) as text:
        sample = "".join(itertools.islice(iter(lambda: text.readline(_SAMPLE), ""), 60))[: 4 * _SAMPLE]
    suffixes = {s.lower() for s in path.suffixes}
    return sniff_delimiter(sample, preferred="\t" if suffixes & {".tsv", ".tab"} else None)
