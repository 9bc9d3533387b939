"""A node that is cut off: it judges as the centre would, calls people on the spot, and loses and doubles nothing."""

from __future__ import annotations

import contextlib
from typing import Any

import httpx
import msgspec
import pytest
from tests.support.edge_world import Edge
from tests.support.rules import S
from tests.support.sensors import readings
from tests.support.watch import T0, level_rule, run_rule

from yiwang.base.sensing import api as sensing
from yiwang.connectors.mqtt.system import System
from yiwang.edge.centre import Centre
from yiwang.edge.console import Console
from yiwang.edge.errors import AddressError, CentreAwayError, FolderTakenError
from yiwang.edge.folder import Credentials, Folder
from yiwang.edge.journal import Journal
from yiwang.edge.node import Node
from yiwang.kernel.actor import SYSTEM
from yiwang.sdk.uplink.road import Road


class Wire:
    """The line between a node and the centre, which a test cuts."""

    def __init__(self, centre: Edge) -> None:
        self.centre, self.up = centre, True
        self.lost_answers = 0

    async def ask(self, path: str, body: Any, kind: Any) -> Any:
        if not self.up:
            raise CentreAwayError(why="cut")
        headers = {"authorization": f"Bearer {self.centre.secret}"}
        url = f"/api/v1/edge/{path}"
        answer = await self.centre.desk.post(url, content=msgspec.json.encode(body), headers=headers)
        assert answer.status_code == 200, answer.text
        if path == "journal" and self.lost_answers:
            self.lost_answers -= 1
            raise CentreAwayError(why="the answer was lost")
        return msgspec.json.decode(answer.content, type=kind)

    def close(self) -> None:
        pass


class Cabinet:
    """A node of a test: started, killed and started again, on the clock of the centre."""

    def __init__(self, folder: Folder, wire: Wire) -> None:
        self.folder, self.wire = folder, wire
        self.station = wire.centre.station
        self.node: Node = self._node()

    def _node(self) -> Node:
        return Node(self.folder, line=self.wire, clock=lambda: round(self.station.at * S), webhook=True)

    async def start(self) -> None:
        await self.node.load()
        with contextlib.suppress(CentreAwayError):
            await self.node.beat()

    async def crash(self) -> None:
        """Forget all that is in memory, as a killed process does, and come back."""
        self.node.close()
        self.node = self._node()
        await self.start()

    async def say(self, *values: tuple[str, float], after: float = 1.0) -> None:
        self.station.pass_time(after)
        no = self.station.no
        rows = [(no[code], no["level"], self.station.at, value) for code, value in values]
        if rows:
            await self.node.append(readings(*rows))
        while await self.node.step():
            pass

    async def hand_in(self) -> None:
        """Hand in all that waits; an answer that is lost is asked for again."""
        while True:
            try:
                if not await self.node.hand_in():
                    return
            except CentreAwayError:
                assert self.wire.up

    def seen(self) -> list[tuple[str, int, bool]]:
        return sorted((a.code, a.level, a.cleared_at is None) for a in self.node.journal.shown(100))


@pytest.fixture
async def cabinet(edge: Edge, tmp_path: Any) -> Any:
    await edge.enrol("L1", "L2")
    folder = Folder(tmp_path / "edge")
    console = "let-me-in"
    folder.keep(
        Credentials(centre="https://city", code="E1", name="泵站", secret=edge.secret, console=console)
    )
    made = Cabinet(folder, Wire(edge))
    await made.start()
    try:
        yield made
    finally:
        made.node.close()


async def test_cut_off_it_judges_and_afterwards_the_centre_knows_once(cabinet, station, stored):
    cabinet.wire.up = False
    await cabinet.say(("L1", 2.0), ("L2", 2.0))
    await cabinet.say(("L1", 3.5))
    assert cabinet.seen() == [("L1", 2, True)], "people on the spot see it"
    await cabinet.crash()
    [alarm] = cabinet.node.journal.standing()
    await cabinet.node.confirm(str(alarm.id), "老周")
    await cabinet.say(("L1", 3.6), ("L2", 4.0))
    await cabinet.crash()
    await cabinet.say(("L1", 1.0))
    assert cabinet.seen() == [("L1", 2, False), ("L2", 2, True)]
    assert await station.alarms() == []
    station.pass_time(3 * 3600)

    cabinet.wire.up, cabinet.wire.lost_answers = True, 2
    await cabinet.crash()
    await cabinet.hand_in()
    await cabinet.wire.centre.settle()
    found = {a.subject: a for a in await station.alarms()}
    assert set(found) == {"L1", "L2"}
    one = found["L1"]
    assert (one.active, one.raised_at.timestamp(), one.cleared_at.timestamp()) == (False, T0 + 2, T0 + 4)
    assert one.confirmed_at.timestamp() == T0 + 2
    assert found["L2"].active
    assert {a.labels["edge"] for a in found.values()} == {"E1"}
    assert len(await station.cases()) == 2
    assert sorted(await stored()) == sorted([(1, 2.0), (1, 2.0), (2, 3.5), (3, 3.6), (3, 4.0), (4, 1.0)])
    assert cabinet.node.journal.waiting().entries == 0
    await cabinet.node.keep()
    assert cabinet.node.journal.unsent() == []


