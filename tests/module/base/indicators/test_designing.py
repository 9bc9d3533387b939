"""Indicators made on the desk: checked, tried on the past, published by another, older versions remain."""

from __future__ import annotations

from tests.support import world as w
from tests.support.web import application, client

from yiwang.base.indicators import http

URGENT = {
    "indicator": {
        "code": "urgent_share", "kind": "ratio", "zh": "紧急占比", "en": "Urgent share", "unit": "ratio",
        "numerator": "urgent_reported", "denominator": "reported", "owner": "城运中心",
        "caliber_zh": "紧急案件 ÷ 上报案件。", "caliber_en": "Urgent cases ÷ cases.",
    },
    "measures": [
        {"code": "urgent_reported", "zh": "紧急数", "en": "Urgent", "on": "reported", "where": "urgency >= 2"}
    ],
}  # fmt: skip
BASE = "/api/v1/indicator-drafts"


async def test_a_draft_is_tried_and_published_by_another_and_a_version_in_force_never_changes(city):
    for urgency in (1, 1, 1, 2):
        await w.opened(city.database, urgency=urgency)
    await city.keep()
    app = application(city.database, [http.router])
    async with client(app, "assessor~ann") as ann, client(app, "assessor~bob") as bob:
        wrong = URGENT | {"indicator": URGENT["indicator"] | {"unit": "hour"}}
        assert (await ann.post(f"{BASE}/check", json=wrong)).json()["error"]["code"] == "indicator_definition"
        half = URGENT | {"indicator": URGENT["indicator"] | {"zh": ""}}
        assert (await ann.put(BASE, json=half)).json()["error"]["field"] == "indicators.0.zh"
        tried = (await ann.post(f"{BASE}/preview?period=2026", json=URGENT)).json()
        assert (tried["value"], tried["denominator"]) == (0.25, 4)
        assert (await ann.put(BASE, json=URGENT)).json()["measures"][0]["code"] == "urgent_reported"
        assert (await bob.post(f"{BASE}/urgent_share/decision", json={"publish": True})).status_code == 409
        await ann.post(f"{BASE}/urgent_share/submission")
        assert (await ann.post(f"{BASE}/urgent_share/decision", json={"publish": True})).status_code == 403
        assert (await bob.post(f"{BASE}/urgent_share/decision", json={"publish": False})).status_code == 422
        assert (await bob.post(f"{BASE}/urgent_share/decision", json={"publish": True})).status_code == 200
        assert (await city.value("urgent_share"))["value"] == 0.25
        assert (await ann.get(BASE)).json()["items"] == []

        again = URGENT | {"indicator": URGENT["indicator"] | {"numerator": "reported - urgent_reported"}}
        assert (await ann.put(BASE, json=again)).json()["error"]["code"] == "indicator_definition"
        again["indicator"]["version"] = 2
        await ann.put(BASE, json=again)
        await ann.post(f"{BASE}/urgent_share/submission")
        await bob.post(f"{BASE}/urgent_share/decision", json={"publish": True})
        assert (await city.value("urgent_share"))["value"] == 0.75
        assert (await city.value("urgent_share", version=1))["value"] == 0.25


async def test_what_is_returned_has_its_reason_and_can_be_dropped(city):
    app = application(city.database, [http.router])
    async with client(app, "assessor~ann") as ann, client(app, "assessor~bob") as bob:
        await ann.put(BASE, json=URGENT)
        await ann.post(f"{BASE}/urgent_share/submission")
        await bob.post(f"{BASE}/urgent_share/decision", json={"publish": False, "why": "口径不清"})
        (held,) = (await ann.get(BASE)).json()["items"]
        assert (held["state"], held["why"]) == ("returned", "口径不清")
        assert (await ann.delete(f"{BASE}/urgent_share")).status_code == 200
        assert (await ann.get(BASE)).json()["items"] == []
    async with client(app, "leader") as leader:
        assert (await leader.get(BASE)).status_code == 403
