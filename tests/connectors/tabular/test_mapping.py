"""Mapping files: what is right is read, what is wrong is named by its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from yiwang.connectors.tabular.errors import MappingInvalidError
from yiwang.connectors.tabular.mapping import check_columns, parse
from yiwang.connectors.tabular.readers import open_table

FULL = """
source: boston311
timezone: America/New_York
fields:
  external_id: case_id
  reported_at: {column: open_date}
  closed_at: {column: close_date}
  due_at: {column: target_close_date}
  text: {join: [case_topic, service_name], with: " / "}
  matter: {column: case_topic, map: {"Street Lights": "01037", Trees: 01038}, default: foreign}
  unit: assigned_department
  status: {column: case_status, map: {Closed: closed, default: open}}
  channel: {column: report_source}
  address: full_address
  lon: longitude
  lat: latitude
  satisfied: {const: yes}
create_missing: [unit, matter]
"""


def test_the_documented_mapping_is_read() -> None:
    mapping = parse(FULL.encode())
    assert mapping.source == "boston311"
    assert mapping.fields["matter"].map == {"Street Lights": "01037", "Trees": "01038"}
    assert mapping.fields["matter"].default == "foreign"
    assert mapping.fields["status"].map == {"Closed": "closed", "default": "open"}
    assert mapping.fields["satisfied"].const == "yes"
    assert mapping.fields["text"].with_ == " / "
    assert mapping.create_missing == ["unit", "matter"]


@pytest.mark.parametrize(
    ("text", "path", "says"),
    [
        ("[]", "mapping", "table of keys"),
        ("source: [", "mapping", "line 1"),
        ("source: a\nsource: b\nfields: {text: t}", "mapping", "twice"),
        ("a: &x [1]\nb: *x", "mapping", "aliases"),
        ("source: !!python/object/apply:os.system [ls]\nfields: {text: t}", "mapping", "not valid YAML"),
        ("fields: {text: t}", "source", "missing"),
        ("source: A B\nfields: {text: t}", "source", "lower-case"),
        ("source: a", "fields", "missing"),
        ("source: a\nfields: {txt: t, text: t}", "fields.txt", "did you mean text"),
        ("source: a\nfields: {text: t}\nfeilds: {}", "feilds", "did you mean fields"),
        ("source: a\nfields: {text: {colum: t}}", "fields.text.colum", "did you mean column"),
        ("source: a\nfields: {text: {column: t, const: x}}", "fields.text", "exactly one"),
        ("source: a\nfields: {text: {column: t, with: x}}", "fields.text", "`with`"),
        ("source: a\nfields: {text: {column: t, split: ['', 1]}}", "fields.text", "`split`"),
        ("source: a\nfields: {text: t, lon: x}", "fields.lon", "go together"),
        ("source: a\nfields: {lon: x, lat: y}", "fields.text", "missing"),
        ("source: a\ntimezone: Mars/Base\nfields: {text: t}", "timezone", "Mars/Base"),
        ("source: a\ntimezone: ../etc/passwd\nfields: {text: t}", "timezone", "no time zone"),
        ("source: a\nencoding: klingon\nfields: {text: t}", "encoding", "klingon"),
        ("source: a\ncrs: mars\nfields: {text: t}", "crs", "wgs84"),
        ("source: a\nfields: {text: t, point: p}", "fields.point.format", "needs a format"),
        ("source: a\nfields: {text: t, point: {column: p, format: x}}", "fields.point.format", "not usable"),
        (
            "source: a\nfields: {text: t, closed_at: {column: c, format: '%H:%M'}}",
            "fields.closed_at.format",
            "whole date",
        ),
        (
            "source: a\nfields: {text: t, closed_at: {column: c, format: dd-mm}}",
            "fields.closed_at.format",
            "directive",
        ),
        ("source: a\nfields: {text: {column: t, format: '%Y'}}", "fields.text.format", "times and points"),
        ("source: a\nfields: {text: t, unit: {column: u, crs: bd09}}", "fields.unit.crs", "lon, lat"),
        ("source: a\nfields: {text: t}\ncreate_missing: [city]", "create_missing.0", "unit, matter"),
        ("source: a\nfields: {text: {column: t, map: {a: [1]}}}", "fields.text.map.a", "string"),
    ],
)
def test_what_is_wrong_is_named_by_its_key(text: str, path: str, says: str) -> None:
    with pytest.raises(MappingInvalidError) as caught:
        parse(text.encode())
    assert caught.value.problems[0].path == path
    assert says in caught.value.problems[0].en
    assert caught.value.problems[0].zh
    assert caught.value.as_dict()["field"] == path


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(MappingInvalidError) as caught:
        parse(b"source: a\ntimezone: x\nfields: {text: t, lon: a, unti: b}")
    assert [p.path for p in caught.value.problems] == ["timezone", "fields.unti", "fields.lon"]


def test_columns_the_file_lacks_are_named_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("case_id,open_date,description,x,x\n")
    table = open_table(tmp_path / "a.csv")
    mapping = parse(b"source: a\nfields: {text: descripton, external_id: id, address: x}")
    with pytest.raises(MappingInvalidError) as caught:
        check_columns(mapping, table, "cases")
    told = {p.path: p.en for p in caught.value.problems}
    assert told["fields.text.column"] == "the file has no column 'descripton'; the nearest is 'description'"
    assert "several columns" in told["fields.address.column"]
    assert told["fields.reported_at"] == "importing cases needs this key"
    table.close()
