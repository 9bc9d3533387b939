import pytest

from yiwang.entry.bench import address, gazetteer
from yiwang.entry.bench.deciding import Asked, DataWrongError

ADDRESS = "".join(
    f"{char} {tag}\n"
    for char, tag in zip(
        "望津区科创路", ["B-district", *["I-district"] * 2, "B-road", *["I-road"] * 2], strict=True
    )
)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Leave the large made-up cities and the open data out."""
    monkeypatch.setattr(address, "measure", lambda: gazetteer.measure(300))
    monkeypatch.setattr(address, "calibrate", lambda: gazetteer.calibrate(300))
    monkeypatch.setattr(address, "_divisions", lambda: address._Divisions([("district", "望津区", "999901")]))


def test_files_of_the_form_are_learned_from_and_scored(tmp_path):
    train, test = tmp_path / "a.txt", tmp_path / "b.txt"
    train.write_text(f"{ADDRESS}\n" * 20, "utf-8")
    test.write_text("\ufeff" + ADDRESS.replace("B-road", "B-ROAD").replace("\n", "\r\n"), "utf-8")
    found = address.run(Asked(train=(train,), test=test))
    assert found["f1"] == 1
    assert set(found["tags"]) == {"all", "district", "road"}
    assert found["areas"] == {
        "addresses_that_name_one": 1, "resolved": 1, "resolved_to_one": 1, "as_annotated": 1
    }  # fmt: skip
    assert found["gazetteer"]["found"] > 0.9
    assert found["confidence"]["0.9"]["right"] > 0.9
    address.tell(found)


@pytest.mark.parametrize("content", ["", "\n\n", "no labels here\nat all\n", "\x00\x01"])
def test_a_file_of_another_form_is_refused_by_name(tmp_path, content):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(content, "utf-8")
    with pytest.raises(DataWrongError, match=r"wrong\.txt"):
        address.run(Asked(train=(wrong,), test=wrong))
