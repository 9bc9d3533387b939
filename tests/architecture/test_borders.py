"""Borders between base modules: only the door files may be imported from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import grimp
import pytest

DOOR = {"api", "messages", "errors"}
EXTRA = {
    "entry": {"http", "jobs", "readmodel", "subscribers", "tables"},
    "packs": {"definition"},
}


def trespassers(edges: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the imports that reach past a module's door."""
    for importer, imported in edges:
        a, b = importer.split("."), imported.split(".")
        if b[:2] != ["yiwang", "base"] or len(b) < 4 or a[:3] == b[:3]:
            continue
        if b[3] not in DOOR | EXTRA.get(a[1], set()):
            yield importer, imported


@pytest.fixture(scope="module")
def edges() -> list[tuple[str, str]]:
    graph = grimp.build_graph("yiwang")
    assert len(graph.modules) > 5, "the graph is empty: the check is blind"
    return [(m, t) for m in graph.modules for t in graph.find_modules_directly_imported_by(m)]


def test_only_door_files_cross_borders(edges: list[tuple[str, str]]) -> None:
    assert not sorted(trespassers(edges))


@pytest.mark.parametrize(
    ("importer", "imported", "caught"),
    [
        ("yiwang.base.cases.usecases.open", "yiwang.base.workflow.store", True),
        ("yiwang.sdk.cases", "yiwang.base.cases.tables", True),
        ("yiwang.packs.sections", "yiwang.base.workflow.store", True),
        ("yiwang.packs.sections", "yiwang.base.workflow.definition", False),
        ("yiwang.base.cases.usecases.open", "yiwang.base.workflow.api", False),
        ("yiwang.base.cases.usecases.open", "yiwang.base.cases.store", False),
    ],
)
def test_the_check_can_fail(importer: str, imported: str, *, caught: bool) -> None:
    assert bool(list(trespassers([(importer, imported)]))) is caught
