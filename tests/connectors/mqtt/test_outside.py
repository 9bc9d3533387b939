"""Clients of others: paho in both versions, and Debian's mosquitto_pub, also over TLS."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
import ssl
from pathlib import Path

import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from tests.connectors.mqtt.support import Memory, serving
from tests.support.patience import PATIENCE

from yiwang.connectors.mqtt.hub import Hub

READINGS = "yiwang/v1/d1/readings"
MOSQUITTO = shutil.which("mosquitto_pub")


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine that vouches for itself."""
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    where, secret = folder / "cert.pem", folder / "key.pem"
    where.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return where, secret


def drive(port: int, version: int, qos: int) -> list[int]:
    """Send 300 messages with paho and return the reasons of their answers."""
    client = paho.Client(CallbackAPIVersion.VERSION2, client_id="paho", protocol=version)
    client.username_pw_set("d1", "key-of-d1")
    reasons: list[int] = []
    client.on_publish = lambda _c, _u, _mid, reason, _p: reasons.append(reason.value)
    assert client.connect("127.0.0.1", port) == MQTTErrorCode.MQTT_ERR_SUCCESS
    client.loop_start()
    sent = [client.publish(READINGS, f'{{"values": {{"n": {n}}}}}', qos=qos) for n in range(300)]
    for each in sent:
        each.wait_for_publish(PATIENCE)
    client.disconnect()
    client.loop_stop()
    return reasons


@pytest.mark.parametrize("version", [paho.MQTTv311, paho.MQTTv5])
@pytest.mark.parametrize("qos", [0, 1, 2])
async def test_paho(version: int, qos: int) -> None:
    memory = Memory()
    async with serving(memory) as (_, port):
        reasons = await asyncio.to_thread(drive, port, version, qos)
        async with asyncio.timeout(PATIENCE):
            while len(memory.stored) < 300:
                await asyncio.sleep(0.01)
    assert reasons == [0] * 300
    assert [s.columns["n"][0] for s in memory.stored] == list(range(300))


@pytest.mark.skipif(MOSQUITTO is None, reason="mosquitto-clients is not installed: mosquitto_pub was NOT run")
@pytest.mark.parametrize("version", ["311", "5"])
async def test_mosquitto_pub_over_tls(version: str, tmp_path: Path) -> None:
    assert MOSQUITTO is not None
    cert, key = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    memory = Memory()
    hub = Hub(memory)
    server = await asyncio.get_running_loop().create_server(hub.connection, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]

    async def send(secret: str, topic: str) -> tuple[int, str]:
        words = ["-h", "localhost", "-p", str(port), "--cafile", str(cert), "-V", version, "-q", "1"]
        words += ["-u", "d1", "-P", secret, "-t", topic, "-m", '{"values": {"level": 3}}']
        assert MOSQUITTO is not None
        done = await asyncio.create_subprocess_exec(
            MOSQUITTO, *words, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        async with asyncio.timeout(PATIENCE):
            out, err = await done.communicate()
        return done.returncode or 0, (out + err).decode()

    try:
        assert await send("key-of-d1", READINGS) == (0, "")
        assert (await send("wrong", READINGS))[0] != 0
        await send("key-of-d1", "yiwang/v1/d2/readings")
    finally:
        server.close()
        await hub.stop()
    assert [s.columns for s in memory.stored] == [{"level": [3.0]}]
