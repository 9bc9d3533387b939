"""The embedded server: first start, restart, one owner, private folders, what a kill leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from yiwang.infra.embedded import DataFolder, EmbeddedServer, temporary_server
from yiwang.infra.embedded import folder as folder_module
from yiwang.infra.errors import DataFolderError, DataInUseError


def _quiet(_: str) -> None:
    pass


def serve(path: Path, log: list[str] | None = None) -> EmbeddedServer:
    folder = DataFolder.open(path)
    folder.lock("up")
    server = EmbeddedServer(folder, log=_quiet if log is None else log.append)
    server.start()
    return server


def release(server: EmbeddedServer) -> None:
    server.stop()
    server.folder.unlock()


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder whose private home under /var/lib goes away with the test."""
    path = tmp_path / "data"
    yield path
    mark = folder_module._read(path / folder_module._MARK)
    cluster = Path(mark.get("cluster", "postgres"))
    if cluster.is_absolute():
        subprocess.run(["rm", "-rf", str(cluster.parent)], check=True)


async def test_data_survive_a_restart(data: Path) -> None:
    first = serve(data)
    connection = await asyncpg.connect(first.url)
    await connection.execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
    assert await connection.fetchval("SHOW fsync") == "on"
    assert await connection.fetchval("SHOW listen_addresses") == ""
    await connection.close()
    release(first)
    second = serve(data)
    connection = await asyncpg.connect(second.url)
    assert await connection.fetchval("SELECT n FROM kept") == 7
    await connection.close()
    release(second)
    assert not second.alive()


async def test_a_second_start_is_refused_by_name(data: Path) -> None:
    server = serve(data)
    script = (
        "import sys; from pathlib import Path; from yiwang.infra.embedded import DataFolder\n"
        "DataFolder.open(Path(sys.argv[1])).lock('up')"
    )
    other = subprocess.run(
        [sys.executable, "-c", script, str(data)], capture_output=True, text=True, check=False
    )
    assert other.returncode != 0
    assert f"in use by process {os.getpid()}" in other.stderr
    release(server)
    again = DataFolder.open(data)
    again.lock("up")
    again.unlock()


async def test_a_server_left_by_a_killed_process_is_stopped_and_its_data_are_kept(data: Path) -> None:
    script = (
        "import os, sys, asyncio, asyncpg; from pathlib import Path\n"
        "from yiwang.infra.embedded import DataFolder, EmbeddedServer\n"
        "f = DataFolder.open(Path(sys.argv[1])); f.lock('up')\n"
        "s = EmbeddedServer(f, log=print); s.start()\n"
        "async def go():\n"
        "    c = await asyncpg.connect(s.url)\n"
        "    await c.execute('CREATE TABLE kept (n int); INSERT INTO kept VALUES (9)')\n"
        "    os.kill(os.getpid(), 9)\n"
        "asyncio.run(go())"
    )
    died = subprocess.run([sys.executable, "-c", script, str(data)], capture_output=True, check=False)
    assert died.returncode == -signal.SIGKILL
    said: list[str] = []
    server = serve(data, said)
    assert any("left by an earlier run" in line for line in said)
    connection = await asyncpg.connect(server.url)
    assert await connection.fetchval("SELECT n FROM kept") == 9
    await connection.close()
    release(server)


async def test_a_killed_database_recovers(data: Path) -> None:
    server = serve(data)
    connection = await asyncpg.connect(server.url)
    await connection.execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (11)")
    assert server._process is not None
    os.kill(server._process.pid, signal.SIGKILL)
    server._process.wait()
    connection.terminate()
    release(server)
    server = serve(data)
    connection = await asyncpg.connect(server.url)
    assert await connection.fetchval("SELECT n FROM kept") == 11
    await connection.close()
    release(server)


def test_modes_of_folders_above_stay_as_they_are(tmp_path: Path, data: Path) -> None:
    before = {p: p.stat().st_mode for p in [tmp_path, *tmp_path.parents]}
    server = serve(data)
    assert (data.stat().st_mode & 0o777) == 0o700
    release(server)
    assert {p: p.stat().st_mode for p in before} == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_below_private_folders_root_keeps_the_cluster_at_home(tmp_path: Path, data: Path) -> None:
    tmp_path.chmod(0o700)
    server = serve(data)
    assert server.folder.cluster.parent.parent == folder_module.SYSTEM_HOME
    assert (server.folder.cluster.parent.stat().st_mode & 0o777) == 0o700
    release(server)
    assert serve_twice_finds(data) == server.folder.cluster


def serve_twice_finds(data: Path) -> Path:
    return DataFolder.open(data).cluster


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    mode = tmp_path.stat().st_mode
    with pytest.raises(DataFolderError, match="not a data folder"):
        DataFolder.open(tmp_path)
    assert tmp_path.stat().st_mode == mode


def test_a_long_path_gets_a_short_socket() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as top:
        Path(top).chmod(0o755)
        server = serve(Path(top) / ("long-" * 20) / "data")
        assert server._socket is not None
        assert server._socket.parent == Path("/tmp")
        release(server)
        assert not server._socket.exists()


async def test_commands_share_a_server_and_stop_it_last(data: Path) -> None:
    first = DataFolder.open(data)
    with temporary_server(first, log=_quiet) as url:
        with temporary_server(DataFolder.open(data), log=_quiet) as shared:
            assert shared == url
        connection = await asyncpg.connect(url)
        await connection.close()
    assert first.state() == {}
    with pytest.raises((OSError, asyncpg.PostgresError)):
        await asyncpg.connect(url)


def test_a_command_uses_the_server_that_is_up(data: Path) -> None:
    server = serve(data)
    with temporary_server(DataFolder.open(data), log=_quiet) as url:
        assert url == server.url
    assert server.alive()
    with pytest.raises(DataInUseError):
        DataFolder.open(data).lock("up")
    release(server)
