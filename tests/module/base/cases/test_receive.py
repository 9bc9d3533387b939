import asyncio
import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.queries import counting
from tests.support.web import application, client

from yiwang.base.audit import api as audit
from yiwang.base.cases import http
from yiwang.base.cases.model.report import ReporterInput, ReportInput
from yiwang.base.cases.usecases.receive import Intake, hash_secret
from yiwang.infra.signing import open_note, use_keys
from yiwang.kernel.actor import SYSTEM


@pytest.fixture(autouse=True)
def keyring(tmp_path):
    return use_keys(tmp_path / "keys")


@pytest.fixture
def app(database):
    return application(database, [http.router])


@pytest.fixture
async def agent(app):
    async with client(app, "agent") as found:
        yield found


async def rows(database, sql, *args):
    async with database.reading(SYSTEM) as work:
        return await work.tx.fetch(sql, *args)


BODY = {
    "source": "hotline",
    "external_id": "HL-1",
    "text": "人民路12号路灯不亮 💡 𠮷野家门口",
    "lon": 113.65,
    "lat": 34.76,
    "address": "人民路12号",
    "reported_at": "2026-03-10T08:00:00+08:00",
    "channel": "hotline",
    "matter": "01037",
    "reporter": {"name": "王小明", "phone": "13812345678"},
}


async def test_a_report_is_stored_with_its_journal_message_and_receipt(agent, database, keyring):
    answer = await agent.post("/api/v1/reports", json=BODY)
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert body["case"] is None
    assert body["status"] == "created"
    (report,) = await rows(database, "SELECT * FROM cases_report")
    assert str(report["id"]) == body["id"]
    assert report["text"] == BODY["text"]
    assert report["state"] == "received"
    assert report["receipt_hash"] == hash_secret(body["receipt"]["secret"])
    (reporter,) = await rows(database, "SELECT * FROM cases_reporter")
    assert (reporter["name"], reporter["phone"]) == ("王小明", "13812345678")
    (message,) = await rows(database, "SELECT * FROM infra_outbox")
    assert message["kind"] == "cases.report_received"
    (entry,) = await rows(database, "SELECT * FROM audit_journal")
    assert (entry["stream"], entry["subject"], entry["action"]) == ("report", report["id"], "receive")
    assert "13812345678" not in str(entry["data"])
    assert BODY["text"] not in str(entry["data"])
    text, _ = open_note(body["receipt"]["note"], keyring.public_keys())
    assert body["id"] in text


async def test_the_commitment_in_the_journal_is_to_the_content_and_can_be_checked_by_the_reporter(
    agent, database
):
    receipt = (await agent.post("/api/v1/reports", json=BODY)).json()["receipt"]
    (report,) = await rows(database, "SELECT * FROM cases_report")
    (entry,) = await rows(database, "SELECT data FROM audit_journal")
    contact = {"name": "王小明", "phone": "13812345678", "email": None}
    mark = audit.commitment(bytes.fromhex(receipt["reporter_salt"]), contact).hex()
    content = {
        "source": "hotline",
        "external_id": "HL-1",
        "channel": "hotline",
        "text": BODY["text"],
        "reported_at": "2026-03-10T00:00:00+00:00",
        "address": "人民路12号",
        "lon": 113.65,
        "lat": 34.76,
        "matter": "01037",
        "media": [],
        "attributes": {},
        "reporter": mark,
    }
    found = audit.commitment(bytes.fromhex(receipt["salt"]), content)
    assert entry["data"]["content"] == found.hex() == report["body_hash"].hex()


async def test_the_same_again_is_the_same_report_and_other_content_is_refused(agent, database):
    first = (await agent.post("/api/v1/reports", json=BODY)).json()
    again = await agent.post("/api/v1/reports", json=BODY)
    assert (again.status_code, again.json()["id"], again.json()["status"]) == (200, first["id"], "same")
    assert again.json()["receipt"] is None
    for change in ({"text": "别的事"}, {"reporter": {"phone": "13900000000"}}, {"lon": 113.66}):
        other = await agent.post("/api/v1/reports", json=BODY | change)
        assert other.status_code == 409
        assert other.json()["error"]["code"] == "report_conflict"
    assert len(await rows(database, "SELECT FROM cases_report")) == 1
    assert len(await rows(database, "SELECT FROM audit_journal")) == 1
    assert len(await rows(database, "SELECT FROM infra_outbox")) == 1


