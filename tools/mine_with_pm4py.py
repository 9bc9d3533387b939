"""Mine a log with pm4py and print what it found as JSON: the peer of ``yiwang bench decide --task log``.

pm4py is AGPL: it runs only here, in a process and an environment of its own (``make bench-env``), and
nothing of it is imported or shipped by the program.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")


_KEYS = ("mean", "median", "min", "max", "sum", "stdev")


def _number(value: float) -> float:
    """Return a statistic; the deviation of a single value is not a number for pm4py and 0 for us."""
    return 0.0 if value != value else float(value)  # noqa: PLR0124 - only what is no number differs from itself


def main(path: str, *, replay: bool) -> None:
    """Read the log in ``path``, mine it, print figures and findings."""
    began = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        pandas, pm4py = importlib.import_module("pandas"), importlib.import_module("pm4py")
    marks = [("import", time.perf_counter() - began)]

    def mark(name: str, since: float) -> float:
        now = time.perf_counter()
        marks.append((name, now - since))
        return now

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        now = time.perf_counter()
        names = {"case_id": "case:concept:name", "activity_key": "concept:name"}
        if path.endswith(".csv"):
            frame = pandas.read_csv(path)
            frame = pm4py.format_dataframe(frame, **names, timestamp_key="time:timestamp")
        else:
            frame = pm4py.read_xes(path)
        now = mark("load", now)
        arcs, starts, ends = pm4py.discover_dfg(frame)
        now = mark("arcs", now)
        times, _, _ = pm4py.discover_performance_dfg(frame)
        now = mark("times", now)
        variants = pm4py.get_variants(frame)
        now = mark("variants", now)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if replay:
            net = pm4py.discover_petri_net_inductive(frame, noise_threshold=0.2)
            now = mark("discover net", now)
            pm4py.conformance_diagnostics_token_based_replay(frame, *net)
            mark("token replay", now)
    found = {
        "version": pm4py.__version__,
        "seconds": {name: round(seconds, 4) for name, seconds in marks},
        "peak_mb": round(peak, 1),
        "arcs": [[a, b, int(n), *(_number(times[a, b][key]) for key in _KEYS)] for (a, b), n in arcs.items()],
        "starts": {name: int(n) for name, n in starts.items()},
        "ends": {name: int(n) for name, n in ends.items()},
        "variants": [[list(path), int(n if isinstance(n, int) else len(n))] for path, n in variants.items()],
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], replay="--replay" in sys.argv[2:])
