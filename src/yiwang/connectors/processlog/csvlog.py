"""CSV as a process log, read by DuckDB column by column."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.connectors.processlog.errors import ProcessLogRefusedError
from yiwang.connectors.processlog.found import FoundLog, found
from yiwang.sdk.mining import make_log

#: What a column may be called, in the order of trust; compared without case, spaces, ``_`` and ``-``.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "case": (
        "case:concept:name",
        "case id",
        "case",
        "case number",
        "案件编号",
        "案件号",
        "工单编号",
        "工单号",
    ),
    "activity": ("concept:name", "activity", "activity name", "action", "task", "环节", "环节名称", "活动"),
    "time": ("time:timestamp", "timestamp", "complete timestamp", "time", "at", "date", "时间", "操作时间"),
    "resource": ("org:resource", "resource", "user", "unit", "办理人", "办理单位", "操作人", "处理人"),
    "seq": ("seq", "sequence", "step", "序号"),
}
#: The columns of texts, by the letter they have in queries.
_TEXTS: Final = {"k": "case", "a": "activity", "r": "resource"}
_NEEDED: Final = ("case", "activity", "time")
_CODES: Final = ("utf-8-sig", "gb18030")
_LOOKED_AT: Final = 1 << 20


def read_csv(path: Path, columns: Mapping[str, str] | None = None) -> FoundLog:
    """Return the log in a CSV file (UTF-8 or GB18030, any usual delimiter, header in the first line).

    ``columns`` says what the columns ``case``, ``activity``, ``time``, ``resource``, ``seq`` are called,
    where it is none of :data:`NAMES`. Times are ISO 8601 or as databases write them; without an offset they
    are UTC.
    Rows without case, activity or a time are left out and counted. Raises ``process_log_refused``.
    """
    import duckdb  # noqa: PLC0415 - 22 MB that most processes never need

    with _as_utf8(path) as readable, _engine() as engine:
        source = "read_csv($path, all_varchar=true, header=true, null_padding=true)"
        try:
            header = engine.execute(f"DESCRIBE SELECT * FROM {source}", {"path": readable}).fetchall()
            chosen = _chosen(path, [row[0] for row in header], columns or {})
            return _made(engine, path, readable, _steps(chosen, source))
        except duckdb.Error as error:
            why = str(error).split("\n", 1)[0][:200]
            raise ProcessLogRefusedError(
                name=path.name, why_zh=f"不是规整的 CSV（{why}）", why_en=f"not a regular CSV ({why})"
            ) from error


@contextlib.contextmanager
def _engine() -> Iterator[Any]:
    import duckdb  # noqa: PLC0415 - see read_csv

    with tempfile.TemporaryDirectory(prefix="yiwang-") as spill:
        engine = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "temp_directory": spill,
            },
        )
        try:
            engine.execute("SET TimeZone = 'UTC'")
            yield engine
        finally:
            engine.close()


@contextlib.contextmanager
def _as_utf8(path: Path) -> Iterator[str]:
    """Give a name under which DuckDB reads the file: itself, or a copy in UTF-8."""
    try:
        with path.open("rb") as file:
            head = file.read(_LOOKED_AT)
        code = _code(head)
        plain = code == _CODES[0] and not set("*?[]{}") & set(str(path))
        if plain:
            yield str(path)
            return
        with tempfile.TemporaryDirectory(prefix="yiwang-") as folder:
            copy = Path(folder) / "log.csv"
            with (
                path.open(encoding=code, newline="") as text,
                copy.open("w", encoding="utf-8", newline="") as out,
            ):
                while block := text.read(_LOOKED_AT):
                    out.write(block)
            yield str(copy)
    except (OSError, UnicodeError) as error:
        raise ProcessLogRefusedError(
            name=path.name,
            why_zh="无法读取，或不是 UTF-8、GB18030 文本",
            why_en=f"cannot be read as text: {error}",
        ) from error


def _code(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    cut = head[: head.rfind(b"\n") + 1] or head
    for code in _CODES:
        with contextlib.suppress(UnicodeDecodeError):
            cut.decode(code)
            return code
    return _CODES[-1]


def _plain(name: str) -> str:
    return "".join(c for c in name.strip().lower() if c not in " _-\ufeff")


def _chosen(path: Path, header: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Return the column of the file for each of ours."""
    by_plain = {_plain(name): name for name in reversed(header)}
    chosen = {}
    for ours, known in NAMES.items():
        asked = columns.get(ours)
        wanted = (asked,) if asked else known
        place = next((by_plain[_plain(name)] for name in wanted if _plain(name) in by_plain), None)
        if place is not None:
            chosen[ours] = place
        elif asked or ours in _NEEDED:
            what = asked or "、".join(known[:3])
            raise ProcessLogRefusedError(
                name=path.name,
                why_zh=f"没有“{ours}”列（{what}）；文件的列：{'、'.join(header[:30])}",
                why_en=f"there is no column for {ours} ({what}); it has: {', '.join(header[:30])}",
            )
    return chosen


