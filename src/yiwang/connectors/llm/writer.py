"""The language model that the settings name."""

from __future__ import annotations

from urllib.parse import urlsplit

from yiwang.connectors.llm.chat import Chat
from yiwang.sdk.outside import Outside, origin_of
from yiwang.sdk.service import Settings

_LARGEST = 2_000_000


def writer(settings: Settings) -> Chat | None:
    """Return the model, ``None`` where none is set. The key is read once, from its file."""
    if settings.llm_url is None:
        return None
    parts = urlsplit(settings.llm_url)
    host = f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
    key = None if settings.llm_key_file is None else settings.llm_key_file.read_text("utf-8").strip()
    origin = origin_of(settings.llm_url, frozenset({host}))
    return Chat(Outside(origin, settings.llm_timeout_s, _LARGEST), settings.llm_model, key)
