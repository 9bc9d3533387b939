"""Open data on cases for connectors: what the public may see, and adding words from outside."""

from __future__ import annotations

from yiwang.base.cases.api import (
    PublishedCase,
    PublishedFile,
    PublishedFilter,
    PublishedNote,
    act,
    find_published,
    published_file,
    published_notes,
)

__all__ = [
    "PublishedCase",
    "PublishedFile",
    "PublishedFilter",
    "PublishedNote",
    "act",
    "find_published",
    "published_file",
    "published_notes",
]