async def test_after_the_reporter_was_erased_a_repeat_is_still_the_same_report(agent, database):
    first = (await agent.post("/api/v1/reports", json=BODY)).json()
    async with database.work(SYSTEM) as work:
        await work.tx.execute(
            "UPDATE cases_reporter SET name = NULL, phone = NULL, phone_key = NULL, salt = NULL, erased_at = now()"
        )
    again = await agent.post("/api/v1/reports", json=BODY)
    assert (again.status_code, again.json()["id"]) == (200, first["id"])


async def test_an_idempotency_key_stands_in_for_an_id_and_belongs_to_its_caller(app, database):
    body = {"source": "web", "text": "井盖破损"}
    async with client(app, "agent~li") as li, client(app, "agent~wu") as wu:
        key = {"idempotency-key": "k-1"}
        first = await li.post("/api/v1/reports", json=body, headers=key)
        again = await li.post("/api/v1/reports", json=body, headers=key)
        other = await li.post("/api/v1/reports", json=body | {"text": "不同"}, headers=key)
        foreign = await wu.post("/api/v1/reports", json=body, headers=key)
        bare = await li.post("/api/v1/reports", json=body)
    assert [r.status_code for r in (first, again, other, foreign, bare)] == [201, 200, 409, 201, 201]
    assert first.json()["id"] == again.json()["id"] != foreign.json()["id"]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"text": ""}, "invalid_input", "text"),
        ({"text": "x" * 10_001}, "invalid_input", "text"),
        ({"text": "a\x00b"}, "invalid_input", "text"),
        ({"text": None}, "invalid_input", "text"),
        ({"source": "../etc"}, "invalid_input", "source"),
        ({"source": ""}, "invalid_input", "source"),
        ({"channel": "pigeon"}, "unknown_channel", "channel"),
        ({"lon": 200}, "invalid_coordinate", "lon"),
        ({"lon": 34.76, "lat": 113.65}, "invalid_coordinate", "lon"),
        ({"lon": 0, "lat": 0}, "invalid_coordinate", "lon"),
        ({"lat": None}, "invalid_input", "lat"),
        ({"lon": "x"}, "invalid_input", "lon"),
        ({"crs": "mars"}, "unknown_crs", None),
        ({"reported_at": "2027-01-01T00:00:00Z"}, "invalid_input", "reported_at"),
        ({"reported_at": "1900-01-01T00:00:00Z"}, "invalid_input", "reported_at"),
        ({"reported_at": "2026-02-30T00:00:00Z"}, "invalid_input", "reported_at"),
        ({"external_id": "x" * 201}, "invalid_input", "external_id"),
        ({"reporter": {"phone": "not a phone"}}, "invalid_input", "reporter.phone"),
        ({"reporter": {"email": "nobody"}}, "invalid_input", "reporter.email"),
        ({"reporter": {"fone": "1"}}, "invalid_input", "reporter.fone"),
        ({"attributes": {"a": "x" * 9000}}, "invalid_input", "attributes"),
        ({"attributes": {"a": "\x00"}}, "invalid_input", "attributes"),
        ({"attributes": {"a": 2**60}}, "journal_value", "attributes"),
        ({"media": ["x"]}, "invalid_input", "media.0"),
        ({"media": ["0197f3c0-0000-7000-8000-000000000000"]}, "invalid_input", "media"),
        ({"priority": 1}, "invalid_input", "priority"),
    ],
)
async def test_bad_input_is_named_with_its_field_and_nothing_is_stored(agent, database, change, code, field):
    answer = await agent.post("/api/v1/reports", json=BODY | change)
    error = answer.json()["error"]
    assert 400 <= answer.status_code < 500
    assert (error["code"], error.get("field")) == (code, field)
    assert error["message"]["zh"]
    assert error["message"]["en"]
    assert await rows(database, "SELECT FROM cases_report") == []


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 50_000, b'{"text":"\xd0"}'])
async def test_what_is_not_json_is_refused_by_name(agent, raw):
    answer = await agent.post("/api/v1/reports", content=raw)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "invalid_input"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from([*BODY, "crs", "media", "attributes"]),
        st.recursive(
            st.none()
            | st.booleans()
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.text(max_size=30)
            | st.integers(),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
            ),
            max_leaves=5,
        ),
        max_size=6,
    )
)
async def test_no_body_whatever_makes_a_server_error(agent, change):
    answer = await agent.post("/api/v1/reports", json=BODY | change)
    assert answer.status_code in {200, 201, 409, 422}, answer.text


