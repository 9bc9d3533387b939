import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.geography.model.address.learning import learn_addresses
from yiwang.base.geography.model.address.tagging import (
    TAGS,
    Marked,
    Part,
    labels_of,
    parts,
    read_marked,
    score,
)

ROADS, DISTRICTS, PLACES = (
    ["科创", "人民", "火炬", "解放", "和平"],
    ["望津区", "临江区"],
    ["阳光花园", "市民中心"],
)


def marked(*pieces):
    """An address of (text, tag) pieces, a token per character."""
    tokens, labels = [], []
    for text, tag in pieces:
        tokens += list(text)
        labels += [f"B-{tag}", *[f"I-{tag}"] * (len(text) - 1)]
    return Marked(tokens, labels)


def addresses(numbers):
    return [
        marked((district, "district"), (road + "路", "road"), (f"{number}号", "roadno"), (place, "poi"))
        for number in numbers
        for district in DISTRICTS
        for road in ROADS
        for place in PLACES
    ]


def test_a_file_is_read_with_its_slips():
    lines = [
        "\ufeff科 B-ROAD",
        "路\tI-road",
        "5 B-roadno",
        "号",
        "",
        "\r",
        "x E-subRoad",
        "y S_poi",
        "z O",
        "w ?",
    ]
    found, slips = read_marked(lines)
    assert [one.tokens for one in found] == [["科", "路", "5", "号"], ["x", "y", "z", "w"]]
    assert found[0].labels == ["B-road", "I-road", "B-roadno", "O"]
    assert found[1].labels == ["E-subroad", "S-poi", "O", "O"]
    assert slips == 2
    assert read_marked([]) == ([], 0)


def test_inner_labels_without_a_beginning_begin_a_part():
    found = parts(["I-road", "I-road", "I-poi", "O", "E-poi"])
    assert found == [Part(0, 2, "road"), Part(2, 3, "poi"), Part(4, 5, "poi")]
    assert parts([]) == []


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(TAGS)), max_size=8))
def test_parts_and_labels_are_each_others_inverse(pieces):
    found, at = [], 0
    for size, tag in pieces:
        found.append(Part(at, at + size, tag))
        at += size
    assert parts(labels_of(found, at)) == found


def test_a_part_counts_when_both_ends_and_the_tag_are_right():
    gold = [["B-road", "I-road", "B-poi", "I-poi"]]
    figures = score(gold, [["B-road", "I-road", "B-poi", "B-poi"]])
    assert figures["road"]["f1"] == 1
    assert figures["poi"] == {"precision": 0, "recall": 0, "f1": 0, "n": 1}
    assert figures["all"]["f1"] == pytest.approx(2 / 5)


def test_the_tagger_learns_what_it_is_shown_and_the_same_twice():
    tagger = learn_addresses(addresses((1, 20, 300)), {"望津区": ["district"]}, epochs=6)
    held = addresses((7, 88))
    made = [tagger.tag(one.tokens) for one in held]
    assert score([one.labels for one in held], made)["all"]["f1"] > 0.95
    again = learn_addresses(addresses((1, 20, 300)), {"望津区": ["district"]}, epochs=6)
    assert [again.tag(one.tokens) for one in held] == made
    assert tagger.tag([]) == []
    for odd in (["💥"], ["\x00"] * 60, ["路"], [""]):
        assert len(tagger.tag(odd)) == len(odd)


def test_one_address_is_enough_to_learn_from_and_none_is_not():
    tagger = learn_addresses([marked(("路", "road"))], {}, epochs=1)
    assert tagger.tag(["路"]) in (["B-road"], ["O"])
    with pytest.raises(ValueError, match="nothing to learn"):
        learn_addresses([], {})
