"""``bench decide --task hotline``: the class of a message to a hotline, and the unit that will answer it.

What is learnt from: messages with a class, the names of a tree of categories (level1 is the class), messages
without a class, and messages with the reply they got. Files are known by their columns: ``label``,
``level1``, ``reply``, ``body``. The last three kinds come from the open data unless given as --train.

Nothing is tuned on what is scored: all settings are constants of ``base/language/model/classes.py``.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.language.api import Sorter, prepare
from yiwang.entry.bench.deciding import Asked, DataMissingError, DataWrongError, existing, open_data

_FOLDS: Final = 5
_SEEDS: Final = (0, 1, 2)
_CONFIDENT: Final = 0.8
_OTHER: Final = "其他"
_FOLDER: Final = "hotline_zh"
_FILES: Final = {
    "label": ("labelled_248.csv",),
    "level1": ("category_tree.csv",),
    "body": ("unlabelled_2801.csv", "messages_4326_with_votes.csv"),
    "reply": ("replied_1876.csv",),
}
#: What the head of a reply calls the unit that answers, by one name each; the first that is met counts.
_UNITS: Final = {
    "教育": "教育局|教体局|教育体育局|教委",
    "人社": "人社局|人力资源|社会保障局|社保局|劳动局|就业局",
    "医保": "医保局|医疗保障局",
    "住建": "住建局|住房和城乡建设|住房城乡建设|建设局|建委|住建委|房产局|房管局|住房保障|公积金",
    "规划国土": "规划局|自然资源|国土",
    "城管": "城管|城市管理|综合执法|执法局|园林",
    "交通": "交通运输局|交通局|公路局|运管|公交|轨道|地铁|交运局",
    "公安交警": "公安|交警|派出所",
    "卫健": "卫计|卫健|卫生|疾控|医院",
    "环保": "环保局|环境保护局|生态环境局|环保分局",
    "市场监管": "市场监督|市场监管|工商|食药|质监|物价|发改|价格",
    "民政": "民政",
    "农业水利": "农业|农村局|林业|水利|水务|畜牧",
    "文旅": "文旅|旅游|文化|体育局|广电",
    "水电气": "供水|自来水|水业|供电|电力|燃气",
    "街道乡镇": "街道|镇政府|镇人民政府|乡政府|乡人民政府|镇党委|乡党委|社区",
    "税务金融": "税务|国税|地税|银行|金融办",
    "司法": "法院|司法局|检察",
}
_HEAD: Final = 220
_RARE: Final = 10
_UNIT = {name: re.compile(words) for name, words in _UNITS.items()}

Rows = list[dict[str, str]]


def run(asked: Asked) -> dict[str, Any]:
    """Five folds, three times over, on the open data; with files: train on one kind, score the other."""
    given = _sorted(asked.train)
    known = {column: given.get(column) or _open(column) for column in _FILES}
    if not known["label"]:
        raise DataMissingError(name=f"{_FOLDER}/{_FILES['label'][0]}")
    labels = [row["label"] for row in known["label"]]
    learnt = prepare(
        [_text(row) for row in (*known["body"], *known["reply"])] or [_text(r) for r in known["label"]]
    )
    names = [
        (f"{'' if row['level3'] == _OTHER else row['level3']} {row['level2']}", row["level1"])
        for row in known["level1"]
    ]
    made = Sorter(learnt, [_text(row) for row in known["label"]], labels, names)
    sizes = {column: len(rows) for column, rows in known.items()}
    if asked.test is not None:
        existing((asked.test,))
        rows = _sorted((asked.test,)).get("label", [])
        if not rows:
            raise DataWrongError(
                name=str(asked.test), why_zh="没有 label 列", why_en="it has no column label"
            )
        chances = made.chances([_text(row) for row in rows])
        return {"files": score(chances, [row["label"] for row in rows], made.classes), "learnt_from": sizes}
    found = [score(_folded(made, seed), labels, made.classes) for seed in _SEEDS]
    mean = {key: round(float(np.mean([one[key] for one in found])), 4) for key in found[0] if key != "texts"}
    return {
        "five_folds": mean,
        "each": found,
        "learnt_from": sizes,
        "reply_unit": _units(learnt, known["reply"]),
    }


def _sorted(files: tuple[Path, ...]) -> dict[str, Rows]:
    """Return the rows of files by the column that tells their kind."""
    existing(files)
    csv.field_size_limit(10_000_000)
    found: dict[str, Rows] = {}
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            columns = reader.fieldnames or ()
            kind = next((c for c in ("label", "level1", "reply", "body") if c in columns), None)
            if kind is None:
                raise DataWrongError(name=str(file), why_zh="列名不认识", why_en="its columns are unknown")
            found.setdefault(kind, []).extend(reader)
    return found


def _open(column: str) -> Rows:
    """Return the rows of the open data of one kind; none where they are not on this machine."""
    try:
        return _sorted(tuple(open_data(_FOLDER, name) for name in _FILES[column]))[column]
    except DataMissingError:
        return []


def _text(row: dict[str, str]) -> str:
    """Return a message with its subject twice: it says in few words what the rest says in many."""
    subject = row.get("subject") or ""
    return f"{subject} {subject} {row.get('body') or ''}"


def folds(labels: NDArray[np.int64], seed: int) -> NDArray[np.int64]:
    """Return the fold of each example; every class is spread evenly."""
    order = np.random.default_rng(seed)
    found = np.zeros(len(labels), dtype=np.int64)
    for c in np.unique(labels):
        own = np.flatnonzero(labels == c)
        order.shuffle(own)
        found[own] = np.arange(len(own)) % _FOLDS
    return found


def _folded(made: Sorter, seed: int) -> NDArray[np.float64]:
    fold = folds(made.own, seed)
    chances = np.zeros((len(fold), len(made.classes)))
    for n in range(_FOLDS):
        left = np.flatnonzero(fold == n)
        chances[left] = made.without(left)
    return chances


def score(chances: NDArray[np.float64], labels: list[str], classes: tuple[str, ...]) -> dict[str, Any]:
    """Return macro-F1 over the classes of the labels, accuracy, and accuracy on the most confident."""
    said = np.array([classes[i] for i in chances.argmax(axis=1)])
    true = np.array(labels)
    ranked = np.sort(chances, axis=1)
    sure = np.argsort(ranked[:, -2] - ranked[:, -1], kind="stable")[: max(1, int(_CONFIDENT * len(true)))]
    f1 = [
        2 * ((said == c) & (true == c)).sum() / ((said == c).sum() + (true == c).sum())
        for c in np.unique(true)
    ]
    return {
        "texts": len(true),
        "macro_f1": round(float(np.mean(f1)), 4),
        "accuracy": round(float((said == true).mean()), 4),
        "accuracy_confident": round(float((said[sure] == true[sure]).mean()), 4),
    }


def unit_of(reply: str) -> str | None:
    """Return the unit that the head of a reply names first, if any."""
    head = reply[:_HEAD]
    met = {name: found.start() for name, words in _UNIT.items() if (found := words.search(head)) is not None}
    return min(met, key=lambda name: met[name]) if met else None


def _units(learnt: Any, rows: Rows) -> dict[str, Any]:
    """Judge how well the unit that answered can be told from the message alone (five folds)."""
    named = [(row, unit) for row in rows if (unit := unit_of(row["reply"])) is not None]
    often = {unit for unit, n in Counter(unit for _, unit in named).items() if n >= _RARE}
    kept = [(row, unit) for row, unit in named if unit in often]
    if len(often) < 2:  # noqa: PLR2004 - one unit is no choice
        return {"replies": len(rows), "with_unit": len(named)}
    units = [unit for _, unit in kept]
    made = Sorter(learnt, [_text(row) for row, _ in kept], units, [])
    chances = _folded(made, 0)
    ranked = np.argsort(-chances, axis=1)[:, :3]
    top = np.mean([unit in {made.classes[i] for i in best} for unit, best in zip(units, ranked, strict=True)])
    most = Counter(units).most_common(1)[0][1] / len(units)
    told = score(chances, units, made.classes)
    found = {"replies": len(rows), "with_unit": len(named), "units": len(often)}
    return found | {"most_frequent": round(most, 4), "in_first_three": round(float(top), 4)} | told
