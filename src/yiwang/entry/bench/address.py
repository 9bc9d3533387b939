"""``yiwang bench decide --task address``: parts of addresses, their areas, and the resolver's speed.

Learns from annotated addresses and scores others of the same form: a part is right when both ends and its
tag are. Names of areas (provinces to towns) are used as a dictionary where the open data have them, and the
areas that were read are looked up in them. What ships knows none of this: it goes by the city's own names.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from yiwang.base.geography.api import Marked, learn_addresses, parts, read_marked, score
from yiwang.entry.bench.deciding import Asked, DataMissingError, DataWrongError, existing, open_data
from yiwang.entry.bench.gazetteer import calibrate, measure
from yiwang.entry.cli.common import note

_LEVELS: Final = {
    "provinces.csv": "prov",
    "cities.csv": "city",
    "areas.csv": "district",
    "streets.csv": "town",
}
_ENDINGS: Final = {
    "prov": ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"),
    "city": ("自治州", "地区", "市", "盟"),
    "district": ("区", "县", "市", "旗"),
    "town": ("街道办事处", "街道", "镇", "乡"),
}
#: A province that is a city (北京市) is annotated as a city; its districts lie right below it.
_ALSO: Final = {"prov": ("prov", "city"), "city": ("city",), "district": ("district",), "town": ("town",)}


def run(asked: Asked) -> dict[str, Any]:
    """Learn from ``asked.train``, score ``asked.test``; without files the open data's train and dev."""
    existing([*asked.train, *([asked.test] if asked.test else [])])
    train = list(asked.train) or [open_data("address_zh", "train.txt")]
    test = asked.test or open_data("address_zh", "dev.txt")
    marked = [one for path in train for one in _read(path)]
    given = _read(test)
    divisions = _divisions()
    began = time.perf_counter()
    tagger = learn_addresses(marked, {name: sorted(kinds) for name, kinds in divisions.kinds().items()})
    learned = time.perf_counter()
    made = [tagger.tag(one.tokens) for one in given]
    tagged = time.perf_counter()
    gold = [one.labels for one in given]
    figures = score(gold, made)
    whole = sum(parts(a) == parts(b) for a, b in zip(gold, made, strict=True))
    named = [tag for tag in figures if tag not in {"all", "redundant"}]
    return {
        "train": {"addresses": len(marked), "files": [path.name for path in train]},
        "test": {"addresses": len(given), "file": test.name},
        "f1": figures["all"]["f1"],
        "tags": figures,
        "macro_f1_without_redundant": sum(figures[tag]["f1"] for tag in named) / max(len(named), 1),
        "whole_addresses_right": whole / len(given),
        "areas": divisions.share(given, made),
        "seconds": {"learn": learned - began, "ms_per_address": (tagged - learned) * 1000 / len(given)},
        "gazetteer": measure(),
        "confidence": calibrate(),
    }


def tell(found: dict[str, Any]) -> None:
    """Print the figures for a person."""
    note(f"{'precision':>10} {'recall':>8} {'f1':>8} {'n':>7}  part")
    for tag, one in found["tags"].items():
        note(f"{one['precision']:>10.3f} {one['recall']:>8.3f} {one['f1']:>8.3f} {one['n']:>7}  {tag}")
    note(f"whole addresses right: {found['whole_addresses_right']:.3f}")
    note(f"areas: {found['areas']}")
    note(f"seconds: {found['seconds']}")
    note(f"resolver: {found['gazetteer']}")
    note(f"confidence said, and right: {found['confidence']}")


def _read(path: Path) -> list[Marked]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        marked, slips = read_marked(lines)
    if not marked or slips > sum(len(one.tokens) for one in marked) / 2:
        raise DataWrongError(
            name=path.name,
            why_zh="应为每行一个字和标注、空行分隔的地址",
            why_en="expected a character and its label per line, addresses parted by empty lines",
        )
    return marked


class _Divisions:
    """Names of provinces to towns with their codes, whose prefixes are the areas above."""

    def __init__(self, rows: Sequence[tuple[str, str, str]]) -> None:
        self._codes: dict[tuple[str, str], list[str]] = {}
        for level, name, code in rows:
            short = next((name[: -len(end)] for end in _ENDINGS[level] if name.endswith(end)), name)
            for word in {name, short}:
                if len(word) > 1:
                    for tag in _ALSO[level]:
                        self._codes.setdefault((tag, word), []).append(code)

    def kinds(self) -> dict[str, set[str]]:
        """Return every name with the levels that bear it."""
        found: dict[str, set[str]] = {}
        for level, word in self._codes:
            found.setdefault(word, set()).add(level)
        return found

    def share(self, given: Sequence[Marked], made: Sequence[Sequence[str]]) -> dict[str, Any]:
        """Return of how many addresses that name an area its code is found, and is that of the annotation."""
        if not self._codes:
            return {"not_measured": "admin_divisions_cn"}
        named = resolved = unique = same = 0
        for one, labels in zip(given, made, strict=True):
            codes = self._resolve(one.tokens, labels)
            if codes is None:
                continue
            named += 1
            resolved += bool(codes)
            unique += len(codes) == 1
            same += bool(codes) and codes == self._resolve(one.tokens, one.labels)
        return {
            "addresses_that_name_one": named,
            "resolved": resolved / max(named, 1),
            "resolved_to_one": unique / max(named, 1),
            "as_annotated": same / max(named, 1),
        }

    def _resolve(self, tokens: Sequence[str], labels: Sequence[str]) -> list[str] | None:
        """Return the codes of the deepest area that is named and known; ``None`` if none is named."""
        meant: list[str] | None = None
        for part in parts(labels):
            if part.tag not in _ENDINGS:
                continue
            codes = self._codes.get((part.tag, "".join(tokens[part.start : part.end])), [])
            if meant:
                deeper = [code for code in codes if any(code.startswith(upper) for upper in meant)]
                upper = [code for code in meant if any(code.startswith(one) for one in codes)]
                meant = deeper or upper or meant
            else:
                meant = list(codes)
        return meant


def _divisions() -> _Divisions:
    try:
        folder = open_data("admin_divisions_cn")
    except DataMissingError:
        return _Divisions([])
    rows = []
    for file, level in _LEVELS.items():
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            rows += [(level, row["name"], row["code"]) for row in csv.DictReader(lines)]
    return _Divisions(rows)
