"""The race of process mining: what counts as equal, and what a missing peer says."""

from __future__ import annotations

import copy

import pytest

from yiwang.entry.bench import mining

CSV = "case,activity,time\n1,a,2026-01-01\n1,b,2026-01-02\n2,a,2026-01-01\n2,b,2026-01-04\n"


@pytest.fixture
def ours(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(CSV)
    return mining.mine(path)


def peer(ours):
    """Return what a peer that found the same would say."""
    seconds = {"import": 9.0, "load": 1.0, "arcs": 1.0, "times": 1.0, "variants": 1.0}
    same = {name: ours[name] for name in ("arcs", "starts", "ends", "variants")}
    return copy.deepcopy(same) | {"version": "1", "seconds": seconds, "peak_mb": ours["peak_mb"] * 2}


def test_a_log_is_mined_with_arcs_times_variants_and_findings(ours):
    day = 86_400.0
    assert ours["arcs"] == [
        ["a", "b", 2, 2 * day, 2 * day, day, 3 * day, 4 * day, pytest.approx(2**0.5 * day)]
    ]
    assert ours["variants"] == [(("a", "b"), 2)]
    assert ours["findings"]["slow"] == [["a", "b", 2, 2 * day, 1.0]]
    assert ours["clock"] == "UTC"


def test_equal_is_what_agrees_in_every_figure(ours):
    found = mining.compare(ours, peer(ours))
    assert found["equal"]
    assert found["memory_share"] == 0.5
    assert found["faster"] > 0


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said["arcs"][0].__setitem__(2, 3),
        lambda said: said["arcs"][0].__setitem__(4, 1.0),
        lambda said: said["arcs"].clear(),
        lambda said: said["starts"].clear(),
        lambda said: said["variants"].append([["b"], 1]),
    ],
    ids=["count", "median", "no arc", "beginnings", "variants"],
)
def test_any_difference_is_named(ours, change):
    said = peer(ours)
    change(said)
    found = mining.compare(ours, said)
    assert not found["equal"]
    assert found["differences"]


def test_without_the_peer_it_is_said_how_to_get_it(ours, tmp_path, monkeypatch):
    monkeypatch.setattr(mining, "_PEER_PYTHON", tmp_path / "none")
    with pytest.raises(mining.PeerMissingError, match="make bench-env"):
        mining.race(tmp_path / "log.csv", None, peer=True, replay=False)
