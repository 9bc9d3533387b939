"""The stand-alone script, run as a stranger would: in a bare interpreter, on files."""

from __future__ import annotations

import base64
import importlib.util
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.journal import chained

from yiwang.base.audit.model import journal, merkle
from yiwang.base.audit.model.canonical import digest
from yiwang.base.audit.model.ledger import Checkpoint, b64, checkpoint_text
from yiwang.base.audit.usecases.prove import sign_receipt
from yiwang.infra.signing import Keyring

SCRIPT = Path(__file__).parents[3] / "tools" / "verify_receipt.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_receipt", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["sha256", "sm3"])
def papers(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, object]:
    """A receipt with its proof in a tree of 300 entries."""
    try:
        journal.use_digest(request.param)
        entries = chained(uuid4(), 300)
    finally:
        journal.use_digest("sha256")
    hasher = digest(request.param)
    edge = merkle.Edge(hasher, 0, {})
    tiles = edge.extend(merkle.leaf_hash(hasher, entry.hash) for entry in entries)
    signer = Keyring(tmp_path / "keys").signer()
    at = datetime(2026, 3, 10, tzinfo=UTC)
    checkpoint = Checkpoint(origin="city/ledger", size=300, root=edge.root(), at=at, algorithm=request.param)
    path = [merkle.interval_hash(hasher, i, tiles) for i in merkle.inclusion_intervals(123, 300)]
    return {
        "receipt": sign_receipt(signer, entries[123]),
        "proof": {
            "leaf": 123,
            "size": 300,
            "entry": b64(entries[123].hash),
            "path": [b64(step) for step in path],
            "checkpoint": signer.sign(checkpoint_text(checkpoint)),
        },
        "key": signer.public.line(),
        "folder": tmp_path,
    }


def run(
    papers: dict[str, object], *, bare: bool = False, key: str | None = None
) -> tuple[int, dict[str, object]]:
    folder = papers["folder"]
    assert isinstance(folder, Path)
    (folder / "receipt.json").write_text(json.dumps({"id": "x", "receipt": papers["receipt"]}))
    (folder / "proof.json").write_text(json.dumps(papers["proof"]))
    options = ["-I", "-S"] if bare else ["-I"]  # -S: without site-packages, so without cryptography
    command = [
        sys.executable,
        *options,
        str(SCRIPT),
        str(folder / "receipt.json"),
        str(folder / "proof.json"),
    ]
    command += ["--json", "--key", key or str(papers["key"])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize("bare", [True, False])
def test_true_papers_pass_offline(papers: dict[str, object], bare: bool) -> None:  # noqa: FBT001
    code, verdict = run(papers, bare=bare)
    assert (code, verdict["ok"], verdict["proof"]["leaf"]) == (0, True, 123)  # type: ignore[index]


@pytest.mark.parametrize("part", ["entry", "path", "leaf", "size", "checkpoint", "receipt", "seq", "key"])
def test_any_falsified_part_is_refused(papers: dict[str, object], part: str, tmp_path: Path) -> None:
    receipt, proof = papers["receipt"], papers["proof"]
    assert isinstance(receipt, dict)
    assert isinstance(proof, dict)
    key = None
    if part == "entry":
        receipt["entry"] = proof["entry"] = b64(b"x" * 32)
    elif part == "path":
        proof["path"][3] = b64(b"x" * 32)
    elif part in {"leaf", "size"}:
        proof[part] += 1
    elif part == "checkpoint":
        proof["checkpoint"] = proof["checkpoint"].replace("\n300\n", "\n301\n")
    elif part == "receipt":
        receipt["note"] = receipt["note"].replace("time 2026", "time 2025")
    elif part == "seq":
        receipt["seq"] = 5
    else:
        key = Keyring(tmp_path / "stranger").signer().public.line()
    code, verdict = run(papers, key=key)
    assert (code, verdict["ok"]) == (1, False)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"note": 5}', '{"note": "\\u0000", "key": "a+b+c"}'])
def test_rubbish_is_refused_without_a_trace(papers: dict[str, object], content: str) -> None:
    folder = papers["folder"]
    assert isinstance(folder, Path)
    (folder / "rubbish.json").write_text(content)
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(folder / "rubbish.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {1, 2}
    assert done.stdout.startswith("FALSE")
    assert done.stderr == ""


@settings(max_examples=10, deadline=None)
@given(st.binary(max_size=80), st.integers(0, 511))
def test_plain_ed25519_agrees_with_the_library(script: ModuleType, message: bytes, bit: int) -> None:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    signature = private.sign(message)
    assert script.ed25519_plain(public, signature, message)
    wrong = bytearray(signature)
    wrong[bit // 8] ^= 1 << bit % 8
    assert not script.ed25519_plain(public, bytes(wrong), message)
    assert not script.ed25519_plain(public, signature, message + b"x")


def test_rfc_8032_vector(script: ModuleType) -> None:
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = base64.b16decode(
        "E5564300C360AC729086E2CC806E828A84877F1EB8E5D974D873E065224901555FB8821590A33BACC61E39701CF9B46BD25BF5F0595BBE24655141438E7A100B"
    )
    assert script.ed25519_plain(public, signature, b"")


@given(st.binary(max_size=200))
def test_plain_sm3_agrees_with_the_library(script: ModuleType, data: bytes) -> None:
    assert script.sm3_plain(data) == digest("sm3")(data)
