"""Erasing a person takes the words and the salts and leaves the ledger whole."""

import pytest
from tests.support import http, world

from yiwang.base.audit import api as audit
from yiwang.infra import signing
from yiwang.kernel.actor import SYSTEM


@pytest.fixture
async def city(database):
    await world.world(database)
    return database


async def handed_in(client) -> str:
    await client.act_as("agent")
    answer = await client.post(
        "/api/v1/reports",
        json={
            "source": "hotline",
            "text": "王某家门口路灯不亮",
            "reporter": {"name": "王某", "phone": "13800001234"},
        },
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def test_only_security_may_erase_and_every_proof_stays_valid(city, tmp_path):
    async with http.client(city, tmp_path) as client:
        report = await handed_in(client)
        body = {"basis": "个人信息保护法第四十七条"}
        refused = await client.post(f"/api/v1/reports/{report}/erasure", json=body)
        assert refused.status_code == 403
        await client.act_as("security")
        assert (await client.post(f"/api/v1/reports/{report}/erasure", json=body)).status_code == 200
    async with city.reading(SYSTEM) as work:
        left = await work.tx.fetch(
            "SELECT r.text, r.salt, p.name, p.phone, p.salt AS s FROM cases_report r "
            "JOIN cases_reporter p ON p.report_id = r.id"
        )
        entries = await work.tx.fetch("SELECT data::text AS data FROM audit_journal")
    await audit.seal(city, signing.keys())
    async with city.reading(SYSTEM) as work:
        verdict = await audit.verify(work.tx, signing.keys())
    assert verdict.ok, verdict.problems
    assert "王某" not in str([tuple(row) for row in left])
    assert left[0]["s"] is None
    assert "王某" not in str([row["data"] for row in entries])
