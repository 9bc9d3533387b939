"""Prints the OpenAPI description of the server as JSON; neither a server nor a database is needed."""

from __future__ import annotations

import json

from yiwang.entry.api.app import create_app
from yiwang.infra.settings import Settings

print(json.dumps(create_app(Settings()).openapi(), ensure_ascii=False))
