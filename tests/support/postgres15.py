"""A throw-away server of the operating system's PostgreSQL 15: the oldest version that is served."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAMS = Path("/usr/lib/postgresql/15/bin")


@contextmanager
def postgres15() -> Iterator[str]:
    """Give the address of a fresh PostgreSQL 15 on a socket; the caller checks that it is installed."""
    # as root the server runs as somebody else, who cannot pass a private folder for temporary files
    root = Path(tempfile.mkdtemp(prefix="yw15-", dir="/var/tmp" if os.geteuid() == 0 else None))
    switch: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(root, "postgres", "postgres")
        switch = {"user": "postgres", "group": "postgres", "cwd": "/"}
    try:
        subprocess.run(
            [
                PROGRAMS / "initdb",
                "-D",
                root / "data",
                "-U",
                "yiwang",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
            ],
            check=True,
            capture_output=True,
            **switch,
        )
        options = f"-c listen_addresses= -c unix_socket_directories={root} -c fsync=off"
        control = [PROGRAMS / "pg_ctl", "-D", root / "data", "-w", "-l", root / "log"]
        subprocess.run([*control, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, **switch)
        try:
            yield f"postgresql://yiwang@/postgres?host={root}".replace(
                str(root), str(root).replace("/", "%2F")
            )
        finally:
            subprocess.run(
                [*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, **switch
            )
    finally:
        shutil.rmtree(root)
