"""What runs in the background of an installation, for connectors: services, their settings, leases."""

from __future__ import annotations

from yiwang.infra.lease import Lease, lease
from yiwang.infra.service import Service
from yiwang.infra.settings import Settings

__all__ = ["Lease", "Service", "Settings", "lease"]
