"""Accounts and rights: three separated administrators, no self-granting, revocation."""

import pytest
import pytest_asyncio
from tests.support import city
from tests.support.http import client
from tests.support.queries import counting

from yiwang.base.identity import api
from yiwang.base.identity.errors import RolesSeparatedError
from yiwang.infra.snapshots import registry
from yiwang.kernel.actor import ROLES, SYSTEM
from yiwang.kernel.rows import RowsRefusedError


@pytest_asyncio.fixture
async def web(database, tmp_path):
    async with database.work(SYSTEM) as work:
        await city.build(work)
    async with client(database, tmp_path) as made:
        yield await made.act_as("security")


def look_again():
    for snapshot in registry:
        snapshot._checked = 0.0


async def save(database, *drafts):
    async with database.work(SYSTEM) as work:
        return await api.save_accounts(work, drafts)


@pytest.mark.parametrize(
    "roles",
    [
        ("admin", "security"),
        ("security", "auditor"),
        ("admin", "auditor", "agent"),
        ("admin", "security", "auditor"),
    ],
)
async def test_one_account_never_combines_the_three(database, roles):
    with pytest.raises(RowsRefusedError) as caught:
        await save(database, api.AccountDraft(name="one", roles=roles))
    assert "三员" in caught.value.problems[0].zh


async def test_nor_does_one_person_through_two_accounts(web, database):
    await save(database, api.AccountDraft(name="one", roles=("admin",), person="P001"))
    with pytest.raises(RolesSeparatedError):
        await save(database, api.AccountDraft(name="two", roles=("auditor",), person="P001"))
    await save(database, api.AccountDraft(name="two", roles=("dispatcher",), person="P001"))
    async with database.work(SYSTEM) as work:
        await api.disable_account(work, "one")
    await save(database, api.AccountDraft(name="three", roles=("auditor",), person="P001"))
    with pytest.raises(RolesSeparatedError):
        async with database.work(SYSTEM) as work:
            await api.enable_account(work, "one")


async def test_nobody_changes_the_account_in_use(web, database):
    await save(database, api.AccountDraft(name="guard", roles=("security",)))
    async with database.work(SYSTEM) as work:
        link = await api.make_link(work, "guard")
    await web.act_as(None)
    await web.post("/api/v1/session", json={"link": link})
    for method, path, body in [
        ("PUT", "/api/v1/accounts/guard", {"roles": ["security", "leader"]}),
        ("POST", "/api/v1/accounts/guard/disable", None),
    ]:
        answer = await web.request(method, path, json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "own_account")


async def test_the_life_of_an_account_over_http(web, database, tmp_path):
    made = await web.put(
        "/api/v1/accounts/Wang.Wu", json={"roles": ["handler", "agent"], "person": "P002", "unit": "D1"}
    )
    assert (made.status_code, made.json()["name"], made.json()["roles"]) == (
        201,
        "wang.wu",
        ["agent", "handler"],
    )
    link = (await web.post("/api/v1/accounts/wang.wu/link")).json()["link"]
    async with client(database, tmp_path) as other:
        entered = await other.post("/api/v1/session", json={"link": link})
        assert entered.json()["person"]["code"] == "P002"
        assert (
            await web.put("/api/v1/accounts/wang.wu", json={"roles": ["agent"], "unit": "D1"})
        ).status_code == 200
        look_again()
        assert (await other.get("/api/v1/me")).json()["roles"] == ["agent"]
        assert (await web.post("/api/v1/accounts/wang.wu/disable")).status_code == 204
        look_again()
        assert (await other.get("/api/v1/me")).status_code == 401
        assert (await web.post("/api/v1/accounts/wang.wu/link")).status_code == 422
        assert (await web.post("/api/v1/accounts/wang.wu/enable")).status_code == 204
        look_again()
        assert (await other.get("/api/v1/me")).status_code == 401  # the session was ended for good
    assert (await web.post("/api/v1/accounts/wang.wu/explode")).status_code == 422
    assert (await web.post("/api/v1/accounts/nobody/link")).status_code == 404


async def test_a_retired_person_is_out(web, database):
    await save(database, api.AccountDraft(name="wang", roles=("handler",), person="P002"))
    async with database.work(SYSTEM) as work:
        session = await api.redeem_link(work, await api.make_link(work, "wang"))
        token = await api.create_token(work, role="handler", person="P002")
    assert await api.authenticate(database, session)
    assert await api.authenticate(database, token)
    await web.act_as("admin")
    assert (await web.delete("/api/v1/persons/P002")).status_code == 200
    look_again()
    assert await api.authenticate(database, session) is None
    assert await api.authenticate(database, token) is None


async def test_tokens_are_listed_without_secrets_and_revoked(web):
    made = (
        await web.post("/api/v1/tokens", json={"role": "handler", "unit": "D1", "label": "路灯系统"})
    ).json()["token"]
    listed = await web.get("/api/v1/tokens")
    assert made not in listed.text
    assert "digest" not in listed.text
    (item,) = [i for i in listed.json()["items"] if i["label"] == "路灯系统"]
    assert (item["roles"], item["unit"]) == (["handler"], "D1")
    mine = {"authorization": f"Bearer {made}"}
    assert (await web.get("/api/v1/me", headers=mine)).json()["unit"]["name"] == "城管局"
    assert (await web.delete(f"/api/v1/tokens/{item['id']}")).status_code == 204
    look_again()
    assert (await web.get("/api/v1/me", headers=mine)).status_code == 401
    assert (await web.delete(f"/api/v1/tokens/{item['id']}")).status_code == 404


