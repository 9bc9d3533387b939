"""What everybody may see: problems near by without words, a heat map without homes; joining one."""

import base64
import random
from datetime import timedelta

import pytest
from tests.support.web import client

from yiwang.base.cases import api
from yiwang.base.cases.definition import CasesSection
from yiwang.base.cases.usecases import around
from yiwang.base.cases.usecases.prepare import prepare_reports
from yiwang.kernel.actor import SYSTEM

HERE = (120.00512, 30.00534)
NEAR = {"lon": 120.006, "lat": 30.006}
PUBLIC = {"near_classes": ["01"], "hidden_matters": ["matter:06010"]}


@pytest.fixture
async def citizen(desk, app):
    section = CasesSection.model_validate({"public": PUBLIC})
    async with desk.database.work(SYSTEM) as work:
        await api.apply_section(work, section, "test", "1")
    async with client(app) as found:
        yield found
    around._maps.clear()


async def near(citizen, **more):
    answer = await citizen.get("/api/v1/public/near", params=NEAR | more)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def join(citizen, desk, number, key="k1", **more):
    answer = await citizen.post(
        "/api/v1/public/reports",
        json={"text": "我也遇到了", "joins": number} | more,
        headers={"Idempotency-Key": key},
    )
    if answer.status_code == 201:
        async with desk.database.work(SYSTEM) as work:
            await prepare_reports(work, [answer.json()["id"]])
    return answer


async def test_near_problems_show_matter_state_and_street_but_no_words_and_no_exact_place(citizen, desk):
    number = await desk.report(
        "我家门口302室路灯不亮", where=HERE, matter="01037", address="东里路3号楼302", phone="13812345678"
    )
    (item,) = await near(citizen)
    assert (item["number"], item["matter"], item["reports"]) == (number, "路灯异常", 1)
    assert (item["lon"], item["lat"]) == (120.005, 30.005)
    assert item["distance_m"] % 50 == 0
    assert item["street"] == "一区一街道"
    for private in ("302", "我家", "东里路", "138"):
        assert private not in str(item)


async def test_single_cases_of_matters_that_no_pack_names_are_not_near(citizen, desk):
    await desk.report("垃圾堆放", where=HERE, matter="06010")
    await desk.report("楼上吵闹扰民", where=HERE, matter="06028")
    assert await near(citizen) == []


async def test_asking_from_many_points_does_not_tell_the_exact_place(citizen, desk):
    await desk.report(where=HERE, matter="01037")
    rng = random.Random(7)
    shown = set()
    for _ in range(40):
        lon, lat = 120.005 + rng.uniform(-0.002, 0.002), 30.005 + rng.uniform(-0.002, 0.002)
        here = {
            (i["lon"], i["lat"], i["distance_m"]) for i in await near(citizen, lon=lon, lat=lat, radius=150)
        }
        expected = around.distance_m(lon, lat, 120.005, 30.005) <= 150
        assert bool(here) == expected
        shown |= {place[:2] for place in here}
    assert shown == {(120.005, 30.005)}


async def test_closed_and_far_problems_are_not_near(citizen, desk):
    number = await desk.report(where=HERE, matter="01037")
    assert await near(citizen, lon=120.03) == []
    await desk.act(number, "void", {"reason": "误报"})
    assert await near(citizen) == []


async def test_who_says_me_too_becomes_a_reporter_of_the_open_case(citizen, desk):
    number = await desk.report(where=HERE, matter="01037")
    answer = await join(citizen, desk, number)
    assert answer.status_code == 201, answer.text
    (item,) = await near(citizen)
    assert item["reports"] == 2
    follow = await citizen.get(
        f"/api/v1/public/cases/{number}", params={"receipt": answer.json()["receipt"]["secret"]}
    )
    assert follow.status_code == 200
    again = await join(citizen, desk, number)
    assert (again.status_code, (await near(citizen))[0]["reports"]) == (200, 2)


async def test_only_open_problems_that_are_shown_can_be_joined_and_a_repeat_is_not_refused(citizen, desk):
    hidden = await desk.report("垃圾堆放", where=HERE, matter="06010")
    answer = await join(citizen, desk, hidden)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "not_joinable")
    number = await desk.report(where=HERE, matter="01037")
    assert (await join(citizen, desk, number, "k2")).status_code == 201
    await desk.act(number, "void", {"reason": "误报"})
    assert (await join(citizen, desk, number, "k3")).status_code == 409
    assert (await join(citizen, desk, number, "k2")).status_code == 200


