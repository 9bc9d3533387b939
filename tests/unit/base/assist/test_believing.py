"""What of a language model's answer is believed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.assist.errors import AssistGarbageError, AssistUnfoundedError
from yiwang.base.assist.model.believing import Passage, fields_of, founded, nearest, standing
from yiwang.base.assist.model.writer import PURPOSES

LIGHT = Passage(id="matter:1", title="路灯不亮", text="路灯不亮。结案标准：更换灯具，恢复照明")
WASTE = Passage(id="matter:2", title="暴露垃圾", text="暴露垃圾。结案标准：清运并冲洗地面")


def answer(text: str, *citations: tuple[str, str]) -> str:
    return json.dumps({"text": text, "citations": [{"id": i, "quote": q} for i, q in citations]})


def test_an_answer_whose_sources_exist_is_believed() -> None:
    text, cited = founded(answer("换灯即可", ("matter:1", "更换灯具，恢复照明")), [LIGHT, WASTE])
    assert (text, [c.title for c in cited]) == ("换灯即可", ["路灯不亮"])


@pytest.mark.parametrize(
    "told",
    [
        answer("换灯即可"),
        answer("", ("matter:1", "更换灯具")),
        answer("换灯即可", ("matter:9", "更换灯具")),
        answer("换灯即可", ("matter:2", "更换灯具")),
        answer("换灯即可", ("matter:1", "更换灯具"), ("matter:1", "三日内赔偿")),
        answer("换灯即可", ("matter:1", "灯")),
    ],
    ids=["none", "no words", "no such source", "other source", "one made up", "no quote"],
)
def test_made_up_sources_refuse_the_whole_answer(told: str) -> None:
    with pytest.raises(AssistUnfoundedError):
        founded(told, [LIGHT, WASTE])


@given(st.text(max_size=200))
def test_whatever_is_answered_is_fields_or_a_named_error(text: str) -> None:
    try:
        found = fields_of(text, PURPOSES["summary"])
    except AssistGarbageError:
        return
    assert set(found) == {"text"}


@pytest.mark.parametrize(
    "text", ["", "{}", '{"text": 5}', '{"text": "a\\u0000"}', json.dumps({"text": "a" * 5000}), "[" * 9000]
)
def test_what_has_not_the_form_is_named(text: str) -> None:
    with pytest.raises(AssistGarbageError):
        fields_of(text, PURPOSES["summary"])


def test_words_around_the_object_do_not_matter() -> None:
    assert fields_of('```json\n{"text": "好"}\n```', PURPOSES["summary"]) == {"text": "好"}


def test_elements_that_do_not_stand_in_the_material_are_left_out() -> None:
    material = "昨晚解放路12号烧烤店噪音扰民"
    given_ = {"where": "解放路12号", "who": "烧烤店", "when": "上周三", "what": "", "want": ""}
    assert standing(given_, material) == given_ | {"when": ""}


def test_passages_are_those_that_share_rare_pairs() -> None:
    assert nearest("路灯不亮怎样算结案", [WASTE, LIGHT], 1) == [LIGHT]
    assert nearest("今天天气如何", [WASTE, LIGHT], 5) == []
    assert nearest("", [], 5) == []


def test_one_rare_pair_is_enough_for_who_reads_the_passages_and_chance_for_an_answer() -> None:
    assert nearest("路上的垃圾", [WASTE, LIGHT], 5) == []
    assert nearest("路上的垃圾", [WASTE, LIGHT], 5, one_will_do=True) == [WASTE]
    assert nearest("今天天气如何", [WASTE, LIGHT], 5, one_will_do=True) == []
