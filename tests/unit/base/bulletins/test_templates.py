"""Templates hold together, or are refused with the block that is wrong."""

from __future__ import annotations

import msgspec
import pytest

from yiwang.base.bulletins.definition import BulletinsSection, Template
from yiwang.base.bulletins.errors import TemplateError
from yiwang.base.bulletins.model.checking import check
from yiwang.base.bulletins.usecases.templates import standard
from yiwang.base.indicators.store.definitions import standard as indicators


def known():
    return {one.code: one for one in indicators().indicators}


def template(*blocks, **more):
    given = {"code": "mine", "zh": "我的", "en": "mine", "every": "month", "title": "报", "blocks": blocks}
    return msgspec.convert(given | more, Template)


def test_what_is_shipped_holds_together_in_both_languages():
    assert {one.code for one in standard()} == {
        "daily",
        "weekly",
        "monthly",
        "quarterly",
        "special",
        "public",
    }
    for one in standard():
        check(one, known())
        assert one.title_en
        for block in one.blocks:
            for text in ("text", "title", "advice"):
                assert bool(getattr(block, text, "")) == bool(getattr(block, f"{text}_en", ""))


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ({"kind": "text", "text": "{{nobody}}"}, "nobody"),
        ({"kind": "text", "text": "{{on_time_rate"}, "花括号"),
        ({"kind": "text", "text": "{{on_time_rate colour=red}}"}, "colour=red"),
        ({"kind": "comparison", "indicators": ["nobody"]}, "nobody"),
        (
            {"kind": "chart", "title": "", "by": "area", "indicators": ["on_time_rate", "due_cases"]},
            "单位不同",
        ),
        ({"kind": "table", "title": "", "by": "time", "indicators": ["due_cases"], "rank": True}, "时间"),
        ({"kind": "finding", "indicator": "on_time_rate", "advice": "{{x_y}}"}, "x_y"),
    ],
)
def test_a_wrong_block_is_named(block, says):
    with pytest.raises(TemplateError) as refused:
        check(template({"kind": "heading", "text": "一"}, block), known())
    assert refused.value.field == "blocks.1"
    assert "第2块" in refused.value.sentence("zh")
    assert says in refused.value.sentence("zh")


def test_a_wrong_title_and_cases_in_public_are_named():
    with pytest.raises(TemplateError, match="title"):
        check(template({"kind": "break"}, title="{{x}}"), known())
    with pytest.raises(TemplateError, match="public"):
        check(template({"kind": "cases", "title": "", "indicator": "on_time_rate"}, public=True), known())


def test_a_pack_with_an_unknown_block_is_refused():
    with pytest.raises(ValueError, match="kind"):
        BulletinsSection(templates=({"code": "x1", "blocks": [{"kind": "song"}]},))
