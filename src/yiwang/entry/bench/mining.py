"""``yiwang bench decide --task log``: mine a log, and race and compare pm4py on the same file.

Each side runs in a process of its own, so that neither the time nor the memory of one is the other's.
"""

from __future__ import annotations

import importlib.util
import math
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from yiwang.base.mining import api as mining
from yiwang.base.mining.api import ProcessLog, Times
from yiwang.connectors.processlog.system import read_log
from yiwang.entry.bench.deciding import Asked, open_data
from yiwang.entry.cli.common import note
from yiwang.kernel.errors import YiwangError

_ROOT: Final = Path(__file__).parents[4]
_PEER: Final = _ROOT / "tools" / "mine_with_pm4py.py"
_PEER_PYTHON: Final = _ROOT / ".ci" / "bench" / "bin" / "python"
_CLOSE: Final = 1e-9
_SHOWN: Final = 20
_LISTED: Final = 50
_COLUMNS: Final = ("mean", "median", "least", "most", "total", "deviation")


class PeerMissingError(YiwangError):
    """The tool to race against is not installed."""

    code = "bench_peer"
    status = 424
    zh = "没有可用的对照工具 {name}：{why_zh}"
    en = "There is no {name} to race against: {why_en}"


def run(asked: Asked) -> dict[str, Any]:
    """Mine the log asked for, or else every log of the open data."""
    if asked.log is not None:
        return race(asked.log, asked.columns, peer=asked.pm4py, replay=asked.replay)
    logs = sorted(path for path in open_data("eventlogs").iterdir() if path.suffix in {".csv", ".xes", ".gz"})
    return {"logs": {path.name: race(path, None, peer=asked.pm4py, replay=asked.replay) for path in logs}}


def tell(found: dict[str, Any]) -> None:
    """Print what was found for a person to read."""
    if "logs" in found:
        for name, one in found["logs"].items():
            note(f"{name}:")
            tell(one)
        return
    note(f"{found['steps']:,} steps, {found['cases']:,} cases, {len(found['variants']):,} variants")
    for reason, n in found["left_out"].items():
        note(f"{n:,} rows left out: no {reason}")
    note(f"{'n':>10} {'median s':>14} {'mean s':>14}  transition")
    for source, target, n, mean, median, *_ in found["arcs"][:_LISTED]:
        note(f"{n:>10,} {median:>14,.1f} {mean:>14,.1f}  {source} → {target}")
    for path, n in found["variants"][:10]:
        note(f"{n:>10,}  {' → '.join(path)}")
    for name, rows in found["findings"].items():
        note(f"{name}: {rows if isinstance(rows, int) else len(rows)}")
    note(str({"seconds": found["seconds"], "peak_mb": found["peak_mb"], "pm4py": found.get("pm4py")}))


def mine(path: Path, columns: Mapping[str, str] | None = None, *, as_written: bool = False) -> dict[str, Any]:
    """Mine ``path`` in this process; return what was found, with seconds per step and peak memory."""
    marks: dict[str, float] = {}
    importlib.import_module(
        "duckdb"
    )  # that is no part of the work; the peer's imports are not counted either

    def mark(name: str, since: float) -> float:
        now = time.perf_counter()
        marks[name] = round(now - since, 4)
        return now

    now = time.perf_counter()
    found = read_log(path, columns, as_written=as_written)
    log = found.log
    now = mark("load", now)
    graph = mining.draw(log)
    now = mark("arcs and times", now)
    variants = mining.variants(log)
    paths = list(zip(variants.paths(), variants.counts.tolist(), strict=True))
    now = mark("variants", now)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "clock": "as written" if as_written else "UTC",
        "cases": graph.cases,
        "steps": graph.steps,
        "left_out": dict(found.left_out),
        "dated_before_1990": found.doubtful,
        "ties": found.ties,
        "seconds": marks,
        "peak_mb": round(peak, 1),
        "arcs": [[arc.source, arc.target, arc.times.n, *_numbers(arc.times)] for arc in graph.arcs],
        "starts": graph.starts,
        "ends": graph.ends,
        "variants": paths,
        "durations": None if graph.durations is None else msgspec.to_builtins(graph.durations),
        "findings": _findings(log, graph, now, mark),
    }


def _numbers(times: Times) -> list[float]:
    return [getattr(times, name) for name in _COLUMNS]


