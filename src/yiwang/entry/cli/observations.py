"""``yiwang import observations``: readings of the past from CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TextIO

import click

from yiwang.base.sensing import api as sensing
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, run, settings_of
from yiwang.infra.database import Database
from yiwang.kernel.errors import InvalidInputError

_NEEDED: Final = ("device", "property", "at", "value")
_TITLES: Final = {
    "设备": "device",
    "属性": "property",
    "时间": "at",
    "值": "value",
    "数值": "value",
    "单位": "unit",
}
_BATCH: Final = 5000
_TELL: Final = 100_000


@click.command()
@data_option
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--rejects", type=click.Path(path_type=Path), help="Where refused rows go (FILE.rejects.csv).")
@json_option
def observations(
    data: Path | None, config: Path | None, file: Path, rejects: Path | None, *, as_json: bool
) -> None:
    """Store the readings of FILE: columns device, property, at, value and perhaps unit.

    A broken-off run goes on where it was when it is started again; the same file once more changes nothing.
    """
    settings = settings_of(data, config)
    target = rejects or file.with_name(file.name + ".rejects.csv")

    async def go() -> dict[str, Any]:
        async with opened(settings) as database:
            return await import_file(database, file, target)

    found = run(go())
    if not as_json:
        note(", ".join(f"{name} {value}" for name, value in found.items()))
    click.echo(dump(found))


async def import_file(database: Database, file: Path, target: Path) -> dict[str, Any]:
    """Store the readings of ``file``; refused rows go to ``target``. Return the counts of this run.

    How far it came is kept beside the file until it is through.
    """
    mark = file.with_name(file.name + ".progress")
    size = file.stat().st_size  # noqa: ASYNC240 - a command of its own, nothing else waits
    known = json.loads(mark.read_text()) if mark.exists() else {}
    begin = int(known["rows"]) if known.get("bytes") == size else 0
    counts = {"rows": begin, "stored": 0, "sent": 0, "known": 0, "refused": 0}
    with (
        file.open(encoding="utf-8-sig", newline="") as source,
        target.open("a" if begin else "w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out)
        if not begin:
            writer.writerow(["row", *_NEEDED, "unit", "zh", "en"])
        batch: list[sensing.PastRow] = []
        for row in _rows(source):
            if row.number <= begin:
                continue
            batch.append(row)
            if len(batch) == _BATCH:
                await _take(database, batch, counts, writer)
                out.flush()
                mark.write_text(json.dumps({"bytes": size, "rows": counts["rows"]}))
                batch = []
        await _take(database, batch, counts, writer)
    mark.unlink(missing_ok=True)
    if not counts["refused"] and not begin:
        target.unlink()  # noqa: ASYNC240
    return counts


async def _take(
    database: Database, batch: list[sensing.PastRow], counts: dict[str, int], writer: Any
) -> None:
    if not batch:
        return
    taken = await sensing.take_past(database, batch)
    counts["rows"] = batch[-1].number
    for name in ("stored", "sent", "known"):
        counts[name] += getattr(taken, name)
    counts["refused"] += len(taken.rejects)
    for reject in taken.rejects:
        writer.writerow([*reject.row, reject.zh, reject.en])
    if counts["rows"] % _TELL < _BATCH:
        note(f"{counts['rows']} rows, {counts['refused']} refused")


def _rows(source: TextIO) -> Iterator[sensing.PastRow]:
    """Read rows; a file that is no CSV in UTF-8 is refused where that shows, what came before is stored."""
    try:
        yield from _lines(source)
    except UnicodeDecodeError as error:
        raise InvalidInputError(field="file", why_zh="编码不是 UTF-8", why_en="it is not UTF-8") from error
    except csv.Error as error:
        raise InvalidInputError(
            field="file", why_zh="不是有效的 CSV", why_en=f"not valid CSV: {error}"
        ) from error


def _lines(source: TextIO) -> Iterator[sensing.PastRow]:
    reader = csv.reader(source)
    header = [_TITLES.get(cell.strip(), cell.strip().lower()) for cell in next(reader, [])]
    if missing := [name for name in _NEEDED if name not in header]:
        raise InvalidInputError(
            field="file",
            why_zh=f"缺少列 {'、'.join(missing)}",
            why_en=f"columns are missing: {', '.join(missing)}",
        )
    places = [header.index(name) for name in _NEEDED]
    unit = header.index("unit") if "unit" in header else None
    for number, cells in enumerate(reader, 1):
        if not any(cells):
            continue
        padded = [*cells, *[""] * (len(header) - len(cells))]
        device, prop, at, value = (padded[place].strip() for place in places)
        yield sensing.PastRow(
            number, device, prop, at, value, padded[unit].strip() if unit is not None else ""
        )
