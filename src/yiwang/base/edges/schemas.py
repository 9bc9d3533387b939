"""Shapes of requests."""

from __future__ import annotations

from typing import Annotated

import msgspec

from yiwang.base.edges.model.node import Codes


class EdgeDevicesBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The devices behind a node, all of them."""

    devices: Codes


class EdgeRevokeBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a node is revoked."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