async def test_administrators_tokens_are_not_made_over_http(web):
    for role in ("admin", "security", "auditor"):
        assert (await web.post("/api/v1/tokens", json={"role": role})).status_code == 403


#: Who may do what, by role; everyone signed in may do what is not listed.
MATRIX = {
    ("PUT", "/api/v1/units/X1", '{"name": "新"}'): {"admin"},
    ("PUT", "/api/v1/posts/X1", '{"name": "新", "unit": "D1"}'): {"admin"},
    ("PUT", "/api/v1/persons/X1", '{"name": "新", "unit": "D1"}'): {"admin"},
    ("DELETE", "/api/v1/posts/NONE", None): {"admin"},
    ("PUT", "/api/v1/areas/990103", '{"name": "新"}'): {"admin"},
    ("GET", "/api/v1/areas/check", None): {"admin"},
    ("GET", "/api/v1/persons/P001?contact=true", None): {"admin", "dispatcher", "supervisor"},
    ("DELETE", "/api/v1/persons/NONE/data", None): {"security"},
    ("GET", "/api/v1/accounts", None): {"security", "auditor"},
    ("PUT", "/api/v1/accounts/x1", '{"roles": ["agent"]}'): {"security"},
    ("POST", "/api/v1/accounts/none/link", None): {"security"},
    ("POST", "/api/v1/accounts/none/disable", None): {"security"},
    ("GET", "/api/v1/tokens", None): {"security", "auditor"},
    ("POST", "/api/v1/tokens", '{"role": "agent"}'): {"security"},
    ("GET", "/api/v1/units", None): set(ROLES),
    ("GET", "/api/v1/roles", None): set(ROLES),
    ("GET", "/api/v1/persons/P001", None): set(ROLES),
}


@pytest.mark.parametrize("role", ROLES)
async def test_permission_matrix(web, role):
    await web.act_as(role)
    for (method, path, body), may in MATRIX.items():
        answer = await web.request(method, path, content=body, headers={"content-type": "application/json"})
        assert (answer.status_code != 403) == (role in may), (method, path, answer.text)
        assert answer.status_code < 500


async def test_nobody_unknown_may_do_any_of_it(web):
    await web.act_as(None)
    for method, path, body in MATRIX:
        answer = await web.request(method, path, content=body, headers={"content-type": "application/json"})
        assert answer.status_code == 401, (method, path)


async def test_the_published_rights_are_those_of_the_matrix(web):
    items = {
        i["role"]: {p["key"] for p in i["permissions"]}
        for i in (await web.get("/api/v1/roles")).json()["items"]
    }
    assert set(items) == set(ROLES)
    assert [r for r in ROLES if "identity.accounts" in items[r]] == ["security"]
    assert [r for r in ROLES if "identity.organisation" in items[r]] == ["admin"]
    assert [r for r in ROLES if "geography.change" in items[r]] == ["admin"]


async def test_lists_send_the_same_few_statements_at_any_size(web, database):
    async def count(path):
        look_again()
        await web.get(path)
        with counting() as sent:
            assert (await web.get(path)).status_code == 200
        return len(sent)

    paths = ["/api/v1/units", "/api/v1/posts", "/api/v1/persons", "/api/v1/accounts", "/api/v1/tokens"]
    before = {path: await count(path) for path in paths}
    async with database.work(SYSTEM) as work:
        await api.save_units(work, [api.UnitDraft(code=f"N{n}", name="单位") for n in range(60)])
        await api.save_persons(
            work, [api.PersonDraft(code=f"N{n}", name="某某", unit="N1") for n in range(60)]
        )
        await api.save_accounts(work, [api.AccountDraft(name=f"n{n}", roles=("agent",)) for n in range(60)])
    assert {path: await count(path) for path in paths} == before
    assert max(before.values()) <= 2


async def test_accounts_are_paged_and_searched(web, database):
    await save(database, *[api.AccountDraft(name=f"user{n:02d}", roles=("agent",)) for n in range(7)])
    names, cursor = [], None
    while True:
        params = {"q": "USER", "limit": 3} | ({"cursor": cursor} if cursor else {})
        body = (await web.get("/api/v1/accounts", params=params)).json()
        names += [i["name"] for i in body["items"]]
        cursor = body["next"]
        if cursor is None:
            break
    assert names == [f"user{n:02d}" for n in range(7)]
    assert "argon2" not in (await web.get("/api/v1/accounts")).text


async def test_a_session_is_seen_and_ended_by_security(web, database):
    await save(database, api.AccountDraft(name="wang", roles=("handler",)))
    async with database.work(SYSTEM) as work:
        session = await api.redeem_link(work, await api.make_link(work, "wang"))
    (item,) = (await web.get("/api/v1/tokens", params={"kind": "session"})).json()["items"]
    assert item["account"] == "wang"
    await web.delete(f"/api/v1/tokens/{item['id']}")
    look_again()
    assert await api.authenticate(database, session) is None
