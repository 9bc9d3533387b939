"""Few examples and the names of a catalogue sort texts into classes."""

import numpy as np
import pytest

from yiwang.base.language.api import Sorter, prepare, settle
from yiwang.entry.bench.hotline import folds, score, unit_of

LAMP = ["路灯不亮了请修路灯", "小区路灯坏了", "街上路灯一直不亮", "路灯整夜不亮很危险"]
PAY = ["工资三个月没发", "拖欠工资不给", "老板不发工资", "工资被克扣了"]
OTHER = ["垃圾没人清理", "噪音扰民睡不着"]


@pytest.fixture(scope="module")
def made():
    learnt = prepare([*LAMP, *PAY, *OTHER] * 3)
    return Sorter(
        learnt,
        LAMP + PAY,
        ["设施"] * 4 + ["劳动"] * 4,
        [("路灯 照明", "设施"), ("工资 报酬", "劳动"), ("环境", "环保")],
    )


def test_texts_are_sorted_with_chances(made):
    chances = made.chances(["门口的路灯又不亮", "公司拖欠工资", "", "😀"])
    assert made.classes == ("劳动", "设施")
    assert np.allclose(chances.sum(axis=1), 1)
    assert list(chances[:2].argmax(axis=1)) == [1, 0]
    assert np.isfinite(chances).all()


def test_what_is_left_out_is_judged_by_the_others(made):
    left = np.array([0, 4])
    assert list(made.without(left).argmax(axis=1)) == [1, 0]


def test_folds_spread_each_class():
    labels = np.array([0] * 10 + [1] * 5)
    found = folds(labels, 1)
    assert [list(np.bincount(found[labels == c])) for c in (0, 1)] == [[2] * 5, [1] * 5]
    assert (folds(labels, 1) == found).all()


def test_scores_are_those_of_a_hand_count():
    chances = np.array([[0.9, 0.1], [0.8, 0.2], [0.4, 0.6], [0.45, 0.55], [0.49, 0.51]])
    found = score(chances, ["a", "a", "b", "b", "a"], ("a", "b"))
    assert found == {"texts": 5, "macro_f1": 0.8, "accuracy": 0.8, "accuracy_confident": 1.0}


@pytest.mark.parametrize(
    ("reply", "unit"),
    [
        ("网友您好：市教育局回复如下", "教育"),
        ("经街道转交城管执法大队", "街道乡镇"),
        ("您好，已收悉。", None),
        ("", None),
    ],
)
def test_the_unit_that_a_reply_names_first(reply, unit):
    assert unit_of(reply) == unit


def test_weights_without_examples_say_the_same(made):
    texts = ["门口的路灯又不亮", "公司拖欠工资", "垃圾", ""]
    assert np.allclose(settle(made).chances(texts), made.chances(texts), atol=1e-5)