async def test_the_node_says_what_the_centre_says_of_the_same_readings(cabinet, station):
    slow = {"level": "red", "when": {"threshold": {"property": "level", "value": 5}}, "lasting": 3}
    wave = level_rule("wave", when={"hysteresis": {"property": "level", "raise_at": 4, "clear_at": 3}})
    wave["levels"] = (*wave["levels"], slow)
    count = level_rule(
        "often",
        when={"count": {"of": {"threshold": {"property": "level", "value": 4}}, "times": 3, "seconds": 6}},
    )
    quiet = level_rule("quiet", when={"no_data": {"seconds": 5}})
    for raw in (wave, count, quiet):
        await run_rule(station.database, raw)
    await cabinet.node.beat()
    assert {r.rule.code for r in cabinet.node.judge.bundle.rules} == {"high-water", "wave", "often", "quiet"}
    await station.tick(6)
    values = [2, 4.5, 5.5, 5.6, 5.7, 5.8, 3.5, 2.5, 4.2, 1, 1, 6, 6, 6, 6, 2]
    for value in values:
        await cabinet.say(("L1", value), after=0)
        await station.say(("L3", value))  # judged by the centre, a second apart
        station.pass_time(0)
    for _ in range(8):
        await cabinet.say()
        await station.settler.tick()
    await cabinet.hand_in()
    told: dict[str, list[Any]] = {"L1": [], "L3": []}
    for alarm in await station.alarms():
        if alarm.subject in told:
            told[alarm.subject].append((alarm.rule, alarm.peak, alarm.active, len(alarm.recurrences)))
    assert sorted(told["L1"]) == sorted(told["L3"])
    assert {rule for rule, *_ in told["L1"]} == {"high-water", "wave", "often", "quiet"}


async def test_another_version_of_a_rule_reaches_the_node_and_says_so(cabinet, station):
    await cabinet.say(("L1", 3.5))
    await run_rule(station.database, level_rule(when={"threshold": {"property": "level", "value": 4}}))
    await cabinet.node.beat()
    assert cabinet.seen() == [("L1", 2, True)], "what is raised stays raised"
    await cabinet.say(("L1", 3.7), ("L2", 3.7))
    await cabinet.say(("L2", 4.1))
    await cabinet.hand_in()
    assert [(a.subject, a.rule_version, a.active) for a in await station.alarms()] == [
        ("L1", 1, False), ("L2", 2, True),
    ]  # fmt: skip


async def test_what_stood_at_the_centre_stands_at_the_node_and_clears_there(edge, station, tmp_path):
    await station.say(("L1", 3.5))
    await edge.enrol("L1")
    folder = Folder(tmp_path / "edge")
    folder.keep(Credentials(centre="https://city", code="E1", name="泵站", secret=edge.secret, console="c"))
    cabinet = Cabinet(folder, Wire(edge))
    await cabinet.start()
    assert cabinet.seen() == [("L1", 2, True)]
    await station.tick(6)
    await cabinet.say(("L1", 1.0))
    await cabinet.hand_in()
    assert [a.active for a in await station.alarms()] == [False]
    cabinet.node.close()


async def test_an_older_copy_of_a_journal_is_noticed_and_nothing_new_is_taken_for_old(
    cabinet, station, stored
):
    await cabinet.say(("L1", 1.0))
    await cabinet.hand_in()
    await cabinet.node.do(cabinet.node.journal.begin_anew)
    async with station.database.work(SYSTEM) as work:
        journal = cabinet.node.journal.id
        await work.tx.execute("UPDATE edges_node SET journal = $1, taken = 99", journal)
    await cabinet.node.beat()
    assert cabinet.node.journal.id != journal
    await cabinet.say(("L1", 2.0))
    await cabinet.hand_in()
    await cabinet.wire.centre.settle()
    assert await stored() == [(1, 1.0), (2, 2.0)]


