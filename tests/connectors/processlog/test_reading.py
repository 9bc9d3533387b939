"""Process logs from files: what is read, what is left out and said, what is refused by name."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime

import pytest

from yiwang.base.mining import api as mining
from yiwang.connectors.processlog.errors import ProcessLogRefusedError
from yiwang.connectors.processlog.system import read_log
from yiwang.connectors.processlog.xeslog import write_xes

HEADER = "case:concept:name,concept:name,time:timestamp,org:resource\n"
STEP = '<event><string key="concept:name" value="{}"/><date key="time:timestamp" value="{}"/></event>'


@pytest.fixture
def saved(tmp_path):
    def save(content, name="log.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return save


def steps(log):
    """Return the steps as (case, activity, instant, who)."""
    return [
        (
            log.cases[case],
            log.activities[activity],
            datetime.fromtimestamp(at / 1e6, UTC).isoformat(),
            log.resources[who] if who >= 0 else None,
        )
        for case, activity, at, who in zip(
            log.case.tolist(), log.activity.tolist(), log.at.tolist(), log.resource.tolist(), strict=True
        )
    ]


def test_rows_of_any_order_become_cases_in_order_of_time(saved):
    found = read_log(
        saved(
            HEADER
            + "二,结案,2026-01-01 10:00:00+08:00,乙\n"
            + "一,立案,2026-01-01T01:00:00Z,甲\n"
            + "二,立案,2026-01-01 09:00:00+08:00,\n"
            + '一,"派遣,急",2026-01-01 02:30,甲\n'
        )
    )
    assert steps(found.log) == [
        ("二", "立案", "2026-01-01T01:00:00+00:00", None),
        ("二", "结案", "2026-01-01T02:00:00+00:00", "乙"),
        ("一", "立案", "2026-01-01T01:00:00+00:00", "甲"),
        ("一", "派遣,急", "2026-01-01T02:30:00+00:00", "甲"),
    ]
    assert (found.left_out, found.doubtful, found.ties) == ({}, 0, 0)


def test_missing_ids_wrong_times_old_dates_and_ties_are_counted(saved):
    found = read_log(
        saved(
            HEADER
            + "x,a,2026-01-01 10:00,p\nx,b,2026-01-01 10:00,p\n"
            + ",a,2026-01-01 10:00,p\nx, ,2026-01-01 10:00,p\nx,a,2026-13-45,p\nx,a,,p\n"
            + "y,a,1948-03-01 00:00,p\n"
        )
    )
    assert found.left_out == {"case": 1, "activity": 1, "time": 2}
    assert (found.doubtful, found.ties, len(found.log)) == (1, 1, 3)


def test_the_journals_number_decides_among_steps_of_one_instant(saved):
    text = "case,activity,time,seq\nx,b,2026-01-01,2\nx,a,2026-01-01,1\n"
    assert mining.variants(read_log(saved(text)).log).path(0) == ("a", "b")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_offices_write_gb18030_and_their_own_headers(saved, delimiter):
    text = "工单编号,环节名称,操作时间,办理单位\n一,签收,2026-01-01 08:00:00,区城管局\n".replace(
        ",", delimiter
    )
    [step] = steps(read_log(saved(text.encode("gb18030"))).log)
    assert step == ("一", "签收", "2026-01-01T08:00:00+00:00", "区城管局")


def test_columns_can_be_named(saved):
    path = saved("n,what,when\n1,a,2026-01-01\n")
    with pytest.raises(ProcessLogRefusedError, match="no column for case"):
        read_log(path)
    columns = {"case": "n", "activity": "what", "time": "when"}
    assert len(read_log(path, columns).log) == 1
    with pytest.raises(ProcessLogRefusedError, match="resource"):
        read_log(path, columns | {"resource": "who"})


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "process log"),
        (HEADER.encode(), "no steps"),
        (HEADER.encode() + b",,,\n", "no case: 1 rows"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "process log"),
        (b"<log><trace>", "not readable XES"),
        (b"<log></log>", "no steps"),
        (b"\x1f\x8bnot gzip", "not readable XES"),
        (b'<!DOCTYPE log [<!ENTITY a "aaaa">]><log>&a;</log>', "declares"),
    ],
    ids=[
        "empty",
        "header only",
        "only empty rows",
        "picture",
        "cut off",
        "no traces",
        "not packed",
        "entities",
    ],
)
def test_what_is_no_log_is_refused_by_name(saved, content, why):
    with pytest.raises(ProcessLogRefusedError, match=why):
        read_log(saved(content))


def test_a_bomb_is_not_unpacked(saved):
    packed = gzip.compress(b"<log>" + b" " * (256 << 20))
    with pytest.raises(ProcessLogRefusedError, match="unpacks to far more"):
        read_log(saved(packed, "log.xes.gz"))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ProcessLogRefusedError, match="No such file"):
        read_log(tmp_path / "none.csv")


def test_xes_with_its_nested_attributes_and_globals(saved):
    text = (
        '<?xml version="1.0"?><log xmlns="http://www.xes-standard.org/">'
        '<global scope="event"><string key="concept:name" value="nothing"/></global>'
        '<trace><string key="concept:name" value="x"/>'
        + STEP.format("a", "2026-03-29T00:30:00.000+01:00").replace(
            "</event>",
            '<string key="org:resource" value="p"><string key="concept:name" value="deep"/></string></event>',
        )
        + STEP.format("b", "2026-03-29T04:30:00.000+02:00")
        + STEP.format("", "2026-03-29T04:30:00Z")
        + STEP.format("c", "yesterday")
        + "</trace><trace>"
        + STEP.format("a", "2026-03-29T04:30:00Z")
        + "</trace></log>"
    )
    path = saved(text, "log.xes")
    found = read_log(path)
    assert steps(found.log) == [
        ("x", "a", "2026-03-28T23:30:00+00:00", "p"),
        ("x", "b", "2026-03-29T02:30:00+00:00", None),
    ]
    assert found.left_out == {"case": 1, "activity": 1, "time": 1}
    [arc] = mining.draw(found.log).arcs
    assert arc.times.mean == 3 * 3600
    [arc] = mining.draw(read_log(path, as_written=True).log).arcs
    assert arc.times.mean == 4 * 3600


def test_written_xes_reads_back_the_same(saved):
    found = read_log(saved(HEADER + '一 & "二",<立案>,2026-01-01 10:00:00.123456,甲\nz,b,2026-01-02,\n'))
    out = io.StringIO()
    write_xes(found.log, out, of_case={"z": {"matter": "道路 & 桥"}})
    assert 'value="道路 &amp; 桥"' in out.getvalue()
    again = read_log(saved(gzip.compress(out.getvalue().encode()), "again.xes.gz"))
    assert steps(again.log) == steps(found.log)
