"""``yiwang bench nab`` on folders made for it, odd ones among them, and on the open half if it is here."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from yiwang.base.detection.api import Watch
from yiwang.entry.bench import nab
from yiwang.entry.bench.nab_score import Window
from yiwang.entry.cli import main

ROOT = Path(__file__).parents[4]
#: Beside the repository, or beside the folder of a worktree.
PLACES = [place / "shared/data/nab" for place in (ROOT.parent, ROOT.parent.parent)]
STEP = "2014-04-{day:02d} {hour:02d}:{minute:02d}:00"


def stamp(row: int) -> str:
    minutes = row * 30
    return STEP.format(day=1 + minutes // 1440, hour=minutes // 60 % 24, minute=minutes % 60)


def series(rows: int = 1000, outbreak: range = range(700, 730), seed: int = 1) -> list[float]:
    rng = random.Random(seed)
    return [
        20 + 5 * np.sin(2 * np.pi * row / 48) + rng.gauss(0, 0.5) + (60 if row in outbreak else 0)
        for row in range(rows)
    ]


def write(folder: Path, files: dict[str, str], windows: dict[str, list[list[str]]]) -> Path:
    for name, text in files.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (folder / "windows.json").write_text(json.dumps(windows))
    return folder


def csv_of(values: list[float], end: str = "\n") -> str:
    return end.join(
        ["timestamp,value", *(f"{stamp(row)},{value:.3f}" for row, value in enumerate(values)), ""]
    )


GOOD = {"pumps/a.csv": csv_of(series()), "pumps/b.csv": csv_of(series(seed=2, outbreak=range(0)))}
WINDOWS = {"pumps/a.csv": [[stamp(690), stamp(740)]], "pumps/b.csv": []}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, GOOD, WINDOWS)


def call(*words: str):
    return CliRunner().invoke(main, ["bench", "nab", *words])


@pytest.mark.parametrize("name", ["cheap", "nearest", "joint"])
def test_a_plain_outbreak_is_found_and_scored(folder: Path, name: str) -> None:
    done = call(str(folder), "--detector", name, "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert list(found) == ["standard", "low_fp", "low_fn"]
    assert found["standard"] > 60


def test_without_json_a_table_by_group(folder: Path) -> None:
    done = call(str(folder), "--detector", "cheap")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["windows", "hits", "false_alarms", "standard", "low_fp", "low_fn"]
    assert [line.split()[:3] for line in lines[1:]] == [["pumps", "1", "1"], ["all", "1", "1"]]
    assert "2 series, 2,000 rows" in done.stderr


def test_a_threshold_above_all_scores_gives_silence(folder: Path) -> None:
    done = call(str(folder), "--detector", "cheap", "--threshold", "1000", "--json")
    assert json.loads(done.stdout) == {"standard": 0.0, "low_fp": 0.0, "low_fn": 0.0}


def test_the_detector_never_sees_a_label(folder: Path, tmp_path: Path) -> None:
    """Other windows, the same alarms."""
    seen = [one for one in nab.read_folder(folder, print) if one.name == "pumps/a.csv"]
    moved = [nab.Series(one.name, one.times, one.values, (Window(0, 5), Window(900, 901))) for one in seen]
    assert nab.alarms_of(seen, "cheap", None, lambda _: None) == nab.alarms_of(
        moved, "cheap", None, lambda _: None
    )
    parameters = nab.alarms_of.__annotations__
    assert "labels" not in parameters


def test_alarms_are_those_of_the_frozen_detector(folder: Path) -> None:
    [one, _] = nab.read_folder(folder, print)
    watch = Watch("cheap", {"zone": 0, "learning": 150})
    alarms = [
        row
        for row, (value, time) in enumerate(zip(one.values, one.times, strict=True))
        if watch.update([0], [value], [time]).alarms[0]
    ]
    assert alarms
    assert nab.alarms_of([one], "cheap", None, lambda _: None) == [alarms]


def test_odd_files_are_read_as_meant(tmp_path: Path) -> None:
    values = series(300)
    plain = csv_of(values)
    lines = plain.splitlines()
    odd = {
        "g/plain.csv": plain,
        "g/crlf.csv": csv_of(values, "\r\n"),
        "g/bom.csv": "\ufeff" + plain,
        "g/columns.csv": "\n".join(
            [
                "id,value,note,timestamp",
                *(f'7,{v},"a, b",{t}' for t, v in (line.split(",") for line in lines[1:])),
            ]
        ),
        "g/blank.csv": "\n\n".join(lines),
        "g/iso.csv": plain.replace(" ", "T"),
        "g/none.csv": plain.replace(lines[200].split(",")[1], "", 1).replace(
            lines[201].split(",")[1], "NaN", 1
        ),
        "h/other.csv": plain,
    }
    said: list[str] = []
    windows = {name: [[stamp(250), stamp(260)]] for name in odd if name.startswith("g/")}
    found = {one.name: one for one in nab.read_folder(write(tmp_path, odd, windows), said.append)}
    for name in ("crlf", "bom", "columns", "blank", "iso"):
        np.testing.assert_array_equal(found[f"g/{name}.csv"].values, found["g/plain.csv"].values)
        np.testing.assert_array_equal(found[f"g/{name}.csv"].times, found["g/plain.csv"].times)
        assert found[f"g/{name}.csv"].windows == (Window(250, 260),)
    assert len(found["g/none.csv"].values) == 298
    assert found["g/none.csv"].windows == (Window(248, 258),)
    assert found["h/other.csv"].windows == ()
    assert any("g/none.csv: 2 rows" in line for line in said)
    assert any("h/other.csv: windows.json does not name it" in line for line in said)


def test_a_window_without_rows_is_said_and_not_counted(tmp_path: Path) -> None:
    said: list[str] = []
    [one] = nab.read_folder(
        write(tmp_path, {"g/a.csv": csv_of(series(200))}, {"g/a.csv": [["2020-01-01", "2020-01-02"]]}),
        said.append,
    )
    assert one.windows == ()
    assert "no row lies in the window" in said[0]


def test_a_clock_that_goes_back_does_not_stop_the_run(tmp_path: Path) -> None:
    lines = csv_of(series(300)).splitlines()
    lines[100], lines[101] = lines[101], lines[100]
    [one] = nab.read_folder(write(tmp_path, {"g/a.csv": "\n".join(lines)}, {}), print)
    assert len(nab.alarms_of([one], "cheap", None, lambda _: None)) == 1


@pytest.mark.parametrize(
    ("files", "windows", "says"),
    [
        ({}, WINDOWS, "data/<group>/*.csv"),
        (GOOD, WINDOWS | {"pumps/c.csv": []}, "pumps/c.csv"),
        ({"g/a.csv": "time,v\n1,2\n"}, {}, "timestamp"),
        ({"g/a.csv": "timestamp,value\n2014-01-01,high\n"}, {}, "a.csv:2"),
        ({"g/a.csv": "timestamp,value\nyesterday,1\n"}, {}, "a.csv:2"),
        ({"g/a.csv": ""}, {}, "timestamp"),
        ({"g/a.csv": csv_of(series(100))}, {"g/a.csv": [["soon", "later"]]}, "g/a.csv"),
        ({"g/a.csv": csv_of(series(100))}, {"g/a.csv": []}, "no window"),
        ({"g/a.csv": csv_of(series(100))}, {"g/a.csv": [["2014-04-01"]]}, "windows.json"),
    ],
    ids=[
        "no data",
        "missing",
        "columns",
        "number",
        "time",
        "empty",
        "window time",
        "no windows",
        "window form",
    ],
)
def test_what_cannot_be_scored_is_refused_by_name(tmp_path: Path, files, windows, says: str) -> None:
    done = call(str(write(tmp_path, files, windows)), "--detector", "cheap")
    assert done.exit_code == 1
    assert says in done.stderr


def test_a_folder_without_windows_is_refused_by_name(tmp_path: Path) -> None:
    done = call(str(tmp_path))
    assert done.exit_code == 1
    assert "windows.json" in done.stderr


def test_a_series_of_two_rows_is_no_trouble(tmp_path: Path) -> None:
    files = GOOD | {"pumps/tiny.csv": csv_of([1.0, 2.0]), "pumps/none.csv": "timestamp,value\n"}
    assert call(str(write(tmp_path, files, WINDOWS)), "--detector", "joint", "--json").exit_code == 0


@pytest.mark.slow
def test_the_open_half_reaches_what_the_docs_say() -> None:
    found = next((place for place in PLACES if place.is_dir()), None)
    if found is None:
        pytest.skip(f"the open half of NAB is not here: {PLACES[0]}")
    done = call(str(found), "--detector", "cheap", "--json")
    told = json.loads(done.stdout)
    assert told["standard"] == pytest.approx(CHEAP["standard"], abs=0.5)
    assert told["low_fp"] == pytest.approx(CHEAP["low_fp"], abs=0.5)
    assert told["low_fn"] == pytest.approx(CHEAP["low_fn"], abs=0.5)


#: What docs/performance.md says of the cheap detector on the open half.
CHEAP = {"standard": 78.44, "low_fp": 71.33, "low_fn": 82.9}
