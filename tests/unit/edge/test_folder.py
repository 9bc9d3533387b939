"""The file of changes does not grow without end; a webhook has an address that can be posted to."""

from __future__ import annotations

from pathlib import Path

import pytest

from yiwang.edge.calling import address
from yiwang.edge.folder import Folder
from yiwang.kernel.errors import InvalidInputError


def test_a_full_file_of_changes_makes_room_for_a_new_one(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for line in (b"1", b"2", b"3", b"4"):
        folder.note([line], largest=4)
    assert folder.told.read_bytes() == b"3\n4\n"
    assert (tmp_path / "alarms.jsonl.1").read_bytes() == b"1\n2\n"
    folder.note([b"5"], largest=4)
    assert (tmp_path / "alarms.jsonl.1").read_bytes() == b"3\n4\n"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a/b", "localhost:80", "http://", ""])
def test_only_http_is_called(url: str) -> None:
    with pytest.raises(InvalidInputError):
        address(url)
    assert address("http://127.0.0.1:9/x") == "http://127.0.0.1:9/x"
