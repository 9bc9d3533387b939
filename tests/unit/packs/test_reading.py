from pathlib import Path

import pytest

from yiwang.packs import yaml12
from yiwang.packs.errors import PackInvalidError
from yiwang.packs.manifest import satisfies
from yiwang.packs.reader import read

MANIFEST = """
id: {id}
version: 1.0.0
title: {{zh: 试, en: Try}}
owner: tests
licence: Apache-2.0
sections: {sections}
"""
MATTERS = """
provenance: test
entries:
  - {kind: matter, code: "06", name: 市容环境类, leaf: false}
  - {kind: matter, code: 06010, name: 暴露垃圾, parent: "06"}
"""


def pack(folder: Path, name: str = "trial", sections: str = "{matters: [m.yaml]}", **files: str) -> Path:
    root = folder / name
    root.mkdir(exist_ok=True)
    (root / "pack.yaml").write_text(MANIFEST.format(id=name, sections=sections))
    for file, text in ({"m.yaml": MATTERS} | files).items():
        (root / file).write_text(text)
    return root


def faults(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(PackInvalidError) as caught:
        read(folder)
    assert all(p.zh and p.en for p in caught.value.problems)
    assert caught.value.as_dict()["problems"]
    return [(p.file, p.path) for p in caught.value.problems]


def test_a_sound_pack_is_read_with_a_digest_per_definition(tmp_path):
    found = read(pack(tmp_path))
    assert set(found.items) == {"matters/matter:06", "matters/matter:06010"}
    assert found.hash == read(pack(tmp_path)).hash
    changed = read(pack(tmp_path, **{"m.yaml": MATTERS.replace("暴露", "裸露")}))
    assert changed.hash != found.hash
    assert changed.items["matters/matter:06"] == found.items["matters/matter:06"]


def test_faults_name_file_and_key(tmp_path):
    bad = MATTERS + "  - {kind: matter, code: '1', name: '', colour: red}\n"
    assert faults(pack(tmp_path, **{"m.yaml": bad})) == [
        ("m.yaml", "entries.2.name"),
        ("m.yaml", "entries.2.colour"),
    ]
    twice = MATTERS + "  - {kind: matter, code: 06010, name: 又一次}\n"
    assert faults(pack(tmp_path, **{"m.yaml": twice})) == [("m.yaml", "")]
    assert faults(pack(tmp_path, sections="{matters: [none.yaml], magic: [m.yaml]}")) == [
        ("pack.yaml", "sections.matters"),
        ("pack.yaml", "sections.magic"),
    ]
    assert faults(pack(tmp_path, sections="{matters: [../x.yaml]}"))[0][1].startswith("sections.matters")
    assert faults(tmp_path) == [("pack.yaml", "")]


def test_the_id_is_the_folders_name(tmp_path):
    root = pack(tmp_path)
    renamed = root.rename(tmp_path / "other")
    assert faults(renamed) == [("pack.yaml", "id")]


def test_links_out_of_the_pack_are_refused(tmp_path):
    (tmp_path / "secret.yaml").write_text(MATTERS)
    root = pack(tmp_path, sections="{matters: [n.yaml]}")
    (root / "n.yaml").symlink_to(tmp_path / "secret.yaml")
    assert faults(root) == [("n.yaml", "")]


def test_the_same_definition_in_two_files_is_refused(tmp_path):
    root = pack(tmp_path, sections="{matters: ['*m.yaml']}", **{"am.yaml": MATTERS})
    assert {path for _, path in faults(root)} == {"matter:06", "matter:06010"}


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [1]\nb: *x",
        "a: 1\na: 2",
        "a: !!python/object/apply:os.system [ls]",
        "? [a]\n: 1",
        "[" * 60 + "]" * 60,
        "a: b\n---\nc: d",
        "a: [1",
    ],
)
def test_dangerous_and_broken_yaml_is_refused(text):
    with pytest.raises(yaml12.YamlError):
        yaml12.load(text)


def test_codes_dates_and_words_stay_what_they_look_like():
    text = "{code: 01037, day: 2026-01-01, no: yes, n: 12, f: 1.5, t: true, z: null, e: , '': x, hex: 0x1F}"
    assert yaml12.load(text) == {
        "code": "01037",
        "day": "2026-01-01",
        "no": "yes",
        "n": 12,
        "f": 1.5,
        "t": True,
        "z": None,
        "e": None,
        "": "x",
        "hex": "0x1F",
    }


@pytest.mark.parametrize(
    ("version", "demand", "met"),
    [
        ("1.10.0", ">=1.9.0", True),
        ("1.0.0", "1.0.1", False),
        ("1.0.0", "==1.0.0", True),
        ("2.0.0", "<2.0.0", False),
        (None, ">=0.0.0", False),
    ],
)
def test_demands(version, demand, met):
    assert satisfies(version, demand) is met
