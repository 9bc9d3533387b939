import io
import zipfile

import pytest

from yiwang.infra import tabular
from yiwang.infra.tabular import read_table, write_csv, write_excel
from yiwang.kernel.errors import InvalidInputError, PayloadTooLargeError

ROWS = [["事项", "区域"], ["𠮷路灯😀", "999901"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_offices_encodings_are_read(encoding):
    text = "\r\n".join(",".join(row) for row in ROWS)
    assert read_table("x.csv", text.encode(encoding)) == ROWS


def test_what_is_written_is_read_again():
    assert read_table("x.csv", write_csv(ROWS)) == ROWS
    assert read_table("whatever", write_excel("表", ROWS)) == ROWS
    assert read_table("x.tsv", b"a\tb\n1\t2") == [["a", "b"], ["1", "2"]]


def test_cells_that_would_run_as_formulas_are_quoted():
    assert b"'=cmd" in write_csv([["=cmd|calc"]])


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(3):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", b"0" * 90_000_000)
    with pytest.raises(PayloadTooLargeError):
        read_table("x.xlsx", out.getvalue())


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04junk", b"a\x00b", b'"open', b"\x81\xff\xff", b"\xff\xfe\x00"]
)
def test_what_is_no_table_is_refused_by_name(content):
    with pytest.raises(InvalidInputError):
        read_table("x.csv", content)


def test_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(tabular, "MAX_ROWS", 3)
    with pytest.raises(PayloadTooLargeError):
        read_table("x.csv", b"a\n" * 5)
    with pytest.raises(PayloadTooLargeError):
        read_table("x.xlsx", write_excel("s", [["a"]] * 5))
    monkeypatch.setattr(tabular, "MAX_BYTES", 3)
    with pytest.raises(PayloadTooLargeError):
        read_table("x.csv", b"a,b,c")