def _steps(chosen: Mapping[str, str], source: str) -> str:
    """Return the query of all rows: texts as they are, the instant in microseconds, the place among ties."""

    def column(ours: str) -> str:
        quoted = '"' + chosen[ours].replace('"', '""') + '"' if ours in chosen else "NULL::VARCHAR"
        return f"nullif(trim({quoted}), '')"

    wanted = {name: column(ours) for name, ours in _TEXTS.items()}
    wanted["t"] = f"epoch_us(try_cast({column('time')} AS TIMESTAMPTZ))"
    if "seq" in chosen:
        wanted["s"] = f"coalesce(try_cast({column('seq')} AS BIGINT), 0)"
    return "SELECT " + ", ".join(f"{what} AS {name}" for name, what in wanted.items()) + f" FROM {source}"


def _made(engine: Any, path: Path, readable: str, steps: str) -> FoundLog:
    """Read twice: the different texts, then each row as numbers; a table of all texts is never held."""
    given = {"path": readable}
    names = engine.execute(_different(steps), given).fetchnumpy()
    marks = ", ".join(f"hash({name}) AS {name}, {name} IS NULL AS no_{name}" for name in _TEXTS)
    others = ", ".join(name for name in ("t", "s") if f"AS {name}" in steps)
    rows = engine.execute(f"SELECT {marks}, {others} FROM ({steps})", given).fetchnumpy()
    no_time = np.ma.getmaskarray(rows["t"])
    missing = {"case": rows["no_k"], "activity": rows["no_a"] & ~rows["no_k"]}
    missing["time"] = no_time & ~rows["no_a"] & ~rows["no_k"]
    left_out = {why: int(mask.sum()) for why, mask in missing.items()}
    if any(left_out.values()):
        kept = ~(rows["no_k"] | rows["no_a"] | no_time)
        rows = {name: column[kept] for name, column in rows.items()}
    numbered = {name: _numbers(path, name, names, rows[name]) for name in _TEXTS}
    resources, resource = numbered["r"]
    resource[rows["no_r"]] = -1
    log = make_log(
        numbered["k"][0],
        numbered["a"][0],
        numbered["k"][1],
        numbered["a"][1],
        np.ma.getdata(rows["t"]),
        resources=resources,
        resource=resource,
        seq=rows.get("s"),
    )
    return found(path.name, log, left_out)


def _different(steps: str) -> str:
    """Return the query of the different texts of each column, with their marks."""
    lists = ", ".join(f"list(DISTINCT {name}) AS {name}" for name in _TEXTS)
    parts = " UNION ALL ".join(
        f"SELECT '{name}' AS col, unnest({name}) AS name FROM different" for name in _TEXTS
    )
    return (
        f"WITH different AS MATERIALIZED (SELECT {lists} FROM ({steps})) "
        f"SELECT col, name, hash(name) AS mark FROM ({parts}) WHERE name IS NOT NULL"
    )


def _numbers(
    path: Path, column: str, names: Mapping[str, NDArray[Any]], marks: NDArray[Any]
) -> tuple[list[str], NDArray[np.int32]]:
    """Return the different texts of a column in the order of their first time, and the place of each row.

    ``marks`` are DuckDB's hashes of the texts: comparing numbers is a tenth of the work of comparing texts.
    """
    mine = np.ma.getdata(names["col"]) == column
    texts, known = np.ma.getdata(names["name"])[mine], names["mark"][mine]
    order = np.argsort(known)
    texts, known = texts[order], known[order]
    if len(known) > 1 and (known[1:] == known[:-1]).any():
        # of a billion different texts one pair in forty logs; a log has thousands
        raise ProcessLogRefusedError(
            name=path.name,
            why_zh="两个不同的名称散列相同，请改动其中之一",
            why_en="two different names have one hash; change one of them",
        )
    if not len(known):
        return [], np.full(len(marks), -1, np.int32)
    starts = np.flatnonzero(np.diff(marks, prepend=~marks[:1]))
    place = np.minimum(np.searchsorted(known, marks[starts]), len(known) - 1)
    first = np.full(len(known), len(marks))
    first[place[::-1]] = starts[::-1]
    by_first = np.argsort(first, kind="stable")
    rank = np.empty(len(known), np.int32)
    rank[by_first] = np.arange(len(known), dtype=np.int32)
    return texts[by_first].tolist(), np.repeat(rank[place], np.diff(np.append(starts, len(marks))))
