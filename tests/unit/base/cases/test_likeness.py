from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.cases.model.elements import missing_elements
from yiwang.base.cases.model.likeness import Sighting, compare, overlap, rank
from yiwang.base.cases.model.rules import DuplicateRule, assemble

NOW = datetime(2026, 3, 10, tzinfo=UTC)
RULE = DuplicateRule()


def sighting(
    text="人民路路灯不亮", lon=113.65, lat=34.76, hours=0.0, matter="matter:01037", phone=None, address=""
):
    return Sighting(
        case=uuid4(),
        number="1",
        matter=matter,
        lon=lon,
        lat=lat,
        address=address,
        at=NOW - timedelta(hours=hours),
        title=text,
        phones=frozenset([phone] if phone else []),
    )


texts = st.sampled_from(["人民路路灯不亮", "路灯不亮了人民路", "井盖破损", "", "垃圾堆放无人清理"])
sightings = st.builds(
    sighting,
    text=texts,
    lon=st.floats(113.649, 113.651),
    lat=st.floats(34.759, 34.761),
    hours=st.floats(0, 300),
    matter=st.sampled_from([None, "matter:01037", "matter:06010"]),
    phone=st.sampled_from([None, b"a", b"b"]),
)


@given(sightings, sightings)
def test_a_score_is_symmetric_and_between_0_and_1(one, other):
    there, back = compare(one, other, RULE), compare(other, one, RULE)
    assert (there is None) == (back is None)
    if there is not None:
        assert there.score == back.score
        assert 0 <= there.score <= 1


@given(sightings, st.lists(sightings, max_size=8))
def test_ranked_candidates_keep_to_the_rule(fresh, known):
    for other, likeness in rank(fresh, known, RULE):
        assert likeness.same_caller or likeness.score >= RULE.suggest_at
        assert likeness.distance_m <= RULE.radius_m
        assert abs(fresh.at - other.at) <= timedelta(days=RULE.days)
        assert not (fresh.matter and other.matter and fresh.matter != other.matter)
        if likeness.same_caller:
            assert fresh.phones & other.phones


@given(sightings)
def test_the_same_thing_told_twice_scores_highest(one):
    best = compare(one, one, RULE)
    assert best.score >= 0.55
    assert one.phones == frozenset() or best.same_caller == bool(one.words)


def test_nearer_later_and_more_alike_score_higher():
    base = sighting(hours=10)
    near, far = compare(sighting(lon=113.6501), base, RULE), compare(sighting(lon=113.6506), base, RULE)
    assert near.score > far.score
    assert compare(sighting(lon=113.66), base, RULE) is None
    assert compare(sighting(text="井盖破损"), base, RULE).score < near.score
    assert compare(sighting(hours=-24 * 8), base, RULE) is None


def test_no_address_is_not_the_same_address():
    nowhere = {"lon": None, "lat": None, "phone": b"a", "address": ""}
    assert compare(sighting(**nowhere), sighting(**nowhere), RULE) is None


def test_without_a_position_only_the_same_caller_at_the_same_address_is_the_same():
    here = {"lon": None, "lat": None, "address": "人民路12号"}
    assert compare(sighting(**here), sighting(**here), RULE) is None
    assert compare(sighting(**here, phone=b"a"), sighting(**here, phone=b"a"), RULE).same_caller
    assert compare(sighting(**here, phone=b"a"), sighting(lon=None, lat=None, phone=b"a"), RULE) is None


@given(st.sets(st.text(max_size=3)), st.sets(st.text(max_size=3)))
def test_overlap_is_one_for_equal_and_zero_for_disjoint(one, other):
    assert 0 <= overlap(one, other) <= 1
    assert overlap(one, one) == (1.0 if one else 0.0)
    assert overlap(one, other - one) == 0.0


def test_missing_elements_are_named():
    full = {
        "text": "人民路12号路灯不亮三天了",
        "placed": True,
        "address": "x",
        "contactable": True,
        "matter": "m",
    }
    assert missing_elements(**full) == []
    bare = {"text": "??? 坏了", "placed": False, "address": "", "contactable": False, "matter": None}
    assert missing_elements(**bare) == ["place", "contact", "matter", "text"]
    assert missing_elements(**full | {"placed": False}) == []


def test_packs_set_rules_on_top_of_the_defaults():
    rules = assemble(
        [
            {
                "channels": [{"code": "pigeon", "digits": "77", "zh": "飞鸽", "en": "Pigeon"}],
                "duplicates": {"classes": {"01": {"radius_m": 20}}},
            }
        ]
    )
    assert rules.channels["pigeon"].digits == "77"
    assert rules.channel_of("hotline").digits == "01"
    assert rules.channel_of("whatever").code == "other"
    assert (rules.duplicate_rule("01").radius_m, rules.duplicate_rule("02").radius_m) == (20, 100)
