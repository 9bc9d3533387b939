import math
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.insight.model.forecast import tail_probability
from yiwang.base.signs.model.bursts import WEEKS, bursts, expected
from yiwang.base.signs.model.repeats import knox
from yiwang.base.signs.model.topics import Voice, heat, telling, topics
from yiwang.base.signs.usecases.topics import _is_term
from yiwang.kernel.segment import cut, keep_whole

LAST = date(2026, 3, 11)
NOW = datetime(2026, 3, 11, tzinfo=UTC)


def past(per_day, days=200, seed=1):
    random = np.random.default_rng(seed)
    return {LAST - timedelta(days=n): int(random.poisson(per_day)) for n in range(days)}


def test_what_is_as_usual_is_no_burst():
    counts = {(f"a{n}", "m"): past(1.0, seed=n) for n in range(300)}
    assert (
        len(bursts(counts, LAST, tail_probability)) <= 3
    )  # one in twenty of those told, not of those tested


def test_a_burst_is_told_with_its_size():
    counts = {(f"a{n}", "m"): past(0.5, seed=n) for n in range(100)}
    counts["a7", "m"] |= {LAST: 9, LAST - timedelta(days=1): 6}
    (found,) = [b for b in bursts(counts, LAST, tail_probability) if b.area == "a7"]
    assert found.observed >= 15
    assert 0.8 < found.expected < 2.5
    assert found.ratio > 5


def test_a_busy_weekday_is_expected():
    weekly = {
        LAST - timedelta(days=n): 12 if (LAST - timedelta(days=n)).weekday() == LAST.weekday() else 0
        for n in range(200)
    }
    assert bursts({("a", "m"): weekly}, LAST, tail_probability) == []
    holiday = {
        LAST - timedelta(days=n): 12 if (LAST - timedelta(days=n)).weekday() == 6 else 0 for n in range(200)
    }
    holiday[LAST] = 12
    assert bursts({("a", "m"): holiday}, LAST, tail_probability) != []
    assert bursts({("a", "m"): holiday}, LAST, tail_probability, {LAST}) == []


@given(st.dictionaries(st.integers(0, 250).map(lambda n: LAST - timedelta(days=n)), st.integers(0, 99)))
def test_an_expectation_is_positive_and_never_narrower_than_chance(days):
    mean, variance = expected(days, [LAST])
    assert 0.5 / WEEKS <= mean <= 99
    assert variance >= mean


def voice(
    number, title="工地夜间施工噪音", words=("工地", "夜间", "施工", "噪音"), hours=0, people=(), **more
):
    return Voice(**{
        "number": number, "title": title, "words": frozenset(words), "terms": frozenset(words), "matter": "m", "area": "a", "path": ("a",),
        "unit": None, "at": NOW - timedelta(hours=hours), "over": False, "satisfaction": None, "reports": 1,
        "people": frozenset(people), "lon": None, "lat": None,
    } | more)  # fmt: skip


def test_cases_of_one_thing_are_a_topic_and_others_are_not():
    heard = [voice(str(n), people={f"p{n}"}) for n in range(4)]
    heard += [voice("9", "井盖破损", ("井盖", "破损")), voice("8", area="b")]
    (found,) = topics(heard, NOW)
    assert (len(found.voices), found.people) == (4, 4)
    assert set(found.words) <= {"工地", "夜间", "施工", "噪音"}


def hot(voices):
    return heat(voices, NOW).value


def test_heat_rises_with_reports_people_and_freshness():
    one = [voice("1", people={"a"})]
    assert hot([voice("1", people={"a"}, reports=3)]) > hot(one)
    assert hot([voice("1", people={"a", "b"})]) > hot(one)
    assert hot([voice("1", people={"a"}, hours=24 * 7)]) == pytest.approx(hot(one) / 2)
    assert hot(one) == 1.0  # one report of one person just now


def test_a_vote_heats_less_than_a_report_of_another_person_and_cools_down():
    plain = hot([voice("1", people={"a"})])
    voted = hot([voice("1", people={"a"}, votes=(NOW,))])
    reported = hot([voice("1", people={"a", "b"}, reports=2)])
    stale = hot([voice("1", people={"a"}, votes=(NOW - timedelta(days=7),))])
    assert plain < stale < voted < reported
    assert voted == pytest.approx(1.5 * math.log2(3))  # as the formula says
    assert (
        hot([voice("1", people={"a"}, votes=(NOW + timedelta(days=1),))]) == plain
    )  # not yet, in a rehearsal


@given(st.lists(st.integers(0, 400), max_size=30))
def test_every_voice_is_in_one_topic(ages):
    heard = [voice(str(at), hours=age) for at, age in enumerate(ages)]
    found = topics(heard, NOW, least=1)
    assert Counter(v.number for t in found for v in t.voices) == Counter(v.number for v in heard)
    assert [t.heat for t in found] == sorted((t.heat for t in found), reverse=True)


def test_telling_words_are_those_that_others_do_not_have():
    common = Counter({"小区": 90, "夜市": 5})
    heard = [voice(str(n), words=("小区", "夜市")) for n in range(5)]
    assert telling(heard, common, 100) == ["夜市", "小区"]


def test_near_repeats_are_found_and_chance_is_not():
    random = np.random.default_rng(3)
    metres, hours = random.uniform(0, 20_000, (300, 2)), random.uniform(0, 5000, 300)
    quiet = knox(metres, hours, 200, 72)
    assert quiet.p > 0.05
    metres = np.vstack([metres, metres[:100] + random.normal(0, 40, (100, 2))])
    hours = np.concatenate([hours, hours[:100] + random.uniform(0, 48, 100)])
    loud = knox(metres, hours, 200, 72)
    assert (loud.p, loud.ratio > 3) == (0.01, True)
    assert knox(metres[:5], hours[:5], 200, 72) is None


def test_terms_are_things_and_doings_not_places_or_half_words():
    keep_whole(["夜间施工", "乱堆杂物"])
    assert _is_term("夜间施工"), "a word of the field has no part of speech"
    said = cut("溪桥区金穗路21号医院侧门有人在人行道上乱堆杂物，张伟反映过一次")
    terms = [word for word in said if _is_term(word)]
    assert {"医院", "乱堆杂物"} <= set(terms)
    assert not {"张伟", "上乱", "21", "在"} & set(terms)
