"""The form in which models are stored: plain arrays and a JSON text, never code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.algorithms.errors import ArtefactError

#: What an artefact may unpack to, bytes; a small file must not fill the memory of every process.
MOST_UNPACKED: Final = 256_000_000
_ABOUT: Final = "about"


def pack(about: Any, arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return ``about`` (anything msgspec turns into JSON) and ``arrays`` as one artefact.

    Arrays hold numbers; texts belong into ``about``. The same content gives the same bytes.
    """
    text = np.frombuffer(msgspec.json.encode(about), np.uint8)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted({**arrays, _ABOUT: text}.items()):
            inside = io.BytesIO()
            np.lib.format.write_array(inside, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), inside.getvalue())
    return buffer.getvalue()


def unpack(content: bytes) -> tuple[bytes, dict[str, NDArray[Any]]]:
    """Return the JSON text and the arrays of an artefact; raises ``algorithm_artefact``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED:
                raise ArtefactError(why_zh="展开后过大", why_en="it unpacks to too much")
            found = {
                name.removesuffix(".npy"): np.lib.format.read_array(
                    io.BytesIO(archive.read(name)), allow_pickle=False
                )
                for name in archive.namelist()
            }
        return found.pop(_ABOUT).tobytes(), found
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError, OSError, NotImplementedError) as error:
        raise ArtefactError(why_zh="不是模型文件或已损坏", why_en=f"it is damaged ({error})") from error
