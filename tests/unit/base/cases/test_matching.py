from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.cases.errors import TooFewVerdictsError
from yiwang.base.cases.model.matcher import DAY_ONE, NAMES, Signs, fit, learn, log_loss
from yiwang.base.cases.model.sketch import BANDS, HASHES, TELLING, keys_of, shared, size_of, sketches

words = st.lists(st.text("abcdef", min_size=1, max_size=4), unique=True, max_size=60)


@given(words, words)
def test_a_sketch_estimates_what_two_texts_share(one, other):
    left, right = sketches([one, other])
    jaccard, within = shared(left, right)
    both, all_ = set(one) & set(other), set(one) | set(other)
    if one and other:
        assert abs(jaccard - len(both) / len(all_)) < 0.4  # six standard errors of 64 hashes
    assert 0 <= jaccard <= 1
    assert 0 <= within <= 1
    assert shared(left, right) == shared(right, left)
    assert (size_of(left), len(left)) == (len(one), 2 + 2 * HASHES)


@given(words)
def test_a_text_is_all_of_itself_and_short_ones_have_no_keys(text):
    (sketch,) = sketches([text])
    assert shared(sketch, sketch) == ((1.0, 1.0) if text else (0.0, 0.0))
    assert len(keys_of(sketch)) == (BANDS if len(text) >= TELLING else 0)


def test_sketches_are_drawn_alike_alone_and_together():
    texts = [["a", "b"], [], ["c"] + [str(n) for n in range(50)]]
    assert sketches(texts) == [sketches([text])[0] for text in texts]
    assert sketches([]) == []


def test_half_shared_texts_meet_in_a_band():
    random = Random(1)
    met = 0
    for _ in range(200):
        common = [f"w{random.random()}" for _ in range(40)]
        one, other = (common + [f"x{random.random()}" for _ in range(15)] for _ in range(2))
        left, right = (set(keys_of(s)) for s in sketches([one, other]))
        met += bool(left & right)
    assert met > 190


signs = st.builds(
    Signs,
    metres=st.none() | st.floats(0, 500),
    same_address=st.booleans(),
    hours=st.floats(0, 1000),
    same_matter=st.booleans(),
    words=st.floats(0, 1),
    same_caller=st.booleans(),
)


@given(signs, st.integers(1, 50))
def test_signs_lie_between_0_and_1_and_a_crowd_makes_each_less_likely(sign, crowd):
    vector = sign.vector(crowd)
    assert len(vector) == len(NAMES)
    assert all(0 <= x <= 1 for x in vector)
    assert 0 < DAY_ONE.probability(vector) <= DAY_ONE.probability(sign.vector()) < 1


def made(n=400, seed=3):
    random = np.random.default_rng(seed)
    x = random.uniform(0, 1, (n, len(NAMES)))
    odds = -4 + 8 * x[:, NAMES.index("near")]
    return x.tolist(), [bool(b) for b in random.uniform(size=n) < 1 / (1 + np.exp(-odds))]


def test_learning_finds_the_sign_that_counts_and_beats_the_first_day():
    x, y = made()
    found = learn(x, y, DAY_ONE)
    assert found.is_better
    assert found.weights.near > DAY_ONE.near
    assert found.weights.words < DAY_ONE.words
    assert found.weights.version == 1


def test_a_sign_for_a_repeat_never_counts_against_it():
    x, y = made()
    for row, same in zip(x, y, strict=True):
        row[NAMES.index("matter")] = float(not same)  # verdicts that were asked for in an odd way
    weights = fit(x, y)
    assert all(getattr(weights, name) >= 0 for name in NAMES if name != "placeless")


def test_few_verdicts_are_refused_and_none_leave_the_first_day():
    x, y = made(40)
    with pytest.raises(TooFewVerdictsError):
        learn(x, y, DAY_ONE)
    assert fit([], []).near == DAY_ONE.near
    assert log_loss(DAY_ONE, x, y) > 0
