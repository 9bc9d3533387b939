"""Who we are at servers of a cluster that we were not told of."""

from __future__ import annotations

import pytest

from yiwang.connectors.nats.service import credentials


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("nats://a:4222", {}),
        ("nats://ingest:secret@a:4222", {"user": "ingest", "password": "secret"}),
        ("nats://ingest:p%40ss@a:4222", {"user": "ingest", "password": "p@ss"}),
        ("tls://s3cr3t@a:4222", {"token": "s3cr3t"}),
    ],
)
def test_credentials_are_those_of_the_address(url, known):
    assert credentials(url) == known
