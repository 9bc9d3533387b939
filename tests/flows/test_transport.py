"""The wire of a real server: TLS by certificate files, the live stream over HTTP, nothing but loopback."""

from __future__ import annotations

import ssl
import urllib.request
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.support.installation import Installation

pytestmark = pytest.mark.slow


def certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    cert, private = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return cert, private


class SecureInstallation(Installation):
    """An installation that is reached by TLS alone."""

    trusted: ssl.SSLContext

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"{self.address}/api/v1/health", timeout=5, context=self.trusted
            ) as found:
                return bool(found.status == 200)
        except OSError:
            return False


def test_certificate_files_turn_on_tls_and_the_live_stream_flows(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    settings = tmp_path / "settings.toml"
    settings.write_text(f'tls_cert = "{cert}"\ntls_key = "{key}"\nworkers = 1\n')
    city = SecureInstallation(tmp_path, "--config", str(settings))
    city.trusted = ssl.create_default_context(cafile=cert)
    with city:
        admin = city.run("token", "create", "--role", "admin")
        with httpx.Client(base_url=city.address, verify=city.trusted) as client:
            health = client.get("/api/v1/health")
            assert "max-age" in health.headers["strict-transport-security"]
            headers = {"authorization": f"Bearer {admin}"}
            with client.stream("GET", "/api/v1/live", headers=headers) as live:
                assert live.headers["content-type"].startswith("text/event-stream")
                assert "content-encoding" not in live.headers
                lines = live.iter_lines()
                assert next(lines).startswith("id: ")
                assert next(lines) == "event: hello"
        assert city.stop() == 0
