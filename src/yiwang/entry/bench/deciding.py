"""The tasks of ``yiwang bench decide``: one line each, loaded only when asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from yiwang.kernel.errors import YiwangError


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a task is asked with. Empty ``train`` and no ``test``: the open data, split as the task says."""

    train: tuple[Path, ...] = ()
    test: Path | None = None
    log: Path | None = None
    columns: dict[str, str] = {}
    pm4py: bool = False
    replay: bool = False


class Task(msgspec.Struct, frozen=True):
    """``module`` has ``run(asked) -> dict``; it may have ``tell(found)``, lines for a person."""

    module: str
    about: str


TASKS: Final[dict[str, Task]] = {
    "text": Task("text", "speed and memory of the text road"),
    "hotline": Task("hotline", "class of a message, from few examples and a tree of names"),
    "volume": Task("volume", "forecast monthly cases by district and topic"),
    "duplicates": Task("duplicates", "find injected and noted repeats of one thing"),
    "log": Task("mining", "mine a process log (--log FILE), race pm4py on it (--pm4py)"),
    "address": Task("address", "parts of addresses and their areas; how fast and large the resolver is"),
    "dispatch": Task("dispatch", "unit from words, place, time; how much may go by itself at 2 % error"),
    "conformal": Task("conformal", "does the limit of error hold over 200 random splits"),
    "ontime": Task("ontime", "is a case closed on time, told at its opening"),
}


class DataMissingError(YiwangError):
    """The open data that a task scores are not on this machine."""

    code = "bench_data_missing"
    status = 424
    zh = "本机没有数据 {name}，任务未测"
    en = "{name} is not on this machine: the task was NOT measured"


class DataWrongError(YiwangError):
    """A file of training or test data cannot be used."""

    code = "bench_data_wrong"
    status = 422
    zh = "数据文件 {name} 无法使用：{why_zh}"
    en = "The data file {name} cannot be used: {why_en}"


def load(name: str) -> tuple[Callable[[Asked], dict[str, Any]], Callable[[dict[str, Any]], None] | None]:
    """Return what runs the task ``name`` and what tells its result, if anything does."""
    module = importlib.import_module(f"yiwang.entry.bench.{TASKS[name].module}")
    return module.run, getattr(module, "tell", None)


def open_data(*parts: str) -> Path:
    """Return a file or folder of the open data, which lie beside the source or one folder further up.

    Raises ``bench_data_missing``.
    """
    name = "/".join(parts)
    for place in Path(__file__).resolve().parents[4:6]:
        found = place.parent / "shared" / "data" / name
        if found.exists():
            return found
    raise DataMissingError(name=name)


def existing(paths: Iterable[Path]) -> None:
    """Raise ``bench_data_wrong`` unless all of ``paths`` are files."""
    for path in paths:
        if not path.is_file():
            raise DataWrongError(name=str(path), why_zh="没有这个文件", why_en="there is no such file")
