"""The tiled tree against the recursive definition of RFC 9162, written down independently."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.base.audit.model import merkle
from yiwang.base.audit.model.canonical import digest

sha = digest("sha256")


def mth(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162 §2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of §2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF of §2.1.4.1."""
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m <= k:
        return [*subproof(m, leaves[:k], whole=whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], whole=False), mth(leaves[:k])]


def grown(
    leaves: list[bytes], cuts: list[int] | None = None
) -> tuple[merkle.Edge, dict[merkle.TileId, bytes]]:
    """A tree grown in batches, as the sealer does: reloading the edge from stored tiles each time."""
    tiles: dict[merkle.TileId, bytes] = {}
    bounds = [0, *sorted(cuts or []), len(leaves)]
    edge = merkle.Edge(sha, 0, {})
    for start, end in pairwise(bounds):
        tails = {tile[0]: tiles[tile] for tile in merkle.Edge.tail_tiles(start)}
        edge = merkle.Edge(sha, start, tails)
        tiles.update(edge.extend(merkle.leaf_hash(sha, leaf) for leaf in leaves[start:end]))
    return edge, tiles


def data(n: int) -> list[bytes]:
    return [i.to_bytes(4, "big") for i in range(n)]


def test_vectors_of_certificate_transparency() -> None:
    # inputs and roots of the reference implementation's test (eight leaves, SHA-256)
    leaves = [
        bytes.fromhex(h)
        for h in [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ]
    ]
    roots = {
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    for size, root in roots.items():
        assert grown(leaves[:size])[0].root().hex() == root
    assert merkle.empty_root(sha) == mth([])


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 700), st.data())
def test_proofs_equal_the_recursive_definition(size: int, draw: st.DataObject) -> None:
    leaves = data(size)
    cuts = draw.draw(st.lists(st.integers(0, size), max_size=4))
    index = draw.draw(st.integers(0, size - 1))
    old = draw.draw(st.integers(1, size))
    edge, tiles = grown(leaves, cuts)
    root = mth(leaves)
    assert edge.root() == root
    assert merkle.interval_hash(sha, (0, size), tiles) == root

    proof = [merkle.interval_hash(sha, i, tiles) for i in merkle.inclusion_intervals(index, size)]
    assert proof == path(index, leaves)
    leaf = merkle.leaf_hash(sha, leaves[index])
    assert merkle.root_from_path(sha, index, size, leaf, proof) == root

    consistency = [merkle.interval_hash(sha, i, tiles) for i in merkle.consistency_intervals(old, size)]
    assert consistency == subproof(old, leaves, whole=True)
    assert merkle.is_consistent(sha, old, size, (mth(leaves[:old]), root), consistency)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 300), st.data())
def test_a_wrong_proof_never_passes(size: int, draw: st.DataObject) -> None:
    leaves = data(size)
    _, tiles = grown(leaves)
    root = mth(leaves)
    index = draw.draw(st.integers(0, size - 1))
    other = draw.draw(st.integers(0, size - 1).filter(lambda i: i != index))
    proof = [merkle.interval_hash(sha, i, tiles) for i in merkle.inclusion_intervals(index, size)]
    leaf = merkle.leaf_hash(sha, leaves[index])
    assert merkle.root_from_path(sha, index, size, merkle.leaf_hash(sha, leaves[other]), proof) != root
    assert merkle.root_from_path(sha, index, size, leaf, proof[:-1]) != root
    assert merkle.root_from_path(sha, index, size, leaf, [*proof, root]) != root
    assert merkle.root_from_path(sha, size, size, leaf, proof) is None
    old = draw.draw(st.integers(1, size - 1))
    steps = [merkle.interval_hash(sha, i, tiles) for i in merkle.consistency_intervals(old, size)]
    forged = mth([*leaves[: old - 1], b"forged"])
    assert not merkle.is_consistent(sha, old, size, (forged, root), steps)
    assert not merkle.is_consistent(sha, old, size, (mth(leaves[:old]), root), steps[:-1])
    assert not merkle.is_consistent(sha, old, size, (mth(leaves[:old]), forged), steps)


def test_a_large_tree_crosses_levels() -> None:
    leaves = data(70_000)
    edge, tiles = grown(leaves, [255, 256, 257, 65_535, 65_536, 65_537])
    root = mth(leaves)
    assert edge.root() == root
    assert {level for level, _ in tiles} == {0, 1, 2}
    for index in (0, 255, 256, 65_535, 65_536, 69_999):
        intervals = merkle.inclusion_intervals(index, 70_000)
        assert len(merkle.tiles_needed(intervals)) <= 6
        proof = [merkle.interval_hash(sha, i, tiles) for i in intervals]
        assert merkle.root_from_path(sha, index, 70_000, merkle.leaf_hash(sha, leaves[index]), proof) == root


def test_impossible_questions_are_refused() -> None:
    with pytest.raises(ValueError, match="not in the tree"):
        merkle.inclusion_intervals(3, 3)
    with pytest.raises(ValueError, match="sizes"):
        merkle.consistency_intervals(4, 3)
    with pytest.raises(KeyError):
        merkle.interval_hash(sha, (0, 2), {(0, 0): b"x" * 32})
