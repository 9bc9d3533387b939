"""Bodies of requests about language."""

from __future__ import annotations

from typing import Annotated

import msgspec

Text = Annotated[str, msgspec.Meta(max_length=1_000_000)]


class ReadBody(msgspec.Struct, forbid_unknown_fields=True):
    """Texts to be read: one or many."""

    texts: Annotated[list[Text], msgspec.Meta(min_length=1, max_length=200)]
