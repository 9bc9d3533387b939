"""What units of the fictional city hand in is a section that holds together with what is shipped."""

from __future__ import annotations

from yiwang.base.indicators.definition import IndicatorsSection
from yiwang.base.indicators.store.definitions import joined, standard
from yiwang.entry.city.figures import collected


def test_every_district_has_one_duty_and_the_rate_can_be_computed():
    section = IndicatorsSection.model_validate(
        collected({"districts": [{"code": "999901"}, {"code": "999902"}]})
    )
    book = joined([standard(), section])
    assert [duty.area for duty in section.sources[0].duties] == ["999901", "999902"]
    assert book.sources_of(book.get("spot_miss_rate")) == ["spot_checks"]
    needs = {m.needs for m in book.measures_of(book.get("spot_miss_rate")).values()}
    assert {frozenset(one) for one in needs} == {frozenset({"found", "missed"})}, "both or neither is counted"