def _findings(log: ProcessLog, graph: mining.Graph, now: float, mark: Any) -> dict[str, Any]:
    handovers = mining.handovers(log)
    now = mark("hand-overs", now)
    pairs, again = mining.ping_pong(log), mining.rework(log)
    extra, extreme = mining.extra_steps(log), mining.extremes(log)
    now = mark("findings", now)
    common = mining.allowed(
        ((arc.source, arc.target) for arc in graph.arcs if arc.times.n * 100 >= graph.cases),
        graph.starts,
        graph.ends,
    )
    rare = mining.check(log, [common])[0].cases
    mark("conformance", now)
    return {
        "hand_overs": [[h.source, h.target, h.times.n, h.times.median] for h in handovers[:_SHOWN]],
        "ping_pong": [[p.one, p.other, p.turns, len(p.cases)] for p in pairs[:_SHOWN]],
        "rework": [[r.activity, r.again, len(r.cases), r.spent.median] for r in again[:_SHOWN]],
        "extra_steps": [[e.activity, len(e.cases), e.longer] for e in extra[:_SHOWN]],
        "slow": [
            [s.source, s.target, s.times.n, s.times.median, round(s.share, 4)] for s in mining.slow(graph)
        ],
        "extreme_durations": len(extreme),
        "cases_with_rare_arcs": len(rare),
    }


def race(path: Path, columns: Mapping[str, str] | None, *, peer: bool, replay: bool) -> dict[str, Any]:
    """Mine ``path``; with ``peer`` each side in a process of its own, with the comparison.

    pm4py reads ``2005-03-23T00:00+01:00`` in XES as midnight in UTC. So that the same is compared, the
    offsets are passed over on our side too then, and ``clock`` says so.

    Raises ``bench_peer`` when pm4py is asked for and not installed, ``process_log_refused`` for a bad file.
    """
    if not peer:
        return mine(path, columns)
    python = _peer_python()
    ours = _run([sys.executable, "-m", "yiwang.entry.bench.mining", str(path)], columns)
    theirs = _run([python, str(_PEER), str(path), *(["--replay"] if replay else [])], None)
    return ours | {"pm4py": compare(ours, theirs)}


def _peer_python() -> str:
    if not _PEER.is_file():
        raise PeerMissingError(
            name="pm4py", why_zh="只能在源代码目录中运行", why_en="this runs in a source folder only"
        )
    if importlib.util.find_spec("pm4py") is not None:
        return sys.executable
    if _PEER_PYTHON.is_file():
        return str(_PEER_PYTHON)
    raise PeerMissingError(name="pm4py", why_zh="请先运行 make bench-env", why_en="run make bench-env first")


def _run(command: list[str], columns: Mapping[str, str] | None) -> dict[str, Any]:
    given = msgspec.json.encode(dict(columns or {}))
    done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603 - ours and the peer
    if done.returncode:
        raise PeerMissingError(
            name=Path(command[1]).name,
            why_zh="运行失败：" + done.stderr.decode(errors="replace")[-500:],
            why_en="it failed",
        )
    # pm4py greets on the same channel
    line = next(line for line in done.stdout.splitlines() if line.startswith(b"{"))
    found: dict[str, Any] = msgspec.json.decode(line)
    return found


def compare(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Return whether both found the same, and how much faster and smaller ours was.

    Compared end to end: load, arcs with times, variants; what only one of them computes is not counted.
    """
    mine_s = sum(ours["seconds"][name] for name in ("load", "arcs and times", "variants"))
    their_s = sum(theirs["seconds"][name] for name in ("load", "arcs", "times", "variants"))
    replayed = theirs["seconds"].get("token replay")
    differences = list(_differences(ours, theirs))
    return {
        "version": theirs["version"],
        "equal": not differences,
        "differences": differences[:_SHOWN],
        "seconds": theirs["seconds"],
        "peak_mb": theirs["peak_mb"],
        "faster": round(their_s / mine_s, 2),
        "memory_share": round(ours["peak_mb"] / theirs["peak_mb"], 3),
        "conformance_faster": None
        if replayed is None
        else round(replayed / ours["seconds"]["conformance"], 1),
    }


def _differences(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    for name in ("starts", "ends"):
        if ours[name] != theirs[name]:
            yield f"{name}: {ours[name]} is not {theirs[name]}"
    mine_arcs = {(a, b): rest for a, b, *rest in ours["arcs"]}
    their_arcs = {(a, b): rest for a, b, *rest in theirs["arcs"]}
    for pair in sorted(mine_arcs.keys() | their_arcs.keys()):
        one, other = mine_arcs.get(pair), their_arcs.get(pair)
        if one is None or other is None:
            yield f"arc {pair} is with one of both only"
        elif one[0] != other[0] or not all(map(_near, one[1:], other[1:])):
            yield f"arc {pair}: {one} is not {other}"
    paths, their_paths = _counted(ours["variants"]), _counted(theirs["variants"])
    if paths != their_paths:
        yield f"{len(paths.items() ^ their_paths.items())} variants differ in path or frequency"


def _near(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=1e-6)


def _counted(variants: list[Any]) -> dict[tuple[str, ...], int]:
    return {tuple(path): n for path, n in variants}


if __name__ == "__main__":
    sys.stdout.buffer.write(
        msgspec.json.encode(
            mine(Path(sys.argv[1]), msgspec.json.decode(sys.stdin.buffer.read()), as_written=True)
        )
    )
