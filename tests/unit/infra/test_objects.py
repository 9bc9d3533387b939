from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from yiwang.infra import objects
from yiwang.infra.objects import MediaTypeError, ObjectStore
from yiwang.kernel.errors import NotFoundError, PayloadTooLargeError, UnavailableError


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path / "media", 200_000)


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 20), *, exif: bool = True) -> bytes:
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    target = io.BytesIO()
    meta = Image.Exif()
    meta[0x010E] = "my home"
    meta[0x0112] = 6  # turned by 90 degrees
    meta.get_ifd(0x8825)[2] = (39.0, 54.0, 1.0)  # latitude
    image.save(target, form, **({"exif": meta} if exif else {}))
    return target.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
async def test_a_picture_loses_its_metadata_and_stands_upright(store: ObjectStore, form: str) -> None:
    stored = await store.put_bytes(picture(form))
    content = await store.get(stored.digest)
    assert hashlib.sha256(content).hexdigest() == stored.digest
    with Image.open(io.BytesIO(content)) as image:
        assert image.format == form
        assert dict(image.getexif()) == {}
        assert image.size == (stored.width, stored.height) == (20, 40)
    assert b"my home" not in content
    assert (stored.kind, stored.media_type) == ("image", f"image/{form.lower()}")
    files = [file for file in store.folder.rglob("*") if file.is_file()]
    assert [file.name for file in files] == [stored.digest]  # neither the original nor a partial file


async def test_the_original_is_kept_only_when_asked(store: ObjectStore) -> None:
    content = picture()
    stored = await store.put_bytes(content, keep_original=True)
    assert stored.original == hashlib.sha256(content).hexdigest()
    assert await store.get(stored.original) == content


async def test_the_same_bytes_are_stored_once(store: ObjectStore) -> None:
    first = await store.put_bytes(b"%PDF-1.7 x")
    second = await store.put_bytes(b"%PDF-1.7 x")
    assert first == second
    assert (first.kind, first.media_type) == ("document", "application/pdf")
    assert b"".join([piece async for piece in store.stream(first.digest)]) == b"%PDF-1.7 x"
    await store.delete(first.digest)
    with pytest.raises(NotFoundError):
        await store.get(first.digest)
    with pytest.raises(NotFoundError):
        [piece async for piece in store.stream(first.digest)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg onload=alert(1)>",
        b"MZ\x90\x00",
        b"#!/bin/sh",
        b"\x00" * 100,
        b"\xff\xd8\xff\xe0 broken",
        b"GIF89a",
    ],
)
async def test_other_files_are_refused_and_leave_nothing(store: ObjectStore, content: bytes) -> None:
    with pytest.raises(MediaTypeError):
        await store.put_bytes(content)
    assert [file for file in store.folder.rglob("*") if file.is_file()] == []


async def test_a_truncated_picture_is_refused(store: ObjectStore) -> None:
    with pytest.raises(MediaTypeError):
        await store.put_bytes(picture(size=(200, 200))[:1500])


async def test_too_large_is_noticed_while_it_comes_in(store: ObjectStore) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b"%PDF-" + b"x" * 50_000

    with pytest.raises(PayloadTooLargeError):
        await store.put(endless())
    assert sent <= 5
    assert [file for file in store.folder.rglob("*") if file.is_file()] == []


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims a huge extent."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("extent", [(100_000, 100_000), (10_000, 9_000), (50_000, 1), (14_000, 10_000)])
async def test_a_decompression_bomb_is_refused_before_it_is_decoded(
    store: ObjectStore, extent: tuple[int, int]
) -> None:
    with pytest.raises(PayloadTooLargeError):
        await store.put_bytes(bomb(*extent))


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 63 + "/", "\x00" * 64, "é" * 64]
)
async def test_a_name_that_is_no_digest_finds_nothing(store: ObjectStore, name: str) -> None:
    with pytest.raises(NotFoundError):
        await store.get(name)


async def test_an_unusable_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnavailableError):
        await ObjectStore(tmp_path / "file", 1000).put_bytes(b"%PDF-1")


def test_a_process_without_a_store_says_so() -> None:
    before = objects._Process.store
    objects._Process.store = None
    try:
        with pytest.raises(UnavailableError):
            objects.objects()
    finally:
        objects._Process.store = before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
async def test_spoilt_pictures_never_escape_as_traces(store: ObjectStore, draw: st.DataObject) -> None:
    content = bytearray(picture(draw.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"])), exif=False))
    for _ in range(draw.draw(st.integers(1, 8))):
        content[draw.draw(st.integers(0, len(content) - 1))] = draw.draw(st.integers(0, 255))
    try:
        stored = await store.put_bytes(bytes(content))
    except (MediaTypeError, PayloadTooLargeError):
        return  # any other error fails the test
    assert stored.size > 0