async def test_local_time_without_an_offset_is_the_citys(agent, database):
    await agent.post("/api/v1/reports", json=BODY | {"reported_at": "2026-03-10T08:00:00"})
    (report,) = await rows(database, "SELECT reported_at FROM cases_report")
    assert report["reported_at"].isoformat() == "2026-03-10T00:00:00+00:00"


async def test_coordinates_of_other_systems_are_converted(agent, database):
    await agent.post("/api/v1/reports", json=BODY | {"crs": "gcj02"})
    (report,) = await rows(database, "SELECT lon, lat FROM cases_report")
    assert (report["lon"], report["lat"]) == (
        pytest.approx(113.6440, abs=2e-3),
        pytest.approx(34.7613, abs=2e-3),
    )
    assert report["lon"] != BODY["lon"]


async def test_requests_of_one_moment_share_one_transaction_and_keep_their_own_answers(database):
    intake = Intake(database)
    reports = [ReportInput(source="s", text=f"第{i}件", external_id=str(i % 40)) for i in range(60)]
    results = await asyncio.gather(*(intake.receive(r, SYSTEM) for r in reports), return_exceptions=True)
    stored = {
        r["external_id"]: r for r in await rows(database, "SELECT id, external_id, text FROM cases_report")
    }
    assert len(stored) == 40
    for report, result in zip(reports, results, strict=True):
        kept = stored[report.external_id]
        if isinstance(result, Exception):
            assert type(result).__name__ == "ReportConflictError"
            assert kept["text"] != report.text
        else:
            assert (result.id, kept["text"]) == (kept["id"], report.text)
    (commits,) = await rows(database, "SELECT count(DISTINCT xmin::text) AS n FROM infra_outbox")
    assert commits["n"] <= 3


async def test_the_number_of_statements_does_not_grow_with_the_group(database):
    intake = Intake(database)
    await intake.receive(ReportInput(source="s", text="先来"), SYSTEM)

    async def statements(n):
        with counting() as sent:
            who = ReporterInput(phone="13812345678")
            await asyncio.gather(
                *(
                    intake.receive(ReportInput(source="s", text="同时", reporter=who), SYSTEM)
                    for _ in range(n)
                )
            )
        return len(sent)

    assert await statements(50) == await statements(1)


async def test_one_bad_row_does_not_fail_its_group(database):
    intake = Intake(database)
    from uuid import uuid4

    reports = [ReportInput(source="s", text=f"{i}", media=[uuid4()] if i == 3 else []) for i in range(8)]
    results = await asyncio.gather(*(intake.receive(r, SYSTEM) for r in reports), return_exceptions=True)
    assert [isinstance(r, Exception) for r in results] == [i == 3 for i in range(8)]
    assert len(await rows(database, "SELECT FROM cases_report")) == 7


async def test_reports_can_be_looked_up_with_the_reporter_masked(agent, database):
    made = (await agent.post("/api/v1/reports", json=BODY)).json()
    one = await agent.get(f"/api/v1/reports/{made['id']}")
    assert one.json()["reporter"] == {"name": "王**", "phone": "138****5678"}
    found = await agent.get("/api/v1/reports", params={"source": "hotline", "external_id": "HL-1"})
    assert [r["id"] for r in found.json()["items"]] == [made["id"]]
    assert (await agent.get("/api/v1/reports", params={"source": "x"})).json() == {"items": []}
    missing = await agent.get("/api/v1/reports/0197f3c0-0000-7000-8000-000000000000")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "report_not_found")


@pytest.mark.parametrize(
    ("token", "status"),
    [(None, 401), ("nobody", 401), ("auditor", 403), ("security", 403), ("handler@U", 201)],
)
async def test_who_may_report(app, token, status):
    async with client(app, token) as caller:
        assert (await caller.post("/api/v1/reports", json=BODY)).status_code == status


def test_a_secret_is_stored_as_its_hash_only():
    assert hash_secret(" ab2c ") == hashlib.sha256(b"AB2C").digest()
