"""The object store: files from outside, kept under the digest of their content.

An object's name is its SHA-256, so the same bytes are stored once, a name can never point outside the
folder, and a changed file is noticed. Names given by clients are never used as paths.

Pictures are checked by decoding them, and a clean copy without EXIF (and so without the place where a
citizen lives) is what others see; the original is kept only when asked for.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import secrets
import warnings
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from yiwang.kernel.errors import NotFoundError, PayloadTooLargeError, UnavailableError, YiwangError

_CHUNK: Final = 256 * 1024
_HEAD: Final = 64
_LARGEST_PICTURE: Final = 40_000_000  # pixels; a decoded one takes three bytes each
_SIDE: Final = 12_000
_QUALITY: Final = 88
_PICTURES: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
#: What else may be attached, told by its first bytes, never by its name.
_OTHERS: Final[tuple[tuple[int, bytes, str], ...]] = (
    (0, b"%PDF-", "application/pdf"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (8, b"WAVE", "audio/wav"),
)


class MediaTypeError(YiwangError):
    """The file is not of a kind that may be attached, or it is damaged."""

    code = "media_type"
    status = 415
    zh = "不能接收这个文件：{why_zh}"
    en = "This file cannot be taken: {why_en}"


class StoredObject(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a stored object; ``kind`` is image, video, audio or document."""

    digest: str
    size: int
    media_type: str
    kind: str
    width: int | None = None
    height: int | None = None
    original: str | None = None


