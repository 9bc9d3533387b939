"""``bench decide --task text``: how fast the text road is, how much memory it takes."""

from __future__ import annotations

import csv
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml

from yiwang.base.language.api import Road, assemble, embed, road
from yiwang.base.matters.api import Catalogue, Matter, MatterData
from yiwang.entry.bench.deciding import Asked, DataMissingError, existing, open_data

_MOST: Final = 3000
_SINGLE: Final = 370  # characters of a usual message
_SINGLES: Final = 500
_ROUNDS: Final = 3


def run(asked: Asked) -> dict[str, Any]:
    """Read messages in one batch and one at a time, with the words and the catalogue of the base pack.

    Processor seconds, the best of three rounds. A file with a column ``body`` or ``text`` may be the --test;
    nothing is trained, so what --train names is not read.
    """
    existing((*asked.train, *([asked.test] if asked.test else [])))
    file = asked.test or open_data("hotline_zh", "unlabelled_2801.csv")
    texts = _texts(file)[:_MOST]
    made = _road()
    made.read(texts[:50])
    size = sum(len(text.encode()) for text in texts)
    spent = min(_seconds(lambda: made.read(texts)) for _ in range(_ROUNDS))
    vectors = min(_seconds(lambda: embed(texts)) for _ in range(_ROUNDS))
    usual = "".join(texts)[: _SINGLE * _SINGLES]
    singles = [usual[i : i + _SINGLE] for i in range(0, len(usual), _SINGLE)]
    each = sorted(_each(made, singles))
    short = [text[:60] for text in texts]
    short_spent = min(_seconds(lambda: made.read(short)) for _ in range(_ROUNDS))
    readings = made.read(texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )
    return {
        "texts": len(texts),
        "mb": round(size / 1e6, 3),
        "mb_per_s": round(size / 1e6 / spent, 2),
        "texts_per_s": round(len(texts) / spent),
        "short_texts_per_s": round(len(short) / short_spent),
        "embed_mb_per_s": round(size / 1e6 / vectors, 1),
        "single_p50_ms": round(1000 * each[len(each) // 2], 3),
        "single_p99_ms": round(1000 * each[int(len(each) * 0.99)], 3),
        "peak_mb": round(peak, 1),
        "failed": sum(bool(reading.failed) for reading in readings),
        "tagged": round(float(np.mean([bool(r.tags) for r in readings])), 4),
        "with_subject": round(float(np.mean([bool(r.subjects) for r in readings])), 4),
    }


def _seconds(act: Any) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _each(made: Road, texts: list[str]) -> list[float]:
    found = []
    for text in texts:
        begun = time.perf_counter()
        made.read([text])
        found.append(time.perf_counter() - begun)
    return found


def _texts(file: Path) -> list[str]:
    csv.field_size_limit(10_000_000)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [f"{row.get('subject') or ''}\n{row.get('body') or row.get('text') or ''}" for row in rows]


def _road() -> Road:
    """Return the road with the words that hold by themselves and the catalogue of the base pack."""
    for parent in Path(__file__).resolve().parents:
        for folder in (parent / "packs", parent / "shipped" / "packs"):
            file = folder / "base-catalogue" / "matters" / "gbt47678_5.yaml"
            if file.exists():
                return road(assemble(), _catalogue(file))
    raise DataMissingError(name="packs/base-catalogue")


def _catalogue(file: Path) -> Catalogue:
    read = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    entries = [MatterData.model_validate(entry) for entry in read["entries"]]
    names = {entry.code: entry.name for entry in entries if entry.parent is None}
    return Catalogue(
        Matter(
            key=f"{entry.kind}:{entry.code}",
            kind=entry.kind,
            code=entry.code,
            name=entry.name,
            class_code=entry.parent or entry.code,
            class_name=names.get(entry.parent or entry.code, ""),
            leaf=entry.leaf,
            synonyms=entry.synonyms,
        )
        for entry in entries
    )


def tell(found: dict[str, Any]) -> None:
    """Print the figures on one line each."""
    for name, value in found.items():
        print(f"{name:>20}  {json.dumps(value)}")  # noqa: T201 - what a command prints
