import io

import pytest
from PIL import Image
from tests.support.web import client
from tests.support.world import AGENT, DISPATCHER, HANDLER, VERIFIER

from yiwang.base.cases.usecases.prepare import prepare_reports
from yiwang.infra.objects import use_objects
from yiwang.kernel.actor import SYSTEM

HERE = {"lon": 120.005, "lat": 30.005}
REPORT = {
    "text": "小区门口垃圾堆放好几天了",
    "matter": "06010",
    "reporter": {"name": "王小明", "phone": "13812345678"},
} | HERE

ROAD = [
    (HANDLER, "sign", {"comment": "内部：先放一放"}),
    (HANDLER, "feedback", {"result": "内部结论：已清运", "public_reply": "已清理，感谢反映"}),
    (VERIFIER, "verify_pass", {"comment": "内部：现场干净"}),
    (AGENT, "call_back", {"resolved": True, "satisfaction": 5}),
    (DISPATCHER, "close", {}),
]


@pytest.fixture
async def citizen(desk, app):
    async with client(app) as found:
        yield found


async def hand_in(citizen, desk, body=REPORT):
    answer = await citizen.post("/api/v1/public/reports", json=body)
    assert answer.status_code == 201, answer.text
    report, secret = answer.json()["id"], answer.json()["receipt"]["secret"]
    async with desk.database.work(SYSTEM) as work:
        await prepare_reports(work, [report])
    found = await citizen.get(f"/api/v1/public/reports/{report}", params={"receipt": secret})
    return found.json()["case"], secret


async def follow(citizen, number, secret):
    return await citizen.get(f"/api/v1/public/cases/{number}", params={"receipt": secret})


async def test_a_citizen_follows_the_case_from_report_to_rating(citizen, desk):
    number, secret = await hand_in(citizen, desk)
    view = (await follow(citizen, number, secret)).json()
    assert (view["stage"], view["unit"], view["ratable"]) == ("sign", "环卫所", False)
    early = await citizen.post(
        f"/api/v1/public/cases/{number}/rating", json={"receipt": secret, "satisfaction": 5}
    )
    assert (early.status_code, early.json()["error"]["code"]) == (409, "not_ratable")
    for actor, action, body in ROAD:
        await desk.act(number, action, body, actor)
    answer = await follow(citizen, number, secret)
    assert "已清理，感谢反映" in answer.text
    assert "内部" not in answer.text
    assert "王小明" not in answer.text
    labels = [step["label"]["en"] for step in answer.json()["track"]]
    assert labels[0] == "Registered"
    assert labels[-1] == "Closed"
    rated = await citizen.post(
        f"/api/v1/public/cases/{number}/rating", json={"receipt": secret, "satisfaction": 4}
    )
    assert (rated.status_code, rated.json()["stage"], rated.json()["satisfaction"]) == (200, "rated", 4)
    again = await citizen.post(
        f"/api/v1/public/cases/{number}/rating", json={"receipt": secret, "satisfaction": 4}
    )
    assert (again.status_code, again.json()["satisfaction"]) == (200, 4)
    other = await citizen.post(
        f"/api/v1/public/cases/{number}/rating", json={"receipt": secret, "satisfaction": 1}
    )
    assert (other.status_code, other.json()["error"]["code"]) == (409, "not_ratable")


@pytest.mark.parametrize(
    "body", [{"satisfaction": 0}, {"satisfaction": 6}, {}, {"satisfaction": "5"}, {"stars": 5}]
)
async def test_a_bad_rating_is_refused_by_name(citizen, desk, body):
    number, secret = await hand_in(citizen, desk)
    answer = await citizen.post(f"/api/v1/public/cases/{number}/rating", json={"receipt": secret} | body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_input")


async def test_number_and_secret_must_belong_together(citizen, desk):
    number, secret = await hand_in(citizen, desk)
    other, _ = await hand_in(citizen, desk, REPORT | {"reporter": {"phone": "13900000000"}})
    assert number != other
    for wrong in ((number, "AAAAAAAAAAAA"), (other, secret)):
        answer = await follow(citizen, *wrong)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "receipt_refused")
    assert (await citizen.get(f"/api/v1/public/cases/{number}")).status_code == 422
    assert (await follow(citizen, number, secret.lower())).status_code == 200


