"""Histories to dispatch: the open data as examples, and a made-up city whose truth is known."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np

from yiwang.base.cases.api import words_of
from yiwang.base.dispatching.api import Asked, Example
from yiwang.entry.bench.deciding import DataWrongError, open_data

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_BOSTON: Final = (
    "case_id",
    "open_date",
    "target_close_date",
    "service_name",
    "assigned_team",
    "report_source",
)


def boston(files: Iterable[Path] = ()) -> list[dict[str, str]]:
    """Return the rows of Boston's 311 in the order of opening; raises ``bench_data_*``."""
    rows: list[dict[str, str]] = []
    for path in files or (open_data("boston311", "requests.csv"),):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = csv.DictReader(file)
            lacking = set(_BOSTON) - set(found.fieldnames or ())
            if lacking:
                raise DataWrongError(
                    name=str(path), why_zh=f"缺少列 {sorted(lacking)}", why_en=f"no columns {sorted(lacking)}"
                )
            rows += found
    return sorted(rows, key=lambda row: row["open_date"])


def moment(text: str) -> datetime:
    """Return the instant of a timestamp of that file."""
    return datetime.fromisoformat(text[:19]).replace(tzinfo=UTC)


def day_of(at: datetime) -> float:
    """Return days since 1970."""
    return (at - _EPOCH) / timedelta(days=1)


def boston_asked(row: dict[str, str], words: Iterable[str] = (), matter: str | None = None) -> Asked:
    """Return what is known of a row when it is opened: place, time, channel, and what is given besides."""
    at = moment(row["open_date"])
    places = (row["city_council_district"], row["neighborhood"], row["ward"], row["precinct"])
    path = ["city"]
    for place in places:
        if not place:
            break
        path.append(f"{path[-1]}/{place}")
    return Asked(
        matter=matter,
        klass=matter,
        path=tuple(path),
        channel=row["report_source"],
        weekday=at.weekday(),
        hour=at.hour,
        words=tuple(words),
    )


def boston_by_topic(files: Iterable[Path] = ()) -> list[Example]:
    """Team from the words of the service name, the street, place, channel and time."""
    return _boston(files, lambda row: words_of(row["service_name"], row["full_address"]))


def boston_blind(files: Iterable[Path] = ()) -> list[Example]:
    """Team from street, place, channel and time alone: the topic is withheld."""
    return _boston(files, lambda row: words_of(row["full_address"]))


def _boston(files: Iterable[Path], words: Callable[[dict[str, str]], tuple[str, ...]]) -> list[Example]:
    return [
        Example(boston_asked(row, words(row)), row["assigned_team"], day_of(moment(row["open_date"])))
        for row in boston(files)
        if row["assigned_team"]
    ]


def nyc(files: Iterable[Path] = ()) -> list[Example]:
    """Topic (of New York's council) from the words of the descriptor, the place and the time."""
    found = []
    for path in files or (open_data("nyc_council", "nycomplaints.parquet"),):
        rows = duckdb.execute(
            "SELECT complaint_type, descriptor, borough, council_dist, zip, opendate, account "
            "FROM read_parquet(?) WHERE complaint_type IS NOT NULL AND opendate IS NOT NULL "
            "ORDER BY opendate, unique_key",
            [str(path)],
        ).fetchall()
        for topic, told, borough, district, code, at, account in rows:
            known = [place for place in (borough, district, code) if place]
            asked = Asked(
                matter=None,
                klass=None,
                path=("city", *known),
                channel=account or "",
                weekday=at.weekday(),
                hour=at.hour,
                words=words_of(told or ""),
            )
            found.append(Example(asked, topic, day_of(at.replace(tzinfo=UTC))))
    return found


def made_up(cases: int = 60_000, seed: int = 3, odd: tuple[float, float] = (0.12, 0.005)) -> list[Example]:
    """Return a city of 40 streets, 60 matters and 80 units in which the truth is known.

    Of the matters a third belong to one unit of the city, a third to the street's own, the rest to either of
    two by what the words say. Some cases are handled by somebody whom nothing points to: ``odd``: how many
    of every fifth matter, and of the others.
    """
    rng = np.random.default_rng(seed)
    matter, street = rng.integers(0, 60, cases) ** 2 // 60, rng.integers(0, 40, cases)
    grid, side = rng.integers(0, 30, cases), rng.random(cases) < 0.5  # noqa: PLR2004 - a coin
    strange = rng.random(cases) < np.where(matter % 5 == 0, *odd)
    hour = rng.integers(0, 24, cases)
    found = []
    for i in range(cases):
        m, s = int(matter[i]), int(street[i])
        units = (f"u{m % 20}", f"s{s}", f"u{20 + m % 20}" if side[i] else f"u{m % 20}")
        unit = f"u{int(rng.integers(0, 40))}" if strange[i] else units[m % 3]
        says = ("管道" if side[i] else "路面") if m % 3 == 2 else "其他"  # noqa: PLR2004 - of three kinds
        asked = Asked(
            matter=f"m{m}",
            klass=f"c{m // 6}",
            path=("city", f"d{s // 8}", f"s{s}", f"s{s}c{grid[i] // 6}", f"s{s}g{grid[i]}"),
            channel="hotline" if hour[i] % 2 else "grid",
            weekday=i % 7,
            hour=int(hour[i]),
            words=(says, f"词{int(rng.integers(0, 500))}", f"词{int(rng.integers(0, 500))}"),
        )
        found.append(Example(asked, unit, 19_000 + i * 365 / cases))
    return found


HISTORIES: Final[dict[str, Callable[..., list[Example]]]] = {
    "simulated": made_up,
    "boston311": boston_by_topic,
    "boston311_without_topic": boston_blind,
    "nyc_council": nyc,
}


def histories(task_files: Iterable[Path] = ()) -> dict[str, list[Any]]:
    """Return every history that is on this machine; files stand for Boston's."""
    files = tuple(task_files)
    if files:
        return {name: make(files) for name, make in HISTORIES.items() if name.startswith("boston")}
    return {name: make() for name, make in HISTORIES.items()}
