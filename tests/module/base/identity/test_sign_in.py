"""Sessions by link and by password, lockout, password rules."""

from datetime import timedelta

import argon2
import pytest
import pytest_asyncio
from tests.support.http import client

from yiwang.base.identity import api
from yiwang.base.identity.usecases import sign_in
from yiwang.infra.snapshots import registry
from yiwang.kernel.actor import SYSTEM

GOOD = "Kite-flying-42"
AS_SERVED, OF_NOBODY = sign_in._hasher, sign_in._NOBODY


@pytest.fixture(autouse=True)
def light(monkeypatch):
    """Passwords are hashed with next to no effort here: some hundred are, and what is tested is not that.

    There is no setting for it; ``test_a_hash_is_hard_work`` holds what is served.
    """
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(sign_in, "_hasher", hasher)
    monkeypatch.setattr(sign_in, "_NOBODY", hasher.hash("nobody"))


def test_a_hash_is_hard_work_and_as_hard_for_a_name_that_nobody_has():
    recommended = argon2.profiles.RFC_9106_LOW_MEMORY
    assert argon2.extract_parameters(AS_SERVED.hash(GOOD)) == recommended
    assert argon2.extract_parameters(OF_NOBODY) == recommended
    with pytest.raises(argon2.exceptions.VerifyMismatchError):
        AS_SERVED.verify(OF_NOBODY, GOOD)


@pytest_asyncio.fixture
async def web(database, tmp_path):
    async with client(database, tmp_path) as made:
        yield made


@pytest_asyncio.fixture
async def zhang(database):
    """An account with the role agent, without a password."""
    async with database.work(SYSTEM) as work:
        await api.save_accounts(work, [api.AccountDraft(name="Zhang", roles=("agent",))])
    return "zhang"


def look_again():
    for snapshot in registry:
        snapshot._checked = 0.0


async def link_of(database, name):
    async with database.work(SYSTEM) as work:
        return await api.make_link(work, name)


async def enter(web, database, name):
    return await web.post("/api/v1/session", json={"link": await link_of(database, name)})


async def with_password(web, database, name):
    await enter(web, database, name)
    assert (await web.post("/api/v1/account/password", json={"new": GOOD})).status_code == 204
    web.cookies.clear()
    look_again()


async def try_password(web, name, password):
    return await web.post("/api/v1/session", json={"name": name, "password": password})


async def test_first_start_makes_three_accounts_without_passwords_once(database):
    async with database.work(SYSTEM) as work:
        made = await api.ensure_initial_accounts(work)
    assert [(name, role) for name, role, _ in made] == [
        ("admin", "admin"),
        ("security", "security"),
        ("auditor", "auditor"),
    ]
    async with database.work(SYSTEM) as work:
        assert await api.ensure_initial_accounts(work) == []
        accounts = await api.accounts(work.tx)
    assert not any(a.has_password for a in accounts)


async def test_a_link_opens_one_session_and_no_second(web, database, zhang):
    link = await link_of(database, zhang)
    answer = await web.post("/api/v1/session", json={"link": link})
    assert answer.status_code == 201
    assert answer.json()["roles"] == ["agent"]
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" not in cookie.replace("yiwang_session=", "")  # plain HTTP on loopback
    assert (await web.get("/api/v1/me")).json()["account"] == "zhang"
    web.cookies.clear()
    again = await web.post("/api/v1/session", json={"link": link})
    assert (again.status_code, again.json()["error"]["code"]) == (401, "sign_in_refused")


async def test_the_cookie_is_secure_under_tls(web, database, zhang):
    answer = await web.post("https://city.test/api/v1/session", json={"link": await link_of(database, zhang)})
    assert "secure" in answer.headers["set-cookie"].lower()


async def test_a_link_ends_after_a_day_and_when_a_new_one_is_made(web, database, zhang, time):
    first, second = await link_of(database, zhang), await link_of(database, zhang)
    assert (await web.post("/api/v1/session", json={"link": first})).status_code == 401
    time.advance(timedelta(hours=24))
    assert (await web.post("/api/v1/session", json={"link": second})).status_code == 401


async def test_a_link_is_no_bearer_token(web, database, zhang):
    answer = await web.get(
        "/api/v1/me", headers={"authorization": f"Bearer {await link_of(database, zhang)}"}
    )
    assert answer.status_code in {401, 422}


async def test_signing_out_ends_the_session_at_once(web, database, zhang):
    await enter(web, database, zhang)
    secret = web.cookies["yiwang_session"]
    assert (await web.delete("/api/v1/session")).status_code == 204
    look_again()
    assert (await web.get("/api/v1/me", headers={"authorization": f"Bearer {secret}"})).status_code == 401


async def test_without_our_header_a_cookie_changes_nothing(web, database, zhang):
    await enter(web, database, zhang)
    del web.headers["x-yiwang"]
    assert (await web.post("/api/v1/account/password", json={"new": GOOD})).status_code == 403
    assert (await web.get("/api/v1/me")).status_code == 200


