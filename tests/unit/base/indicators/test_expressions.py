"""The language of conditions and formulas: what it reads, what it refuses, and that it never becomes SQL text."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.base.indicators.errors import FormulaError
from yiwang.base.indicators.model.expressions import Binary, Name, Number, names, parse, type_of
from yiwang.base.indicators.model.fields import TYPES
from yiwang.base.indicators.store.compile import Values, sql


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("1 - a", "(1-a)"),
        ("a - b - c", "((a-b)-c)"),
        ("a + b * c", "(a+(b*c))"),
        ("(a + b) / c", "((a+b)/c)"),
        ("x = 1 and y < 2 or z > 3", "(((x=1)and(y<2))or(z>3))"),
        ("not a = b and c", "((not(a=b))andc)"),
        ("-a * b", "((-a)*b)"),
    ],
)
def test_what_binds_tighter_is_read_first(text, shape):
    def drawn(node):
        match node:
            case Name(name):
                return name
            case Number(value):
                return str(value)
            case Binary(sign, left, right):
                return f"({drawn(left)}{sign}{drawn(right)})"
        return f"({node.sign}{drawn(node.of)})"

    assert drawn(parse(text)) == shape


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a +",
        "(a",
        "a)",
        "a b",
        "1 < 2 < 3",
        "a; drop table x",
        "a -- b c",
        "'x",
        "a.b",
        "$1",
        "(" * 60,
        "a" * 3000,
    ],
)
def test_what_cannot_be_read_is_named(text):
    with pytest.raises(FormulaError):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "nobody = 1",
        "outcome + 1",
        "outcome = 1",
        "on_time > 1",
        "not returned",
        "returned and on_time",
        "-outcome",
    ],
)
def test_names_and_types_are_checked(text):
    with pytest.raises(FormulaError):
        type_of(parse(text), TYPES)


def test_literals_are_bound_and_only_fields_are_columns():
    values = Values()
    found = sql(parse("outcome = 'x''; DROP TABLE y' and returned / reworks > 2.5"), values)
    assert values.all[0] == "x'; DROP TABLE y"
    assert "DROP" not in found
    assert "nullif" in found


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_any_text_is_read_or_refused_by_name(text):
    with contextlib.suppress(FormulaError):
        list(names(parse(text)))
