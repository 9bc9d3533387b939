r"""Rows in the text format of PostgreSQL's COPY: made in any thread, loaded without further work.

Format: one line per row, tabs between columns, ``\N`` for null, backslash escapes inside values.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
NULL: Final = "\\N"
_json: Final = msgspec.json.Encoder()


def line(values: Iterable[Any]) -> str:
    """Return one line with its end. Structs and dicts become JSON; give arrays as PostgreSQL literals."""
    return "\t".join([_MAKERS.get(type(v), json)(v) for v in values]) + "\n"


def row(cells: Iterable[str]) -> str:
    """Return one line of cells that are in COPY's form already: made by the functions below."""
    return "\t".join(cells) + "\n"


def text(value: str | None) -> str:
    """Return the cell of a text."""
    if value is None:
        return NULL
    # most values are plain; asking is cheaper than translating each
    if value.isprintable() and "\\" not in value:
        return value
    return value.translate(_ESCAPES)


def json(value: Any) -> str:
    """Return the cell of a JSON value; structs are encoded as they are."""
    return text(_json.encode(value).decode())


def binary(value: bytes | None) -> str:
    """Return the cell of bytes."""
    return NULL if value is None else "\\\\x" + value.hex()


def time(value: datetime | None) -> str:
    """Return the cell of an instant."""
    return NULL if value is None else value.isoformat()


def number(value: float | None) -> str:
    """Return the cell of a number."""
    return NULL if value is None else repr(value)


_MAKERS: Final[dict[type, Any]] = {
    str: text,
    type(None): lambda _: NULL,
    bool: lambda v: "t" if v else "f",
    int: str,
    float: repr,
    UUID: str,
    bytes: binary,
    datetime: datetime.isoformat,
}


def array(values: Iterable[str]) -> str:
    """Return a one-dimensional text array literal."""
    quoted = (v.replace("\\", "\\\\").replace('"', '\\"') for v in values)
    return "{" + ",".join(f'"{v}"' for v in quoted) + "}"


def tsvector(words: Iterable[str]) -> str:
    """Return a tsvector literal of ``words`` without positions."""
    return " ".join("'" + w.replace("\\", "\\\\").replace("'", "''") + "'" for w in words)
