"""The sample settings are read by the server they are for, and name as many partitions as ours do."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from tests.connectors.mqtt.test_outside import certificate
from tests.support.nats import PROGRAM, needs_nats

from yiwang.infra.settings import Settings

SAMPLES = Path(__file__).parents[3] / "deploy" / "nats"


@needs_nats
def test_the_server_takes_the_samples(tmp_path: Path) -> None:
    assert PROGRAM is not None
    cert, _ = certificate(tmp_path)
    cert.rename(tmp_path / "node.pem")
    (tmp_path / "key.pem").rename(tmp_path / "node.key")
    (tmp_path / "ca.pem").write_bytes((tmp_path / "node.pem").read_bytes())
    for sample in SAMPLES.glob("*.conf"):
        text = sample.read_text().replace("/etc/nats", str(tmp_path)).replace("/var/lib/nats", str(tmp_path))
        (tmp_path / sample.name).write_text(text.replace("<bcrypt>", "for-this-test-only"))
    done = subprocess.run(
        [PROGRAM, "-t", "-c", str(tmp_path / "node.conf")],
        env=os.environ | {"NODE": "n1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_partitions_agree() -> None:
    found = set(re.findall(r"partition\((\d+),", (SAMPLES / "accounts.conf").read_text()))
    assert found == {str(Settings().nats_partitions)}
