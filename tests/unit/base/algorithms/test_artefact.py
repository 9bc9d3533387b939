import io
import pickle
import zipfile

import msgspec
import numpy as np
import pytest

from yiwang.base.algorithms.api import pack, unpack
from yiwang.base.algorithms.errors import ArtefactError


def test_arrays_and_words_come_back_as_they_were() -> None:
    arrays = {"a": np.arange(6, dtype=np.int64).reshape(2, 3), "b": np.array([0.5, np.nan], np.float32)}
    content = pack({"units": ["甲", "乙"]}, arrays)
    about, found = unpack(content)
    assert msgspec.json.decode(about) == {"units": ["甲", "乙"]}
    assert found.keys() == arrays.keys()
    assert all(np.array_equal(found[n], arrays[n], equal_nan=n == "b") for n in arrays)
    assert pack({"units": ["甲", "乙"]}, arrays) == content


class Wicked:
    def __reduce__(self):
        return (pytest.fail, ("code of an artefact was run",))


@pytest.mark.parametrize("kind", ["empty", "text", "cut", "pickle", "no words", "bomb"])
def test_anything_else_is_refused(kind: str) -> None:
    good = pack({}, {"a": np.arange(1000)})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind == "pickle":
            header = io.BytesIO()
            np.lib.format.write_array_header_1_0(
                header, {"descr": "|O", "fortran_order": False, "shape": (1,)}
            )
            archive.writestr("about.npy", header.getvalue() + pickle.dumps([Wicked()]))
        elif kind == "bomb":
            archive.writestr("about.npy", b"\0" * 300_000_000)
    bad = {
        "empty": b"", "text": b"no archive", "cut": good[: len(good) // 2],
        "pickle": buffer.getvalue(), "no words": buffer.getvalue(), "bomb": buffer.getvalue(),
    }[kind]  # fmt: skip
    with pytest.raises(ArtefactError):
        unpack(bad)
