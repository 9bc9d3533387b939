"""The program as people start it: one command, a clean end, a refused second start, a moved installation."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest
from tests.support.installation import YIWANG, Installation, environment

pytestmark = pytest.mark.slow


def test_an_installation_lives_through_a_day(tmp_path: Path) -> None:
    city = Installation(tmp_path)
    city.start()
    said = city.log.read_text()
    assert said.count("/enter#") == 3, "the first start gives a link to each of the three officers"
    second = subprocess.run(
        [*YIWANG, "up", "--data", str(city.data), "--port", "1", "--json"],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert second.returncode == 1
    assert "同一份数据不能同时启动两次" in second.stderr
    assert json.loads(second.stdout)["error"]["code"] == "data_in_use"
    _asked_from_afar(city)
    url = city.json("db", "url")["url"]
    assert city.run("db", "url") == url
    saved = city.json("backup", str(tmp_path / "b.zip"))
    assert saved["verified"]
    assert city.stop(signal.SIGINT) == 0
    assert not list((Path(url.split("host=")[1].replace("%2F", "/"))).glob(".s.PGSQL*")), (
        "the database ended too"
    )
    city.start()
    assert city.log.read_text().count("/enter#") == 3, "a later start makes no new links"
    city.stop()
    other = Installation(tmp_path / "other")
    other.data.parent.mkdir()
    restored = other.json("restore", str(tmp_path / "b.zip"))
    assert restored["rows"] == saved["rows"]
    other.start()
    assert "/enter#" not in other.log.read_text(), "the accounts came with the backup"
    other.stop()
    for one in (city, other):
        one.remove()


def _asked_from_afar(city: Installation) -> None:
    roles = ("admin", "security", "auditor", "agent")
    tokens = {role: city.run("token", "create", "--role", role) for role in roles}

    def ask(role: str, *words: str) -> subprocess.CompletedProcess[str]:
        told = environment() | {"YIWANG_TOKEN": tokens[role]}
        command = [*YIWANG, *words, "--url", city.address, "--json"]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=told)

    assert all(token.startswith("yw") for token in tokens.values())
    made = ask("security", "token", "create", "--role", "agent")
    assert json.loads(made.stdout)["token"].startswith("yw")
    for role, wanted in (("admin", "agent"), ("security", "admin")):
        refused = ask(role, "token", "create", "--role", wanted)
        assert (refused.returncode, json.loads(refused.stdout)["error"]["code"]) == (1, "forbidden")
    assert f"{city.address}/enter#" in json.loads(ask("security", "account", "link", "admin").stdout)["link"]
    verdict = json.loads(ask("auditor", "ledger", "verify").stdout)
    assert verdict["ok"]
    assert verdict["entries"] > 5
    assert json.loads(ask("admin", "ledger", "verify").stdout)["error"]["code"] == "forbidden"
    assert json.loads(ask("agent", "ledger", "keys").stdout)["items"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["db", "check", "--config", "/nonexistent.toml"], "settings_invalid"),
        (["account", "link", "nobody"], "not_found"),
        (["restore", __file__], "backup_failed"),
        (["restore", __file__, "--url", "http://127.0.0.1:1"], "needs_data"),
        (["backup", "x.zip", "--url", "http://127.0.0.1:1"], "needs_data"),
        (["db", "url", "--url", "http://127.0.0.1:1"], "needs_data"),
        (["ledger", "keys", "--rotate", "--url", "http://127.0.0.1:1"], "needs_data"),
        (["ledger", "verify", "--url", "http://127.0.0.1:1"], "remote_unreachable"),
    ],
)
def test_commands_fail_by_name(tmp_path: Path, words: list[str], code: str) -> None:
    city = Installation(tmp_path)
    done = subprocess.run(
        [*YIWANG, *words, "--data", str(city.data), "--json"],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 1
    assert json.loads(done.stdout.splitlines()[-1])["error"]["code"] == code
    assert "Traceback" not in done.stderr
    if city.data.exists():
        city.remove()