async def test_who_joined_an_open_case_follows_it_with_the_own_receipt(citizen, desk):
    number, first = await hand_in(citizen, desk)
    same, second = await hand_in(citizen, desk)
    assert (number, first != second) == (same, True)
    for secret in (first, second):
        assert (await follow(citizen, number, secret)).status_code == 200


async def test_a_merged_case_shows_how_the_other_goes_on(citizen, desk):
    number, secret = await hand_in(citizen, desk)
    main = await desk.report("垃圾堆放", matter="06010", phone="13900000001")
    await desk.act(number, "merge", {"into": main})
    view = (await follow(citizen, number, secret)).json()
    assert (view["number"], view["merged"], view["stage"]) == (number, True, "sign")
    assert main not in str(view)


async def test_what_was_asked_for_can_be_added_and_only_then(citizen, desk):
    number, secret = await hand_in(citizen, desk, REPORT | {"lon": 10.0, "lat": 10.0})
    body = {"receipt": secret, "text": "在公园北门"}
    early = await citizen.post(f"/api/v1/public/cases/{number}/supplement", json=body)
    assert early.json()["error"]["code"] == "not_ratable"
    await desk.act(number, "ask_reporter", {"question": "具体在哪里？"})
    view = (await follow(citizen, number, secret)).json()
    assert (view["waiting"], view["notes"][0]["text"]) == (True, "具体在哪里？")
    added = await citizen.post(f"/api/v1/public/cases/{number}/supplement", json=body)
    assert (added.status_code, added.json()["waiting"]) == (200, False)


@pytest.mark.parametrize(
    "change",
    [{"source": "hotline"}, {"channel": "hotline"}, {"external_id": "1"}, {"text": ""}, {"attributes": {}}],
)
async def test_the_public_cannot_pose_as_a_channel(citizen, desk, change):
    answer = await citizen.post("/api/v1/public/reports", json=REPORT | change)
    assert answer.status_code == 422
    assert answer.json()["error"]["field"] == next(iter(change))


async def test_a_report_with_photos(citizen, desk, tmp_path, database):
    use_objects(tmp_path / "media", 10_000_000)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "JPEG")
    answer = await citizen.post(
        "/api/v1/public/reports",
        data={"text": "井盖破损", "lon": "120.005", "lat": "30.005", "phone": "13812345678"},
        files=[("photos", ("a.jpg", picture.getvalue(), "image/jpeg"))],
    )
    assert answer.status_code == 201, answer.text
    async with database.reading(SYSTEM) as work:
        (file,) = await work.tx.fetch("SELECT report_id FROM cases_media")
    assert str(file["report_id"]) == answer.json()["id"]
    for data in ({"text": "x", "lon": "north"}, {"text": "x", "secret": "1"}, {"lon": "1"}):
        bad = await citizen.post(
            "/api/v1/public/reports", data=data, files=[("photos", ("a.txt", b"", "x/y"))]
        )
        assert bad.status_code == 422


async def test_each_address_has_its_rate(app, desk):
    async with client(app, address="192.0.2.7") as one, client(app, address="192.0.2.8") as other:
        statuses = [(await one.post("/api/v1/public/reports", json=REPORT)).status_code for _ in range(25)]
        assert statuses[:20] == [201] * 20
        assert set(statuses[20:]) == {429}
        assert (await other.post("/api/v1/public/reports", json=REPORT)).status_code == 201


async def test_a_key_makes_a_public_report_idempotent(citizen, desk):
    key = {"idempotency-key": "abc"}
    first = await citizen.post("/api/v1/public/reports", json=REPORT, headers=key)
    again = await citizen.post("/api/v1/public/reports", json=REPORT, headers=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert again.json()["receipt"] == {"secret": first.json()["receipt"]["secret"]}