class ObjectStore:
    """Objects in one folder, at most ``largest`` bytes each."""

    def __init__(self, folder: Path, largest: int) -> None:
        self.folder = folder
        self.largest = largest

    async def put(self, chunks: AsyncIterator[bytes], *, keep_original: bool = False) -> StoredObject:
        """Store what ``chunks`` yield and return what it is.

        Of a picture the copy without EXIF is stored under its own digest; ``keep_original`` also keeps
        the bytes as they came. Raises ``payload_too_large``, ``media_type`` (unknown, damaged, too many
        pixels) and ``unavailable`` (disk). Nothing is left behind when it raises.
        """
        partial = self.folder / "tmp" / secrets.token_hex(16)
        try:
            await asyncio.to_thread(_make_parent, partial)
            try:
                digest, size = await self._receive(chunks, partial)
                return await asyncio.to_thread(self._take_in, partial, digest, size, keep_original)
            finally:
                await asyncio.to_thread(partial.unlink, missing_ok=True)
        except OSError as error:
            raise UnavailableError(why_zh="无法保存文件", why_en="the file cannot be stored") from error

    async def put_bytes(self, content: bytes, *, keep_original: bool = False) -> StoredObject:
        """Store ``content``; see :meth:`put`."""

        async def once() -> AsyncIterator[bytes]:
            yield content

        return await self.put(once(), keep_original=keep_original)

    async def get(self, digest: str) -> bytes:
        """Return the content of an object; raises ``not_found`` also for what is not a digest."""
        path = self.path(digest)
        try:
            return await asyncio.to_thread(path.read_bytes)
        except FileNotFoundError:
            raise NotFoundError(what_zh="文件", what_en="object", key=digest[:64]) from None

    async def stream(self, digest: str) -> AsyncIterator[bytes]:
        """Yield the content of an object in pieces; raises ``not_found``."""
        path = self.path(digest)
        try:
            source = await asyncio.to_thread(path.open, "rb")
        except FileNotFoundError:
            raise NotFoundError(what_zh="文件", what_en="object", key=digest[:64]) from None
        with source:
            while piece := await asyncio.to_thread(source.read, _CHUNK):
                yield piece

    async def delete(self, digest: str) -> None:
        """Remove an object, if it is there: for the erasure of personal data."""
        await asyncio.to_thread(self.path(digest).unlink, missing_ok=True)

    def path(self, digest: str) -> Path:
        """Return where an object lies; raises ``not_found`` unless ``digest`` is 64 hexadecimal digits."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):  # noqa: PLR2004 - SHA-256
            raise NotFoundError(what_zh="文件", what_en="object", key=digest[:64])
        return self.folder / digest[:2] / digest

    async def _receive(self, chunks: AsyncIterator[bytes], partial: Path) -> tuple[str, int]:
        hasher, size = hashlib.sha256(), 0
        with await asyncio.to_thread(_create, partial) as target:
            async for chunk in chunks:
                size += len(chunk)
                if size > self.largest:
                    raise PayloadTooLargeError(field="media", limit=f"{self.largest // 1024} KiB")
                hasher.update(chunk)
                await asyncio.to_thread(target.write, chunk)
        if size == 0:
            raise MediaTypeError(field="media", why_zh="文件是空的", why_en="it is empty")
        return hasher.hexdigest(), size

    def _take_in(self, partial: Path, digest: str, size: int, keep_original: bool) -> StoredObject:  # noqa: FBT001
        with partial.open("rb") as source:
            head = source.read(_HEAD)
        for offset, magic, media_type in _OTHERS:
            if head[offset : offset + len(magic)] == magic:
                self._keep(partial, digest)
                kind = media_type.partition("/")[0]
                return StoredObject(
                    digest=digest,
                    size=size,
                    media_type=media_type,
                    kind="document" if kind == "application" else kind,
                )
        content, media_type, extent = _clean_picture(partial)
        clean = hashlib.sha256(content).hexdigest()
        copy = partial.with_suffix(".clean")
        try:
            with _create(copy) as target:
                target.write(content)
            self._keep(copy, clean)
        finally:
            copy.unlink(missing_ok=True)
        if keep_original:
            self._keep(partial, digest)
        return StoredObject(
            digest=clean,
            size=len(content),
            media_type=media_type,
            kind="image",
            width=extent[0],
            height=extent[1],
            original=digest if keep_original else None,
        )

    def _keep(self, source: Path, digest: str) -> None:
        """Move a finished file to its place, safe against power loss."""
        final = self.path(digest)
        if final.exists():
            return
        _make_parent(final)
        with source.open("rb") as file:
            os.fsync(file.fileno())
        source.replace(final)
        _sync_folder(final.parent)


def _make_parent(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def _create(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clean_picture(path: Path) -> tuple[bytes, str, tuple[int, int]]:
    """Decode a picture whole and write it anew without metadata, upright, first frame only."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=list(_PICTURES)) as picture:
                return _written_anew(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise MediaTypeError(
            field="media", why_zh="不支持的文件类型", why_en="not a supported kind of file"
        ) from error
    except (OSError, SyntaxError, ValueError, ArithmeticError, EOFError, TypeError, KeyError) as error:
        # what Pillow's decoders raise for damaged pictures
        raise MediaTypeError(field="media", why_zh="图片已损坏", why_en="the picture is damaged") from error


def _written_anew(picture: ImageFile.ImageFile) -> tuple[bytes, str, tuple[int, int]]:
    width, height = picture.size
    if width * height > _LARGEST_PICTURE or max(width, height) > _SIDE:
        raise _too_many_pixels()
    form = picture.format or ""
    upright = ImageOps.exif_transpose(picture)
    form = "PNG" if form == "GIF" else form
    mode = (
        "RGB"
        if form == "JPEG"
        else ("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
    )
    flat = upright.convert(mode)
    flat.info = {}
    target = io.BytesIO()
    options: dict[str, Any] = {"quality": _QUALITY} if form in {"JPEG", "WEBP"} else {"optimize": False}
    flat.save(target, form, **options)
    return target.getvalue(), _PICTURES[form], flat.size


def _too_many_pixels() -> PayloadTooLargeError:
    return PayloadTooLargeError(field="media", limit=f"{_LARGEST_PICTURE // 1_000_000} megapixels")


class _Process:
    """The object store of this process: named once at its start."""

    store: ObjectStore | None = None


def use_objects(folder: Path, largest: int) -> ObjectStore:
    """Make ``folder`` the object store of this process and return it; nothing is written yet."""
    _Process.store = ObjectStore(folder, largest)
    return _Process.store


def objects() -> ObjectStore:
    """Return the object store of this process, or raise ``unavailable`` when none was named."""
    if _Process.store is None:
        raise UnavailableError(why_zh="未指定文件目录", why_en="no folder for files was named")
    return _Process.store
