"""Differential: matchers, silences, inhibition, grouping and resolution as Prometheus Alertmanager has them.

Debian's ``prometheus-alertmanager`` is started on a private port and asked for the same alarms. Where it is
not installed the test is skipped, and says so.
"""

from __future__ import annotations

import json
import random
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.support.patience import PATIENCE

from yiwang.base.alarms.model.noise import Inhibition, Inhibitor, Matcher, Silence, groups
from yiwang.kernel.ids import new_id

BINARY = shutil.which("prometheus-alertmanager")
pytestmark = pytest.mark.skipif(
    BINARY is None, reason="prometheus-alertmanager is not installed: NOT COMPARED"
)

VALUES = ["", "a", "b", "ab"]
LABELS = ["site", "kind", "level"]

#: Inhibitions of every shape: one label equal, none, a source that is a target too, patterns.
INHIBITIONS = (
    ("one", [("level", "=", "a")], [("level", "=", "b")], ["site"]),
    ("two", [("kind", "=~", "a.*")], [("kind", "!=", "a")], ["level", "site"]),
    ("three", [("site", "!~", "a|b"), ("kind", "=", "b")], [("kind", "=", "b")], []),
)


def ours() -> list[Inhibition]:
    def matchers(rows: list[tuple[str, str, str]]) -> tuple[Matcher, ...]:
        return tuple(Matcher(label=label, op=op, value=value) for label, op, value in rows)

    return [
        Inhibition(code=code, source=matchers(source), target=matchers(target), equal=(*equal, "round"))
        for code, source, target, equal in INHIBITIONS
    ]


def configuration() -> str:
    rules = [
        {
            "source_matchers": [f'{a}{op}"{v}"' for a, op, v in source],
            "target_matchers": [f'{a}{op}"{v}"' for a, op, v in target],
            "equal": [*equal, "round"],
        }
        for _, source, target, equal in INHIBITIONS
    ]
    route = {"receiver": "nobody", "group_by": ["site", "kind"], "group_wait": "0s", "group_interval": "1s"}
    return json.dumps({"route": route, "receivers": [{"name": "nobody"}], "inhibit_rules": rules})


