from __future__ import annotations

from pathlib import Path

import pytest

from yiwang.infra.errors import SettingsError
from yiwang.infra.settings import load


def test_later_sources_win(tmp_path: Path) -> None:
    (tmp_path / "yiwang.toml").write_text('host = "0.0.0.0"\nport = 81\nworkers = 3\n')
    found = load(environment={"YIWANG_PORT": "82", "YIWANG_WORKERS": "2"}, data=tmp_path, workers=1)
    assert (found.host, found.port, found.workers) == ("0.0.0.0", 82, 1)


def test_defaults_listen_on_loopback(tmp_path: Path) -> None:
    assert load(environment={}, data=tmp_path).host == "127.0.0.1"


@pytest.mark.parametrize(
    ("text", "environment", "key"),
    [
        ("prot = 80", {}, "prot"),
        ("port = 0", {}, "port"),
        ("", {"YIWANG_PROT": "80"}, "prot"),
        ("", {"YIWANG_WORKERS": "many"}, "workers"),
        ("", {"YIWANG_DATABASE_URL": "mysql://x"}, "database_url"),
        ('tls_cert = "a.pem"', {}, "tls_cert"),
        ("port = ", {}, "yiwang.toml"),
    ],
)
def test_a_wrong_key_or_value_is_named(
    tmp_path: Path, text: str, environment: dict[str, str], key: str
) -> None:
    (tmp_path / "yiwang.toml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        load(environment=environment, data=tmp_path)
    assert key in str(caught.value)


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        load(environment={}, config=tmp_path / "none.toml")


def test_a_child_process_gets_the_same_settings(tmp_path: Path) -> None:
    parent = load(environment={}, data=tmp_path, port=8111, debug_timing=True)
    assert load(environment=parent.environment()) == parent


def test_variables_of_clients_and_tests_are_not_settings(tmp_path: Path) -> None:
    load(environment={"YIWANG_TOKEN": "t", "YIWANG_TEST_DATABASE_URL": "u"}, data=tmp_path)
