"""Thing models: what differs between two, what is wrong with one, units as people write them, tables."""

from __future__ import annotations

import msgspec
import pytest

from yiwang.base.sensing import api as sensing
from yiwang.base.sensing.model.changes import differences
from yiwang.base.sensing.model.product import faults
from yiwang.base.sensing.model.units import DIMENSIONS, UNITS, meant_by
from yiwang.kernel.errors import InvalidInputError

LEVEL = sensing.Property(code="level", name="水位", unit="m", low=-2, high=20, precision=2)
DOOR = sensing.Property(
    code="door",
    name="箱门",
    kind="enum",
    writable=True,
    members=(sensing.Member(0, "shut", "关", "Shut"), sensing.Member(1, "open", "开")),
)
MODEL = sensing.ThingModel(
    properties=(LEVEL, DOOR),
    happenings=(sensing.Happening(code="tamper", name="撬动", data={"force": "力度"}),),
    functions=(
        sensing.Function(code="zero", name="清零", input={"to": "基准"}, output={"done": "是否完成"}),
    ),
    tags=("防汛",),
)
PRODUCT = sensing.ProductDraft(code="gauge", name="水位计", model=MODEL)


def changed(**model):
    return msgspec.structs.replace(PRODUCT, model=msgspec.structs.replace(MODEL, **model))


def told(new):
    return [
        (d.part, d.code, d.what, {f.field: (f.before, f.after) for f in d.fields})
        for d in differences(PRODUCT, new)
    ]


def test_differences_are_told_by_name_and_order_says_nothing():
    assert told(changed(properties=(DOOR, LEVEL))) == []
    high = msgspec.structs.replace(LEVEL, high=30)
    new = changed(properties=(high,), tags=("汛期",), position=True)
    assert told(new) == [
        ("product", "", "changed", {"position": (False, True)}),
        ("property", "door", "removed", {}),
        ("property", "level", "changed", {"high": (20.0, 30)}),
        ("tag", "防汛", "removed", {}),
        ("tag", "汛期", "added", {}),
    ]


def test_everything_that_is_wrong_is_told_at_once_and_at_its_place():
    wrong = changed(
        properties=(
            msgspec.structs.replace(LEVEL, unit="℃", low=30),
            msgspec.structs.replace(DOOR, members=()),
            LEVEL,
        )
    )
    found = {error.field: error.sentence("zh") for error in faults(wrong)}
    assert list(found) == [
        "model.properties.2.code",
        "model.properties.0.unit",
        "model.properties.0.low",
        "model.properties.1.members",
    ]
    assert "应写作 Cel" in found["model.properties.0.unit"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("℃", "Cel"),
        ("立方米", "m3"),
        (" kWh", "kW.h"),
        ("KPA", "kPa"),
        ("mW", "mW"),
        ("mw", None),
        ("丈", None),
    ],
)
def test_units_as_people_write_them(written, code):
    assert meant_by(written) == code


def test_every_dimension_has_a_name_and_every_hint_is_a_unit():
    assert {unit.dimension for unit in UNITS.values()} == set(DIMENSIONS)
    assert {meant_by(code) for code in ("kWh", "µg/m³", "ppm", "")} <= set(UNITS)


def test_a_model_goes_out_as_a_table_and_comes_back_the_same():
    rows = [[str(cell) for cell in line] for line in sensing.model_lines(MODEL)]
    model, refused = sensing.read_model(rows)
    assert (model, refused) == (MODEL, [])


def test_rows_that_cannot_be_read_say_why_and_hold_up_no_others():
    rows = [
        ["类别", "编码", "名称", "单位", "下限", "取值"],
        ["属性", "temp", "温度", "℃", "-40", ""],
        ["属性", "level", "水位", "米", "低", ""],
        ["属性", "door", "箱门", "", "", "关、开"],
        ["部件", "x", "什么", "", "", ""],
    ]
    model, refused = sensing.read_model(rows)
    assert [(p.code, p.unit, p.low) for p in model.properties] == [("temp", "Cel", -40.0)]
    assert [(one.row, one.field) for one in refused] == [(3, "low"), (4, "members"), (5, "part")]
    with pytest.raises(InvalidInputError):
        sensing.read_model([["甲", "乙"]])
