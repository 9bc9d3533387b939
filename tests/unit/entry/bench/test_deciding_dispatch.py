"""The benches of dispatch: on a made-up city always, on the open data where they are."""

import numpy as np
import pytest

from yiwang.entry.bench import conformal, dispatch, ontime
from yiwang.entry.bench.deciding import Asked, DataMissingError, open_data
from yiwang.entry.bench.histories import boston_by_topic, made_up

SPLITS = 200


def here(*parts: str) -> None:
    try:
        open_data(*parts)
    except DataMissingError as error:
        pytest.skip(str(error))


def test_the_limit_holds_over_random_splits_of_a_made_up_city() -> None:
    found = conformal.splits(made_up(16_000, odd=(0.12, 0.002)), SPLITS)
    assert found["0.05"]["splits_that_act"] > SPLITS / 2, "nothing acts: the test is blind"
    for limit in conformal.LIMITS:
        told = found[f"{limit:g}"]
        # at most a tenth of the draws may be above, and two standard deviations leave out 2.3 % more
        assert told["splits_above_limit_and_noise"] <= SPLITS * 0.15
        assert told["mean_error"] is None or told["mean_error"] <= limit + told["noise"]


def test_the_limit_holds_over_random_splits_of_real_cases() -> None:
    here("boston311", "requests.csv")
    found = conformal.splits(boston_by_topic(), SPLITS)
    assert found["0.02"]["splits_that_act"] == SPLITS
    assert found["0.02"]["splits_above_limit_and_noise"] <= SPLITS * 0.15


def test_a_history_is_judged_on_its_end() -> None:
    found = dispatch._judge(made_up(8_000, odd=(0.1, 0.0)))
    assert found["cases"] == 800
    assert found["first_right"] > found["most_frequent_unit_right"] + 0.4
    assert found["ms_per_case_in_batch"] < 1_000


def test_being_late_is_told_better_than_by_chance() -> None:
    here("boston311", "requests.csv")
    found = ontime.run(Asked())["five_random_folds"]
    assert found["auc"] > 0.8
    assert found["calibration_error"] < 0.05


def test_the_area_under_the_curve_is_that_of_counting_pairs() -> None:
    rng = np.random.default_rng(1)
    chance, true = rng.integers(0, 5, 60) / 5, rng.random(60) < 0.4
    pairs = [(a > b) + (a == b) / 2 for a in chance[true] for b in chance[~true]]
    assert ontime.auc(chance, true) == pytest.approx(np.mean(pairs))