async def test_a_case_that_closes_meanwhile_leaves_the_me_too_a_case_of_its_own(citizen, desk):
    number = await desk.report(where=HERE, matter="01037")
    answer = await citizen.post("/api/v1/public/reports", json={"text": "我也遇到了", "joins": number})
    await desk.act(number, "void", {"reason": "误报"})
    async with desk.database.work(SYSTEM) as work:
        cases = await prepare_reports(work, [answer.json()["id"]])
        own = await work.tx.fetchval("SELECT number FROM cases_case WHERE id = ANY($1)", list(cases.values()))
    assert own != number


async def heat(citizen, desk, **asked):
    """The heat map as of tomorrow, when today's cases are a whole day."""
    answer = await citizen.get("/api/v1/public/heat", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def yesterday(desk):
    async with desk.database.work(SYSTEM) as work:
        await work.tx.execute("UPDATE cases_case SET opened_at = opened_at - interval '2 days'")


async def some(desk, count, *, first=0, where=HERE, matter="01037", phone=None):
    for i in range(first, first + count):
        called = phone or f"138000{i:05}"
        await desk.report(
            f"第{i}处路灯不亮", where=(where[0] + i * 1e-6, where[1]), matter=matter, phone=called
        )


async def test_a_square_is_shown_from_five_cases_on_and_counts_in_steps(citizen, desk):
    await some(desk, 4)
    await yesterday(desk)
    assert (await heat(citizen, desk))["cells"] == []
    around._maps.clear()
    await some(desk, 3, first=4)
    await yesterday(desk)
    (cell,) = (await heat(citizen, desk))["cells"]
    assert (cell["cases"], cell["street"]) == (5, "一区一街道")
    assert cell["west"] <= HERE[0] <= cell["east"]
    assert cell["south"] <= HERE[1] <= cell["north"]
    size = (cell["north"] - cell["south"]) * 111_195
    assert size == pytest.approx(500, rel=0.01)


async def test_five_cases_of_one_person_do_not_show_where_that_person_lives(citizen, desk):
    await some(desk, 6, phone="13812345678")
    await yesterday(desk)
    assert (await heat(citizen, desk))["cells"] == []


async def test_hidden_matters_and_cases_without_a_matter_count_nowhere(citizen, desk):
    await some(desk, 6, matter="06010")
    await some(desk, 4, matter="01037")
    await yesterday(desk)
    assert (await heat(citizen, desk))["cells"] == []


async def test_todays_cases_do_not_show_before_tomorrow_nor_does_looking_twice_tell_of_them(citizen, desk):
    await some(desk, 6)
    assert (await heat(citizen, desk))["cells"] == []
    await yesterday(desk)
    assert (await heat(citizen, desk))["cells"] == []


NOISE = {"near_classes": ["01"]}


@pytest.fixture
async def all_kinds(citizen, desk):
    """Nothing is hidden: lamps (class 01) and rubbish (class 06) count."""
    section = CasesSection.model_validate({"public": NOISE})
    async with desk.database.work(SYSTEM) as work:
        await api.apply_section(work, section, "test", "2")
    return citizen


async def test_one_kind_counts_its_own_cases_only(all_kinds, desk):
    await some(desk, 5)
    await some(desk, 10, first=20, matter="06010")
    await yesterday(desk)
    both = await heat(all_kinds, desk)
    assert [k["code"] for k in both["kinds"]] == ["01", "06"]
    assert [c["cases"] for c in both["cells"]] == [15]
    assert [c["cases"] for c in (await heat(all_kinds, desk, kind="01"))["cells"]] == [5]
    assert [c["cases"] for c in (await heat(all_kinds, desk, kind="06"))["cells"]] == [10]


async def test_what_is_missing_to_all_does_not_tell_of_few_people_of_another_kind(all_kinds, desk):
    await some(desk, 6)
    await some(desk, 2, first=20, matter="06010")
    await yesterday(desk)
    assert [c["cases"] for c in (await heat(all_kinds, desk))["cells"]] == [5]
    assert (await heat(all_kinds, desk, kind="01"))["cells"] == []
    assert (await heat(all_kinds, desk, kind="06"))["cells"] == []


async def test_other_kinds_of_one_person_are_few_people(all_kinds, desk):
    await some(desk, 6)
    await some(desk, 6, first=20, matter="06010", phone="13812345678")
    await yesterday(desk)
    assert (await heat(all_kinds, desk, kind="01"))["cells"] == []


async def test_periods_follow_each_other_without_overlapping(all_kinds, desk):
    await some(desk, 5)
    async with desk.database.work(SYSTEM) as work:
        await work.tx.execute("UPDATE cases_case SET opened_at = opened_at - interval '100 days'")
    now, before = await heat(all_kinds, desk), await heat(all_kinds, desk, back=1)
    assert (now["cells"], [c["cases"] for c in before["cells"]]) == ([], [5])
    assert before["to"] < now["from"]
    assert (await heat(all_kinds, desk, back=1))["cells"] == before["cells"]


@pytest.mark.parametrize(
    ("asked", "status"), [({"kind": "99"}, 404), ({"back": 4}, 422), ({"back": -1}, 422)]
)
async def test_other_kinds_and_periods_are_refused(citizen, asked, status):
    assert (await citizen.get("/api/v1/public/heat", params=asked)).status_code == status


async def test_hidden_matters_are_no_kind(citizen, desk):
    assert [k["code"] for k in (await heat(citizen, desk))["kinds"]] == ["01", "06"]
    assert (await citizen.get("/api/v1/public/heat", params={"kind": "06"})).json()["cells"] == []


async def test_a_pack_cannot_lower_the_threshold_below_five():
    with pytest.raises(ValueError, match="at_least"):
        CasesSection.model_validate({"public": {"at_least": 4}})
    assert timedelta(days=around.PublicRule().days) == timedelta(days=90)


async def patrol(app, desk, number, token="verifier", key="p1"):
    """A grid worker says that the same was seen again."""
    body = {"source": "grid", "text": "又看到路灯不亮", "attributes": {"joins": number}}
    async with client(app, token) as worker:
        answer = await worker.post("/api/v1/reports", json=body, headers={"Idempotency-Key": key})
    if answer.status_code == 201:
        async with desk.database.work(SYSTEM) as work:
            await prepare_reports(work, [answer.json()["id"]])
    return answer


async def test_a_grid_worker_adds_a_report_to_the_case_that_is_known_already(app, desk):
    number = await desk.report(where=HERE, matter="01037")
    assert (await patrol(app, desk, number)).status_code == 201
    async with desk.database.reading(SYSTEM) as work:
        case = await api.state_of(work, number)
        assert len(case.reports) == 2
        assert await work.tx.fetchval("SELECT count(*) FROM cases_case") == 1


async def test_a_grid_worker_names_no_case_out_of_sight_and_no_other_source_names_any(app, desk):
    number = await desk.report(where=HERE, matter="01037")
    missing = await patrol(app, desk, number[:-1] + ("1" if number[-1] != "1" else "2"))
    assert missing.status_code in {404, 422}
    await desk.report("另一处路灯不亮", where=None, attributes={"joins": number})
    async with desk.database.reading(SYSTEM) as work:
        assert len((await api.state_of(work, number)).reports) == 1


async def voter(citizen):
    answer = await citizen.post("/api/v1/public/voters")
    assert answer.status_code == 201
    return answer.json()["voter"]


async def agree(citizen, number, who, *, wanted=True):
    return await citizen.post(f"/api/v1/public/near/{number}/vote", json={"voter": who, "wanted": wanted})


async def test_a_device_votes_once_and_takes_its_vote_back(citizen, desk):
    number = await desk.report(where=HERE, matter="01037")
    one, other = await voter(citizen), await voter(citizen)
    for who, n in ((one, 1), (one, 1), (other, 2)):
        assert (await agree(citizen, number, who)).json() == {"votes": n, "voted": True}
    assert (await near(citizen))[0]["votes"] == 2
    for n in (1, 1):
        assert (await agree(citizen, number, one, wanted=False)).json() == {"votes": n, "voted": False}
    async with desk.database.reading(SYSTEM) as work:
        told = await work.tx.fetch("SELECT payload FROM infra_outbox WHERE kind = 'cases.voted' ORDER BY seq")
        kept = await work.tx.fetchval("SELECT voter FROM cases_vote")
    assert [row["payload"]["votes"] for row in told] == [1, 2, 1]  # what changes nothing is not told
    assert kept.hex() not in base64.urlsafe_b64decode(other + "==").hex()


async def test_votes_cannot_be_made_up_nor_linked(citizen, desk):
    first, second = (
        await desk.report(where=HERE, matter="01037"),
        await desk.report(where=(120.02, 30.02), matter="01037"),
    )
    who = await voter(citizen)
    for number in (first, second):
        assert (await agree(citizen, number, who)).status_code == 200
    async with desk.database.reading(SYSTEM) as work:
        kept = await work.tx.fetch("SELECT DISTINCT voter FROM cases_vote")
    assert len(kept) == 2
    for made_up in ("A" * 43, who[:-2] + "AA", "not base64 at all!"):
        answer = await agree(citizen, first, made_up)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "unknown_voter")


async def test_only_what_is_published_and_open_is_voted_for(citizen, desk):
    hidden = await desk.report("楼上吵闹扰民", where=HERE, matter="06028")
    answer = await agree(citizen, hidden, await voter(citizen))
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "not_joinable")


async def test_voters_are_limited_by_address(citizen):
    answers = [await citizen.post("/api/v1/public/voters") for _ in range(25)]
    assert answers[0].status_code == 201
    assert answers[-1].status_code == 429
