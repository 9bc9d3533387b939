"""The embedded server's settings, written anew at each start."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

_MB = 1024 * 1024


def _memory() -> int:
    """Return the machine's memory in MB, or the container's limit where that is lower."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MB
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        return total
    return min(total, int(limit) // _MB) if limit.isdigit() else total


def configuration(cluster: Path, socket: Path, major: int, *, durable: bool = True) -> str:
    """Return ``postgresql.conf``.

    ``durable=False`` is for throw-away servers of tests only: it turns fsync off.
    """
    memory = _memory()
    shared = max(128, min(memory // 8, 1024))
    switch = "on" if durable else "off"
    settings = {
        "listen_addresses": "''",
        "unix_socket_directories": f"'{socket}'",
        "unix_socket_permissions": "0600",
        "max_connections": "120",
        "superuser_reserved_connections": "3",
        "shared_buffers": f"{shared}MB",
        "effective_cache_size": f"{max(256, memory // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{max(64, min(memory // 32, 256))}MB",
        "jit": "off",
        "random_page_cost": "1.1",
        "fsync": switch,
        "synchronous_commit": switch,
        "full_page_writes": switch,
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "wal_compression": "on",
        "wal_buffers": "16MB",
        "max_wal_size": "2GB",
        "min_wal_size": "160MB",
        "checkpoint_timeout": "15min",
        "checkpoint_completion_target": "0.9",
        "autovacuum_naptime": "20s",
        "autovacuum_vacuum_cost_limit": "1000",
        "timezone": "'UTC'",
        "log_timezone": "'UTC'",
        "lc_messages": "'C'",
        "password_encryption": "'scram-sha-256'",
        "logging_collector": "on",
        "log_directory": "'log'",
        "log_filename": "'postgresql-%a.log'",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_min_duration_statement": "1000",
        "log_parameter_max_length": "0",  # values may be personal data
        "log_checkpoints": "off",
        "cluster_name": "'yiwang'",
    }
    asynchronous_io = 18
    if major >= asynchronous_io:
        settings["io_method"] = "sync"  # three helper processes fewer; reads come from memory here
    lines = [f"{key} = {value}" for key, value in settings.items()]
    return "\n".join(
        [
            "# Written at each start; put your own settings into local.conf beside this file.",
            *lines,
            f"include_if_exists = '{cluster / 'local.conf'}'",
            "",
        ]
    )


def authentication(role: str, server_user: str | None) -> dict[str, str]:
    """Return ``pg_hba.conf`` and ``pg_ident.conf``.

    Only the operating-system user that started the system, and the server's own user, become ``role``:
    the kernel tells who is at the other end of the socket, so no password exists that could leak.
    """
    names = {pwd.getpwuid(os.geteuid()).pw_name} | ({server_user} if server_user else set())
    return {
        "pg_hba.conf": "local all all peer map=yiwang\n",
        "pg_ident.conf": "".join(f'yiwang "{name}" {role}\n' for name in sorted(names)),
    }