class Alertmanager:
    """A running Alertmanager and what it says."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/api/v2"

    def call(self, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}{path}", data, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def fire(self, alerts: list[dict[str, str]], seconds: float = 600) -> None:
        now = datetime.now(UTC)
        self.call(
            "/alerts",
            [
                {
                    "labels": {k: v for k, v in labels.items() if v},
                    "startsAt": (now - timedelta(minutes=1)).isoformat(),
                    "endsAt": (now + timedelta(seconds=seconds)).isoformat(),
                }
                for labels in alerts
            ],
        )

    def states(self) -> dict[str, dict[str, tuple[bool, bool]]]:
        """Return per round and name of an alert whether it is silenced and whether it is inhibited."""
        out: dict[str, dict[str, tuple[bool, bool]]] = {}
        for alert in self.call("/alerts"):
            status, labels = alert["status"], alert["labels"]
            hushed = bool(status["silencedBy"]), bool(status["inhibitedBy"])
            out.setdefault(labels["round"], {})[labels["name"]] = hushed
        return out

    def silence(self, silence: Silence) -> None:
        body = {
            "matchers": [
                {
                    "name": m.label,
                    "value": m.value,
                    "isRegex": "~" in m.op,
                    "isEqual": not m.op.startswith("!"),
                }
                for m in silence.matchers
            ],
            "startsAt": silence.starts_at.isoformat(),
            "endsAt": silence.ends_at.isoformat(),
            "createdBy": silence.author,
            "comment": silence.reason,
        }
        self.call("/silences", body)


def wait(what: Any, seconds: float = PATIENCE) -> Any:
    end = time.monotonic() + seconds
    while True:
        try:
            if found := what():
                return found
        except OSError:
            pass
        assert time.monotonic() < end, "Alertmanager does not come to it"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Alertmanager]:
    folder = tmp_path_factory.mktemp("alertmanager")
    (folder / "config.yml").write_text(configuration())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert BINARY is not None
    process = subprocess.Popen(
        [
            BINARY,
            f"--config.file={folder / 'config.yml'}",
            f"--storage.path={folder}",
            f"--web.listen-address=127.0.0.1:{port}",
            "--cluster.listen-address=",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        made = Alertmanager(port)
        wait(lambda: made.call("/status"))
        yield made
    finally:
        process.terminate()
        process.wait(PATIENCE)


PATTERNS = ["", "a", "b", "a.*", "a|b", ".+"]


def rounds(seed: int, count: int) -> dict[str, list[dict[str, str]]]:
    """Return rounds of random alarms; the label ``round`` keeps them apart."""
    rng = random.Random(seed)
    return {
        f"{seed}-{turn}": [
            {label: rng.choice(VALUES) for label in LABELS} | {"name": f"n{i}", "round": f"{seed}-{turn}"}
            for i in range(rng.randint(1, 8))
        ]
        for turn in range(count)
    }


def settled(
    other: Alertmanager, made: dict[str, list[dict[str, str]]]
) -> dict[str, dict[str, tuple[bool, bool]]]:
    """Fire all rounds; return what Alertmanager says of each once it knows them all."""
    every = [alarm for alarms in made.values() for alarm in alarms]
    other.fire(every)

    def known() -> Any:
        found = other.states()
        return found if sum(len(found.get(name, ())) for name in made) == len(every) else None

    found: dict[str, dict[str, tuple[bool, bool]]] = wait(known)
    return {name: found[name] for name in made}


def test_inhibition_with_equal_labels(other: Alertmanager) -> None:
    made = rounds(1, 150)
    settled(other, made)
    mine = {}
    for name, alarms in made.items():
        inhibitor = Inhibitor(ours(), alarms)
        mine[name] = {a["name"]: inhibitor.by(a) is not None for a in alarms}
    assert sum(sum(found.values()) for found in mine.values()) > 50, "the comparison says something"

    def different() -> list[Any]:
        theirs = other.states()
        return [
            made[name]
            for name, found in mine.items()
            if found != {n: inhibited for n, (_, inhibited) in theirs[name].items()}
        ]

    # it knows an alarm some moments before it knows whom the alarm inhibits
    end = time.monotonic() + PATIENCE
    while (found := different()) and time.monotonic() < end:
        time.sleep(0.05)
    assert found == []


def test_silences_and_their_matchers(other: Alertmanager) -> None:
    made = rounds(2, 80)
    rng = random.Random(3)
    now = datetime.now(UTC)
    silences: dict[str, Silence] = {}
    for name in made:
        rows = [
            Matcher(
                label=rng.choice(LABELS), op=rng.choice(["=", "!=", "=~", "!~"]), value=rng.choice(PATTERNS)
            )
            for _ in range(rng.randint(1, 3))
        ]
        silences[name] = Silence(
            id=new_id(),
            matchers=(*rows, Matcher(label="round", value=name)),
            starts_at=now,
            ends_at=now + timedelta(hours=1),
            reason="x",
            author="x",
        )
        other.silence(silences[name])
    theirs = settled(other, made)
    hushed = 0
    for name, alarms in made.items():
        mine = {a["name"]: silences[name].covers(a, now + timedelta(seconds=1)) for a in alarms}
        assert mine == {n: silenced for n, (silenced, _) in theirs[name].items()}, silences[name]
        hushed += sum(mine.values())
    assert hushed > 50


def test_groups_by_labels(other: Alertmanager) -> None:
    made = rounds(4, 20)
    settled(other, made)
    for name, alarms in made.items():
        theirs = {
            (g["labels"].get("site", ""), g["labels"].get("kind", "")): sorted(
                a["labels"]["name"] for a in g["alerts"]
            )
            for g in other.call(f'/alerts/groups?filter=round="{name}"')
        }
        found = groups([(a["name"], a) for a in alarms], ["site", "kind"])
        assert {key: sorted(names) for key, names in found.items()} == theirs


def test_what_is_resolved_inhibits_no_longer(other: Alertmanager) -> None:
    source, target = (
        {"site": "r", "kind": "", "level": level, "name": level, "round": "resolved"} for level in "ab"
    )
    other.fire([source, target])
    wait(lambda: other.states().get("resolved", {}).get("b") == (False, True))
    assert Inhibitor(ours(), [source, target]).by(target) == "one"
    other.fire([source], seconds=-1)
    wait(lambda: other.states().get("resolved") == {"b": (False, False)})
    assert Inhibitor(ours(), [target]).by(target) is None
