r"""Signed notes and the keys that sign them.

The form is the signed note of the C2SP project (as used by checksum databases and transparency logs):
text that ends in a newline, an empty line, then one line per signature, ``— NAME BASE64``, where the
base64 is four bytes of key id and an Ed25519 signature over the text. The key id is the start of
``SHA-256(name || "\n" || 0x01 || public key)``.

Private keys are files that only their owner can read, beside the data and never in the database: who can
write rows cannot sign for them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from yiwang.kernel.errors import UnavailableError

_ED25519: Final = b"\x01"
_ID_BYTES: Final = 4
_SIGNATURE_BYTES: Final = 64
_DASH: Final = "\u2014 "
_ACTIVE: Final = "active"
_OTHERS_MAY: Final = 0o077


class SigningKeyError(UnavailableError):
    """A signing key is missing, damaged or readable by others."""

    code = "signing_key"
    zh = "签名密钥不可用：{why_zh}"
    en = "The signing key is not usable: {why_en}"


class NoteError(ValueError):
    """A text is not a signed note, or no trusted key has signed it."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that may have signed notes: ``raw`` is the 32-byte Ed25519 key."""

    name: str
    raw: bytes

    @property
    def id(self) -> str:
        """Return the key id of the note format, eight hexadecimal digits."""
        return _key_id(self.name, self.raw).hex()

    def verify(self, text: str, signature: bytes) -> bool:
        """Tell whether ``signature`` over ``text`` was made with this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True

    def line(self) -> str:
        """Return the verifier key of the note format: ``NAME+ID+BASE64``."""
        return f"{self.name}+{self.id}+{base64.b64encode(_ED25519 + self.raw).decode()}"

    @classmethod
    def parse(cls, line: str) -> PublicKey:
        """Return the key of a verifier-key line, or raise :class:`NoteError`."""
        try:
            name, key_id, encoded = line.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise NoteError("not a verifier key") from None
        key = cls(name, raw[1:])
        if raw[:1] != _ED25519 or len(key.raw) != 32 or key.id != key_id:  # noqa: PLR2004 - Ed25519
            raise NoteError("not a verifier key of Ed25519")
        return key


def _key_id(name: str, raw: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + raw).digest()[:_ID_BYTES]


class Signer:
    """A private key with its name; :meth:`sign` takes about 40 µs."""

    __slots__ = ("_private", "_tag", "public")

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        raw = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        self.public = PublicKey(name, raw)
        self._private = private
        self._tag = _key_id(name, raw)

    def sign(self, text: str) -> str:
        """Return the signed note of ``text``, which must end in a newline."""
        if not text.endswith("\n"):
            raise ValueError("a note's text ends in a newline")
        signature = base64.b64encode(self._tag + self._private.sign(text.encode())).decode()
        return f"{text}\n{_DASH}{self.public.name} {signature}\n"


def open_note(note: str, keys: Iterable[PublicKey]) -> tuple[str, PublicKey]:
    """Return the text of ``note`` and the first of ``keys`` that signed it, or raise :class:`NoteError`."""
    text, separator, rest = note.rpartition("\n\n")
    if not separator or not rest.endswith("\n"):
        raise NoteError("not a signed note")
    text += "\n"
    known: Mapping[tuple[str, str], PublicKey] = {(key.name, key.id): key for key in keys}
    for line in rest.splitlines():
        if not line.startswith(_DASH):
            raise NoteError("not a signature line")
        name, _, encoded = line[len(_DASH) :].partition(" ")
        try:
            raw = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            raise NoteError("not a signature line") from None
        key = known.get((name, raw[:_ID_BYTES].hex()))
        if key is None:
            continue
        if len(raw) != _ID_BYTES + _SIGNATURE_BYTES or not key.verify(text, raw[_ID_BYTES:]):
            raise NoteError(f"the signature of key {key.id} is wrong")
        return text, key
    raise NoteError("no known key has signed this note")


class Keyring:
    """The keys of one installation, in a folder that only its owner can open.

    ``ID.pem`` is a private key, ``ID.pub`` its verifier line, ``active`` names the key that signs. A
    rotation makes a new key and moves ``active``; old ``.pub`` files stay, so that old notes still verify.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._signer: Signer | None = None
        self._stamp = -1

    def signer(self) -> Signer:
        """Return the active signer, made on first use; a rotation by another process is noticed.

        Raises ``signing_key`` when the folder cannot be used.
        """
        active = self.folder / _ACTIVE
        try:
            stamp = active.stat().st_mtime_ns
        except FileNotFoundError:
            return self.rotate()
        except OSError as error:
            raise _unusable(error) from error
        if self._signer is None or stamp != self._stamp:
            self._signer = self._load(active)
            self._stamp = stamp
        return self._signer

    def public_keys(self) -> list[PublicKey]:
        """Return every key that has ever signed here, oldest first."""
        try:
            files = sorted(self.folder.glob("*.pub"), key=lambda f: (f.stat().st_mtime_ns, f.name))
            return [PublicKey.parse(file.read_text()) for file in files]
        except (OSError, NoteError) as error:
            raise _unusable(error) from error

    def rotate(self) -> Signer:
        """Make a new key, let it sign from now on, and return it."""
        name = f"yiwang-{secrets.token_hex(4)}"
        private = Ed25519PrivateKey.generate()
        signer = Signer(name, private)
        pem = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(self.folder / f"{name}.pem", pem)
            _write(self.folder / f"{name}.pub", signer.public.line().encode() + b"\n")
            _write(self.folder / _ACTIVE, name.encode() + b"\n")
        except OSError as error:
            raise _unusable(error) from error
        self._stamp = -1
        return signer

    def keep(self, name: str, content: str) -> None:
        """Keep a small text beside the keys, replaced as a whole: an anchor outside the database."""
        try:
            _write(self.folder / name, content.encode(), sync=False)
        except OSError as error:
            raise _unusable(error) from error

    def kept(self, name: str) -> str | None:
        """Return what :meth:`keep` last stored under ``name``."""
        try:
            return (self.folder / name).read_text()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unusable(error) from error

    def _load(self, active: Path) -> Signer:
        try:
            name = active.read_text().strip()
            file = self.folder / f"{name}.pem"
            if os.name == "posix" and file.stat().st_mode & _OTHERS_MAY:
                raise SigningKeyError(why_zh=f"{name} 的文件权限过宽", why_en=f"others may read {name}")
            private = serialization.load_pem_private_key(file.read_bytes(), password=None)
        except (OSError, ValueError) as error:
            raise _unusable(error) from error
        if not isinstance(private, Ed25519PrivateKey):
            raise SigningKeyError(why_zh="不是 Ed25519 密钥", why_en="not an Ed25519 key")
        return Signer(name, private)


def _unusable(error: Exception) -> SigningKeyError:
    return SigningKeyError(why_zh=f"无法读写密钥目录（{error}）", why_en=f"key folder: {error}")


def _write(path: Path, content: bytes, *, sync: bool = True) -> None:
    """Replace ``path`` as a whole with ``content``, readable by its owner only."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        if sync:
            file.flush()
            os.fsync(file.fileno())
    partial.replace(path)


class _Process:
    """The keyring of this process: named once at its start."""

    keyring: Keyring | None = None


def use_keys(folder: Path) -> Keyring:
    """Make ``folder`` the keyring of this process and return it; nothing is read or written yet."""
    _Process.keyring = Keyring(folder)
    return _Process.keyring


def keys() -> Keyring:
    """Return the keyring of this process, or raise ``signing_key`` when none was named."""
    if _Process.keyring is None:
        raise SigningKeyError(why_zh="未指定密钥目录", why_en="no key folder was named")
    return _Process.keyring
