#!/usr/bin/env python3
"""Check a citizen's receipt without trusting the system that gave it.

    verify_receipt.py RECEIPT.json [PROOF.json] [--key LINE_OR_FILE]... [--json]

RECEIPT.json is what the city answered to a report. PROOF.json is the answer of
GET /api/v1/ledger/proof?subject=…&seq=… ten seconds later or at any time after. --key is a public key as
the city publishes it (GET /api/v1/ledger/keys, or better: printed where it cannot be changed). Without
--key the key inside the receipt is used, which shows only that the papers fit together.

Needs Python 3.9 and nothing else; uses the package "cryptography" for speed if it is there.
Exit code: 0 all true, 1 something is false, 2 the files cannot be read.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable, Tuple  # noqa: UP035 - Python 3.9

Point = Tuple[int, int, int, int]  # noqa: UP006 - evaluated at run time
Key = Tuple[str, bytes, bytes]  # noqa: UP006
Digest = Callable[[bytes], bytes]

DASH = "\u2014 "


class Refused(Exception):  # noqa: N818 - reads as the verdict it is
    """A statement that does not hold."""


# -- Ed25519 (RFC 8032 §5.1.7), for machines without the package "cryptography"

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
BASE_Y = 4 * pow(5, P - 2, P) % P


def _recover_x(y: int, sign: int) -> int | None:
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def _add(a: Point, b: Point) -> Point:
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    aa, bb = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    cc, dd = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = bb - aa, dd - cc, dd + cc, bb + aa
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(scalar: int, point: Point) -> Point:
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = _add(result, point)
        point = _add(point, point)
        scalar >>= 1
    return result


def _point(raw: bytes) -> Point | None:
    value = int.from_bytes(raw, "little")
    y = value & (2**255 - 1)
    x = _recover_x(y, value >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def ed25519_plain(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether a signature is right, with whole numbers only."""
    a, r = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left = _times(s, (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P))
    right = _add(r, _times(h, a))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