async def test_a_full_journal_says_so_and_takes_nothing(tmp_path):
    journal = Journal(tmp_path / "journal.db", room_mb=0)
    with pytest.raises(sensing.InboxFullError):
        journal.append([(0, 1, b"x")])
    assert journal.waiting().entries == 0
    journal.close()


async def test_a_folder_is_one_process_s_and_its_secrets_are_private(tmp_path):
    one, other = Folder(tmp_path / "edge"), Folder(tmp_path / "edge")
    one.lock()
    with pytest.raises(FolderTakenError):
        other.lock()
    one.keep(Credentials(centre="https://city", code="E1", name="n", secret="s", console="c"))
    assert (tmp_path / "edge" / "credentials.json").stat().st_mode & 0o777 == 0o600
    one.unlock()
    other.lock()
    other.unlock()


@pytest.mark.parametrize(
    ("url", "good"),
    [("https://city", True), ("http://127.0.0.1:1", True), ("http://city", False), ("ftp://x", False)],
)
def test_secrets_travel_only_where_nobody_listens(url, good):
    with contextlib.nullcontext() if good else pytest.raises(AddressError):
        Centre(url)


async def test_the_doors_on_the_spot(cabinet, station):
    async with station.database.work(SYSTEM) as work:
        _, key = await sensing.create_key(work, "device", "L1")
    await cabinet.node.beat()
    transport = httpx.ASGITransport(Console(cabinet.node).app())
    async with httpx.AsyncClient(transport=transport, base_url="http://edge.test") as spot:
        body = [
            {"device": "L1", "property": "level", "value": 350, "unit": "cm"},
            {"device": "L2", "values": {"level": 1}},
        ]
        device = {"authorization": f"Bearer {key}"}
        answer = await spot.post("/api/v1/telemetry", json=body, headers=device)
        assert answer.json() == {
            "accepted": 1,
            "refused": [{"index": 1, "reason": "unknown_device", "name": "L2"}],
            "apart": [],
        }
        assert (await spot.post("/api/v1/telemetry", json=body)).status_code == 401
        assert (await spot.post("/api/v1/telemetry", content=b"x", headers=device)).status_code == 422
        large = await spot.post("/api/v1/telemetry", content=b" " * 1_100_000, headers=device)
        assert large.json()["error"]["code"] == "edge_payload_too_large"
        await cabinet.node.step()

        assert (await spot.get("/api/v1/state")).status_code == 401
        assert (await spot.get("/?key=wrong")).status_code == 401
        assert (await spot.get("/?key=let-me-in")).status_code == 303
        state = (await spot.get("/api/v1/state")).json()
        [alarm] = state["alarms"]
        assert (alarm["code"], alarm["value"], state["contact"]) == ("L1", 3.5, "connected")
        assert state["latest"][0]["property"] == "水位"
        path = f"/api/v1/alarms/{alarm['id']}/confirm"
        assert (await spot.post(path, json={"by": "老周"})).status_code == 403, "no foreign page confirms"
        seen = await spot.post(path, json={"by": "老周"}, headers={"x-yiwang": "1"})
        assert seen.json()["confirmed_by"] == "老周"
        assert "page.js" in (await spot.get("/")).text
        assert (await spot.get("/healthz")).json() == {"status": "ok", "judging": True}
    lines = cabinet.folder.told.read_text(encoding="utf-8").splitlines()
    assert [msgspec.json.decode(line)["code"] for line in lines] == ["L1"]
    seq, called = cabinet.node.journal.next_told()
    assert msgspec.json.decode(called)["level"] == 2
    cabinet.node.journal.drop_told(seq)
    assert cabinet.node.journal.next_told() is None


async def test_the_mqtt_door_of_a_node_knows_the_centre_s_keys_and_stores_here(cabinet, station):
    async with station.database.work(SYSTEM) as work:
        _, key = await sensing.create_key(work, "device", "L1")
    await cabinet.node.beat()
    names = cabinet.node.names
    door = System((names, Road((names, cabinet.node))))
    assert await door.sign_in("c", "L1", b"wrong") is None
    assert await door.sign_in("c", "L2", key.encode()) is None, "another device's key"
    caller = await door.sign_in("c", "L1", key.encode())
    assert caller is not None
    assert await door.still_valid(caller)
    at = round(station.at * 1000)
    payload = msgspec.json.encode({"at": at, "values": {"level": 3.5}})
    found = door.read_now(caller, "yiwang/v1/L1/readings", payload)
    assert found is not None
    assert await door.store([found[0]], [caller.scope]) == [None]
    await cabinet.node.step()
    assert cabinet.seen() == [("L1", 2, True)]