async def test_password_sign_in_names_no_reason(web, database, zhang):
    assert (await try_password(web, "zhang", GOOD)).status_code == 401  # none set yet
    await with_password(web, database, zhang)
    wrong = await try_password(web, "zhang", "x")
    nobody = await try_password(web, "nobody", "x")
    assert wrong.json() == nobody.json()
    assert wrong.status_code == nobody.status_code == 401
    right = await try_password(web, " ZHANG ", GOOD)  # names are folded
    assert right.status_code == 201


async def test_five_failures_lock_the_name_even_for_the_right_password(web, database, zhang, time):
    await with_password(web, database, zhang)
    for _ in range(5):
        assert (await try_password(web, "zhang", "wrong")).status_code == 401
    locked = await try_password(web, "zhang", GOOD)
    assert (locked.status_code, locked.json()["error"]["code"]) == (429, "sign_in_locked")
    assert int(locked.headers["retry-after"]) <= 900
    time.advance(timedelta(minutes=16))
    assert (await try_password(web, "zhang", GOOD)).status_code == 201


async def test_an_unknown_name_locks_alike(web):
    codes = [(await try_password(web, "nobody", "wrong")).status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]


async def test_a_success_forgives_and_failures_far_apart_do_not_add_up(web, database, zhang, time):
    await with_password(web, database, zhang)
    for _ in range(4):
        await try_password(web, "zhang", "wrong")
    assert (await try_password(web, "zhang", GOOD)).status_code == 201
    for _ in range(6):
        assert (await try_password(web, "zhang", "wrong")).status_code == 401
        time.advance(timedelta(minutes=8))


async def test_one_address_guessing_many_names_is_stopped_but_not_the_office(web, database, zhang, tmp_path):
    await with_password(web, database, zhang)
    for _ in range(21):  # an office signs in through one address all morning
        assert (await try_password(web, "zhang", GOOD)).status_code == 201
    codes = [(await try_password(web, f"guess{n}", "wrong")).status_code for n in range(21)]
    assert codes == [401] * 20 + [429]
    async with client(database, tmp_path, "192.0.2.99") as elsewhere:
        assert (await try_password(elsewhere, "zhang", GOOD)).status_code == 201


async def test_security_can_take_back_a_lock(web, database, zhang):
    await with_password(web, database, zhang)
    for _ in range(5):
        await try_password(web, "zhang", "wrong")
    await web.act_as("security")
    assert (await web.post("/api/v1/accounts/zhang/unlock")).status_code == 204
    await web.act_as(None)
    assert (await try_password(web, "zhang", GOOD)).status_code == 201


@pytest.mark.parametrize(
    "password",
    [
        "",
        "Ab1-",
        "alllowercaseletters",
        "lower123456789",
        "Zhang-is-me-42",
        "Password-4242",
        "x" * 129 + "A1",
        "Ab1-\x00\x00\x00\x00\x00\x00",
    ],
)
async def test_weak_passwords_are_refused_with_the_reason(web, database, zhang, password):
    await enter(web, database, zhang)
    answer = await web.post("/api/v1/account/password", json={"new": password})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "weak_password")
    assert password == "" or password not in answer.text


async def test_changing_needs_the_current_password_and_ends_other_sessions(web, database, zhang, tmp_path):
    await with_password(web, database, zhang)
    async with client(database, tmp_path) as other:
        await try_password(other, "zhang", GOOD)
        await try_password(web, "zhang", GOOD)
        change = {"current": "wrong", "new": "Another-day-7"}
        assert (await web.post("/api/v1/account/password", json=change)).status_code == 401
        change["current"] = GOOD
        assert (await web.post("/api/v1/account/password", json=change)).status_code == 204
        look_again()
        assert (await web.get("/api/v1/me")).status_code == 200
        assert (await other.get("/api/v1/me")).status_code == 401
    assert (await try_password(web, "zhang", GOOD)).status_code == 401
    assert (await try_password(web, "zhang", "Another-day-7")).status_code == 201


async def test_only_an_argon2_hash_is_stored(web, database, zhang):
    await with_password(web, database, zhang)
    async with database.raw() as connection:
        stored = await connection.fetchval("SELECT password FROM identity_account")
    assert stored.startswith("$argon2id$")


async def test_a_token_sets_no_password(web):
    await web.act_as("agent")
    assert (await web.post("/api/v1/account/password", json={"new": GOOD})).status_code == 403


async def test_an_old_password_is_told(web, database, zhang, time):
    await with_password(web, database, zhang)
    time.advance(timedelta(days=91))
    assert (await try_password(web, "zhang", GOOD)).json()["password"] == {"set": True, "expired": True}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "zhang"},
        {"password": "x"},
        {"link": "x", "name": "zhang", "password": "x"},
        {"name": "z" * 65, "password": "x"},
        {"name": "zhang", "password": "x" * 401},
        {"link": 7},
        {"link": None},
    ],
)
async def test_a_malformed_sign_in_is_refused(web, body):
    assert (await web.post("/api/v1/session", json=body)).status_code == 422


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "' OR 1=1 --", "../../etc", "𠮷" * 30])
async def test_a_strange_name_signs_nobody_in(web, name):
    import json

    body = json.dumps({"name": name, "password": "x"})
    answer = await web.post("/api/v1/session", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in {401, 422}