def ed25519(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether a signature is right."""
    if len(public) != 32 or len(signature) != 64:  # noqa: PLR2004 - the sizes of Ed25519
        return False
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - optional
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    except ImportError:
        return ed25519_plain(public, signature, message)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


# -- SM3 (GB/T 32905), for machines whose OpenSSL has none


def sm3_plain(data: bytes) -> bytes:
    """Return the SM3 digest."""
    mask = 0xFFFFFFFF

    def rol(x: int, n: int) -> int:
        n %= 32
        return (x << n | x >> (32 - n)) & mask

    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = data + b"\x80" + b"\0" * ((55 - len(data)) % 64) + struct.pack(">Q", len(data) * 8)
    for offset in range(0, len(padded), 64):
        w = list(struct.unpack(">16I", padded[offset : offset + 64]))
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rol(w[j - 3], 15)
            w.append(x ^ rol(x, 15) ^ rol(x, 23) ^ rol(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            ss1 = rol((rol(a, 12) + e + rol(0x79CC4519 if j < 16 else 0x7A879D8A, j)) & mask, 7)  # noqa: PLR2004
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)  # noqa: PLR2004
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)  # noqa: PLR2004
            tt1 = (ff + d + (ss1 ^ rol(a, 12)) + (w[j] ^ w[j + 4])) & mask
            tt2 = (gg + h + ss1 + w[j]) & mask
            a, b, c, d = tt1, a, rol(b, 9), c
            e, f, g, h = tt2 ^ rol(tt2, 9) ^ rol(tt2, 17), e, rol(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]  # noqa: B905 - Python 3.9
    return struct.pack(">8I", *state)


def hasher(name: str) -> Digest:
    """Return the digest function called ``name``."""
    if name == "sha256":
        return lambda data: hashlib.sha256(data).digest()
    if name == "sm3":
        if "sm3" in hashlib.algorithms_available:
            return lambda data: hashlib.new("sm3", data).digest()
        return sm3_plain
    raise Refused(f"unknown digest {name}")


# -- signed notes


def b64(text: str) -> bytes:
    """Return the bytes of standard base64 text."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError):
        raise Refused("a value is not base64") from None


def parse_key(line: str) -> Key:
    """Return ``(name, key id, public key)`` of a verifier line NAME+ID+BASE64."""
    parts = line.strip().split("+", 2)
    if len(parts) != 3:  # noqa: PLR2004 - name, id, key
        raise Refused("not a public key line")
    raw = b64(parts[2])
    tag = hashlib.sha256(parts[0].encode() + b"\n" + raw).digest()[:4]
    if raw[:1] != b"\x01" or tag.hex() != parts[1]:
        raise Refused("not an Ed25519 public key line")
    return parts[0], tag, raw[1:]


def open_note(note: str, keys: list[Key]) -> tuple[str, str]:
    """Return the text of a signed note and the key that signed it, or refuse."""
    text, blank, rest = note.rpartition("\n\n")
    if not blank:
        raise Refused("not a signed note")
    text += "\n"
    for line in rest.splitlines():
        if not line.startswith(DASH):
            raise Refused("not a signature line")
        name, _, encoded = line[len(DASH) :].partition(" ")
        raw = b64(encoded)
        for key in keys:
            if key[0] == name and key[1] == raw[:4]:
                if not ed25519(key[2], raw[4:], text.encode()):
                    raise Refused(f"the signature of key {name} is wrong")
                return text, name
    raise Refused("none of the given keys has signed this")


def fields(text: str, first: int) -> dict[str, str]:
    """Return the ``name value`` lines of a note's text after its first ``first`` lines."""
    return dict(line.split(" ", 1) for line in text.splitlines()[first:] if " " in line)


# -- the tree (RFC 9162 §2.1.3.2)


def root_of(digest: Digest, index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """Return the root that an audit path implies."""
    if not 0 <= index < size:
        raise Refused("the leaf is outside the tree")
    fn, sn, value = index, size - 1, leaf
    for step in path:
        if sn == 0:
            raise Refused("the path is too long")
        if fn & 1 or fn == sn:
            value = digest(b"\x01" + step + value)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            value = digest(b"\x01" + value + step)
        fn, sn = fn >> 1, sn >> 1
    if sn:
        raise Refused("the path is too short")
    return value


def check_receipt(receipt: dict[str, Any], keys: list[Key]) -> dict[str, Any]:
    """Return what the receipt says, or refuse."""
    text, signer = open_note(receipt["note"], keys)
    if not text.startswith("yiwang receipt v1\n"):
        raise Refused("not a receipt")
    said = fields(text, 1)
    if (said["subject"], int(said["seq"]), said["entry"]) != (
        receipt["subject"],
        receipt["seq"],
        receipt["entry"],
    ):
        raise Refused("the receipt's fields differ from its signed text")
    return {
        "subject": said["subject"],
        "seq": int(said["seq"]),
        "time": said["time"],
        "entry": said["entry"],
        "signer": signer,
    }


def check_proof(said: dict[str, Any], proof: dict[str, Any], keys: list[Key]) -> dict[str, Any]:
    """Return where the entry stands in the signed tree, or refuse."""
    if proof["entry"] != said["entry"]:
        raise Refused("the proof is for another entry, or the entry was changed after the receipt")
    text, signer = open_note(proof["checkpoint"], keys)
    lines = text.splitlines()
    size, root, more = int(lines[1]), b64(lines[2]), fields(text, 3)
    digest = hasher(more.get("digest", "sha256"))
    leaf = digest(b"\x00" + b64(proof["entry"]))
    if size != proof["size"]:
        raise Refused("the proof is for another size than the checkpoint")
    if root_of(digest, proof["leaf"], size, leaf, [b64(step) for step in proof["path"]]) != root:
        raise Refused("the path does not lead to the signed root")
    return {
        "leaf": proof["leaf"],
        "size": size,
        "checkpoint_time": more.get("time"),
        "origin": lines[0],
        "checkpoint_signer": signer,
    }


def load(path: str) -> dict[str, Any]:
    """Return the JSON of a file; a receipt inside an answer is found."""
    value = json.loads(Path(path).read_text(encoding="utf-8"))
    if isinstance(value, dict) and isinstance(value.get("receipt"), dict):
        value = value["receipt"]
    if not isinstance(value, dict):
        raise TypeError(f"{path} holds no JSON object")
    return value


def key_lines(given: list[str]) -> Iterator[str]:
    """Return the key lines of the options, each a line or a file of lines."""
    for item in given:
        path = Path(item)
        text = path.read_text(encoding="utf-8") if "+" not in item or path.exists() else item
        yield from (line for line in text.splitlines() if line.strip())


def main(arguments: list[str] | None = None) -> int:
    """Run the check and print the verdict."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("receipt")
    parser.add_argument("proof", nargs="?")
    parser.add_argument("--key", action="append", default=[], help="public key line, or a file of them")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    verdict: dict[str, Any] = {"ok": False, "trusted_key": bool(options.key)}
    try:
        receipt = load(options.receipt)
        proof = load(options.proof) if options.proof else None
        keys = [parse_key(line) for line in (list(key_lines(options.key)) or [receipt["key"]])]
        verdict["receipt"] = check_receipt(receipt, keys)
        if proof is not None:
            verdict["proof"] = check_proof(verdict["receipt"], proof, keys)
        verdict["ok"] = True
        code = 0
    except Refused as refusal:
        verdict["why"] = str(refusal)
        code = 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        verdict["why"] = f"cannot read the files: {type(error).__name__}: {error}"
        code = 2
    if options.json:
        print(json.dumps(verdict, ensure_ascii=False))
    else:
        print("TRUE" if verdict["ok"] else f"FALSE: {verdict['why']}")
        for part in ("receipt", "proof"):
            for name, value in verdict.get(part, {}).items():
                print(f"  {part}.{name}: {value}")
        if verdict["ok"] and not options.key:
            print("  The key came from the receipt itself: compare it with the published one.")
    return code


if __name__ == "__main__":
    sys.exit(main())
