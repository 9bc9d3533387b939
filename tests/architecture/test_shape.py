"""The shape of the code: sizes, words, no place of one city, no outside host, errors by one name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "yiwang"
LONGEST_FILE = 400
LONGEST_FUNCTION = 60

#: Names of other people's that hold the banned word and cannot be called otherwise.
FOREIGN = {
    "asyncio", "Event", "get_event_loop", "new_event_loop", "set_event_loop",
    "h11_max_incomplete_event_size",
}  # fmt: skip
#: The base may know no place: a city comes in as an overlay.
PLACES = re.compile(
    r"上海|北京|深圳|广州|杭州|苏州|南京|重庆|长沙|厦门|成都|武汉|天津|"
    r"shanghai|beijing|shenzhen|guangzhou|hangzhou|boston|porto.alegre",
    re.IGNORECASE,
)
#: The name of China's time zone in the tz database.
TIME_ZONE = "Asia/Shanghai"
HOSTS = re.compile(r"https?://([a-z0-9.-]+\.[a-z]{2,})", re.IGNORECASE)
#: Names of vocabularies and examples: identifiers, never called.
IDENTIFIERS = {
    "example.com", "example.org", "www.w3.org", "json-schema.org", "www.opengis.net", "wiki.open311.org",
    "tlog-tiles.dev", "c2sp.org", "schema.org", "www.xes-standard.org", "schemas.openxmlformats.org",
}  # fmt: skip


def sources(root: Path = SOURCE) -> Iterator[Path]:
    yield from sorted(root.rglob("*.py"))


def too_many_lines(path: Path) -> Iterator[str]:
    if (lines := path.read_text().count("\n")) > LONGEST_FILE:
        yield f"{path.name} has {lines} lines"


def too_long(path: Path) -> Iterator[str]:
    yield from too_many_lines(path)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            length = node.end_lineno - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{path.name}:{node.lineno} {node.name} has {length} lines"


def own_names(text: str) -> Iterator[str]:
    """Yield the identifiers that the code in ``text`` defines: classes, functions, arguments, variables."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


def banned(text: str) -> list[str]:
    return [
        name
        for name in own_names(text)
        if re.search(r"(^|_)events?(_|$)|Event(s|[A-Z]|$)", name) and name not in FOREIGN
    ]


def test_files_and_functions_stay_short() -> None:
    everywhere = [*sources(), *sources(ROOT / "tools"), *sources(ROOT / "tests")]
    assert len(everywhere) > 50, "nothing is read: the check is blind"
    assert [line for path in everywhere for line in too_long(path)] == []


def test_style_sheets_stay_short() -> None:
    """Those of scripts are eslint's to count; it reads no CSS."""
    sheets = sorted((ROOT / "web" / "src").rglob("*.css"))
    assert len(sheets) > 20, "nothing is read: the check is blind"
    assert [line for path in sheets for line in too_many_lines(path)] == []


def test_the_banned_word_is_nobodys_name() -> None:
    assert {str(p): found for p in sources() if (found := banned(p.read_text()))} == {}


def test_the_base_knows_no_city() -> None:
    found = {
        str(path): hits
        for path in sources()
        if "bench" not in path.parts and (hits := PLACES.findall(path.read_text().replace(TIME_ZONE, "")))
    }
    assert found == {}


def test_no_outside_host_is_named() -> None:
    found = {
        str(path): hits for path in sources() if (hits := set(HOSTS.findall(path.read_text())) - IDENTIFIERS)
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("class CaseEvent: pass", 1),
        ("def on_event(): pass", 1),
        ("event_list = []", 1),
        ("def f(events): pass", 1),
        ("flag = asyncio.Event()", 0),
        ("prevented = eventual = 1", 0),
    ],
)
def test_the_check_of_words_can_fail(text: str, count: int) -> None:
    assert len(banned(text)) == count


def test_the_check_of_sizes_can_fail(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("def f():\n" + "    a = 1\n" * 450)
    assert len(list(too_long(path))) == 2


def test_the_checks_of_places_and_hosts_can_fail() -> None:
    assert PLACES.search('city = "上海市"')
    assert HOSTS.findall("see https://cdn.somewhere.net/x.js") == ["cdn.somewhere.net"]
