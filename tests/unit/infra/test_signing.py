from __future__ import annotations

from pathlib import Path

import pytest

from yiwang.infra import signing
from yiwang.infra.signing import Keyring, NoteError, PublicKey, SigningKeyError, open_note


def test_a_note_is_opened_by_its_key_only(tmp_path: Path) -> None:
    ring, other = Keyring(tmp_path / "a"), Keyring(tmp_path / "b")
    note = ring.signer().sign("one\ntwo\n")
    assert open_note(note, [other.signer().public, *ring.public_keys()]) == (
        "one\ntwo\n",
        ring.signer().public,
    )
    with pytest.raises(NoteError, match="no known key"):
        open_note(note, [other.signer().public])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda n: n.replace("two", "owt"),
        lambda n: n.replace("\n\n", "\n"),
        lambda n: n[:-10],
        lambda n: n.replace("\u2014 ", "- "),
        lambda n: n[:-6] + "****\n",
        lambda _: "",
    ],
)
def test_a_spoilt_note_is_refused(tmp_path: Path, spoil: object) -> None:
    ring = Keyring(tmp_path)
    with pytest.raises(NoteError):
        open_note(spoil(ring.signer().sign("one\ntwo\n")), ring.public_keys())  # type: ignore[operator]


def test_keys_survive_a_restart_and_rotation_is_noticed(tmp_path: Path) -> None:
    first = Keyring(tmp_path / "keys").signer().public
    second = Keyring(tmp_path / "keys")
    assert second.signer().public == first
    rotated = Keyring(tmp_path / "keys").rotate().public
    assert second.signer().public == rotated != first
    assert set(second.public_keys()) == {first, rotated}
    assert PublicKey.parse(first.line()) == first


def test_private_keys_are_private(tmp_path: Path) -> None:
    ring = Keyring(tmp_path / "keys")
    ring.signer()
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    pem = next((tmp_path / "keys").glob("*.pem"))
    assert pem.stat().st_mode & 0o777 == 0o600
    pem.chmod(0o644)
    with pytest.raises(SigningKeyError, match="others may read"):
        Keyring(tmp_path / "keys").signer()


def test_a_damaged_or_unusable_folder_is_named(tmp_path: Path) -> None:
    ring = Keyring(tmp_path / "keys")
    ring.signer()
    next((tmp_path / "keys").glob("*.pem")).write_text("rubbish")
    with pytest.raises(SigningKeyError):
        Keyring(tmp_path / "keys").signer()
    (tmp_path / "file").write_text("")
    with pytest.raises(SigningKeyError):
        Keyring(tmp_path / "file" / "keys").signer()


def test_a_process_without_a_keyring_says_so() -> None:
    before = signing._Process.keyring
    signing._Process.keyring = None
    try:
        with pytest.raises(SigningKeyError, match="no key folder"):
            signing.keys()
    finally:
        signing._Process.keyring = before


def test_text_without_an_end_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="newline"):
        Keyring(tmp_path).signer().sign("no end")


@pytest.mark.parametrize("line", ["", "a+b", "a+b+c", "a+00000000+AQ=="])
def test_a_wrong_key_line_is_refused(line: str) -> None:
    with pytest.raises(NoteError):
        PublicKey.parse(line)
