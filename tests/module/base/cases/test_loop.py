"""The whole life of a case on a real database, by its roles."""

from datetime import timedelta

import pytest
from tests.support import world as w
from tests.support.queries import counting

from yiwang.base.audit import api as audit
from yiwang.base.cases import api as cases
from yiwang.base.cases import errors as e
from yiwang.base.identity import api as identity
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.ids import new_id


@pytest.fixture
async def city(database):
    await w.world(database)
    return database


async def test_a_clear_case_reaches_its_unit_by_rule_with_a_deadline(city):
    case = await w.opened(city)
    assert case.stage == "sign"
    assert case.lead == w.CLEAN
    assert case.clock("handle").limit.amount == 4
    assert case.clock("handle").basis == "responsibility"
    # Tuesday 09:00 local + 4 working hours, lunch 12–13: 14:00 local
    assert case.clock("handle").due_at == city.time.now() + timedelta(hours=5)
    assert len(case.number) == 23


async def test_nobody_is_late_to_contact_a_reporter_who_left_no_way(city):
    assert (await w.opened(city)).clock("contact") is not None
    assert (await w.opened(city, contactable=False)).clock("contact") is None


async def test_the_whole_loop_to_the_archive(city):
    number = (await w.opened(city)).number
    await w.do(city, w.HANDLER, number, "sign")
    await w.do(city, w.HANDLER, number, "contact", result="已联系")
    case = await w.do(city, w.HANDLER, number, "feedback", result="已清理", public_reply="垃圾已清运")
    assert case.stage == "verify"
    case = await w.do(city, w.VERIFIER, number, "verify_pass", comment="现场干净")
    assert case.stage == "callback"
    case = await w.do(city, w.AGENT, number, "call_back", satisfaction=5, resolved=True)
    assert case.stage == "closing"
    await w.do(city, w.DISPATCHER, number, "close")
    await w.do(city, w.AGENT, number, "rate", satisfaction=5)
    case = await w.do(city, w.ASSESSOR, number, "archive")
    assert case.stage == "archived"
    assert not [c for c in case.clocks.values() if c.is_live]
    assert case.clocks["handle-1"].status == "met"
    assert {"accepted", "filed", "dispatched", "signed", "contacted", "feedback", "verified"} <= set(
        case.times
    )
    async with city.reading(SYSTEM) as work:
        told = await cases.rebuild(work.tx, case.id)
        assert [d async for d in cases.differences(work.tx)] == []
        assert told.stage == "archived"
        row = await work.tx.fetchrow("SELECT stage, on_time, closed_at, satisfaction FROM cases_case")
    assert tuple(row)[:2] == ("archived", True)


async def test_staff_read_who_did_it_by_name_until_the_name_is_erased(city):
    async with city.work(SYSTEM) as work:
        await identity.save_persons(work, [identity.PersonDraft(code="P1", name="王小明", unit=w.CLEAN)])
    async with city.reading(SYSTEM) as work:
        person = (await identity.directory(work.tx)).person("P1")
    who = Actor(name="P1", roles=frozenset({"handler"}), person=person.id, unit=w.CLEAN)
    number = (await w.opened(city)).number
    await w.do(city, who, number, "sign")
    async with city.reading(w.DISPATCHER) as work:
        told = await cases.journal(work, number)
    assert [(line["actor"], line["actor_name"]) for line in told] == [("system", "system"), ("P1", "王小明")]
    async with city.work(SYSTEM) as work:
        await identity.erase_person(work, "P1")
    async with city.reading(w.DISPATCHER) as work:
        assert "王小明" not in str(await cases.journal(work, number))


async def test_no_words_of_people_enter_the_journal(city):
    case = await w.opened(city)
    await w.do(city, w.HANDLER, case.number, "sign", comment="王某的电话是138")
    async with city.reading(SYSTEM) as work:
        entries = await audit.history(work.tx, case.id)
        notes = await work.tx.fetch("SELECT text FROM cases_note")
    assert "王某" not in str([x.data for x in entries])
    assert "王某的电话是138" in [n["text"] for n in notes]


@pytest.mark.parametrize(
    ("who", "action", "body", "error"),
    [
        (w.HANDLER, "close", {}, e.IllegalMoveError),
        (w.VERIFIER, "sign", {}, e.RoleRefusedError),
        (w.LAMP_HANDLER, "sign", {}, e.CaseNotFoundError),
        (w.HANDLER, "nonsense", {}, e.UnknownActionError),
        (w.HANDLER, "sign", {"task": "x"}, InvalidInputError),
        (w.HANDLER, "sign", {"nonsense": 1}, InvalidInputError),
        (w.AGENT, "grade", {"grade": "enormous"}, InvalidInputError),
        (w.HANDLER, "transfer", {"unit": "U-NONE", "reason": "非我职责"}, e.UnknownUnitError),
        (w.HANDLER, "sign", {"version": 99}, e.StaleCaseError),
        (w.DISPATCHER, "merge", {"into": "9" * 23}, e.MergeRefusedError),
        (w.DISPATCHER, "judge_return", {"accepted": True}, e.IllegalMoveError),
    ],
)
async def test_illegal_moves_are_refused_by_name_and_change_nothing(city, who, action, body, error):
    before = await w.opened(city)
    with pytest.raises(error):
        await w.do(city, who, before.number, action, **body)
    async with city.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT version FROM cases_case") == before.version


async def test_the_verifier_is_never_the_handler(city):
    number = (await w.opened(city)).number
    both = w.actor("handler", w.CLEAN, name="一人两岗")
    both_roles = type(both)(name="一人两岗", roles=frozenset({"handler", "verifier"}), unit=w.CLEAN)
    await w.do(city, both_roles, number, "sign")
    await w.do(city, both_roles, number, "feedback", result="已清理")
    with pytest.raises(e.GuardRefusedError):
        await w.do(city, both_roles, number, "verify_pass")


async def test_a_return_is_judged_and_the_next_unit_gets_a_fresh_clock(city):
    number = (await w.opened(city)).number
    case = await w.do(city, w.HANDLER, number, "send_back", reason="非本单位职责", basis="三定方案第三条")
    assert case.side == "disputed"
    with pytest.raises(e.IllegalMoveError):
        await w.do(city, w.HANDLER, number, "sign")
    city.time.advance(timedelta(hours=1))
    case = await w.do(city, w.DISPATCHER, number, "judge_return", accepted=True, liable="dispatcher")
    assert (case.stage, case.side, case.lead) == ("dispatch", None, None)
    assert case.counts["returned_liable"] == 1
    assert case.clocks["handle-1"].status == "cancelled"
    case = await w.do(city, w.DISPATCHER, number, "dispatch", unit=w.WATER)
    assert case.clocks["handle-2"].started_at == city.time.now()
    assert case.stage == "sign"


async def test_a_withdrawn_case_waits_for_a_person_and_the_unit_it_was_taken_from_comes_last(city):
    number = (await w.opened(city)).number
    case = await w.do(city, w.DISPATCHER, number, "withdraw", reason="派错单位")
    assert (case.stage, case.lead) == ("dispatch", None)
    await w.do(city, w.DISPATCHER, number, "classify", matter="06010")
    async with city.reading(w.DISPATCHER) as work:
        page = await cases.detail(work, number)
    assert page["stage"] == "dispatch"
    assert page["candidates"][0]["score"] < 0.5
    assert "撤回" in page["candidates"][0]["reason"].zh
    case = await w.do(city, w.DISPATCHER, number, "dispatch", unit=w.WATER)
    assert (case.stage, case.lead) == ("sign", w.WATER)


async def test_the_unit_named_by_a_return_is_the_first_candidate(city):
    number = (await w.opened(city)).number
    await w.do(city, w.HANDLER, number, "send_back", reason="非职责", basis="三定方案", proposed_unit=w.WATER)
    await w.do(city, w.DISPATCHER, number, "judge_return", accepted=True)
    async with city.reading(w.DISPATCHER) as work:
        page = await cases.detail(work, number)
    assert [c["unit"]["code"] for c in page["candidates"]] == [w.WATER, w.CLEAN]


async def test_refused_returns_count_towards_the_limit(city):
    number = (await w.opened(city)).number
    for _ in range(2):
        await w.do(city, w.HANDLER, number, "send_back", reason="非职责", basis="无")
        await w.do(city, w.DISPATCHER, number, "judge_return", accepted=False)
    with pytest.raises(e.ReturnLimitError):
        await w.do(city, w.HANDLER, number, "send_back", reason="非职责", basis="无")
    async with city.reading(w.HANDLER) as work:
        [offer] = [a for a in await cases.actions(work, number) if a["action"] == "send_back"]
    assert (offer["allowed"], offer["reason"]["code"]) == (False, "return_limit")
    assert "2" in offer["reason"]["zh"]


@pytest.mark.parametrize(
    ("action", "body", "field", "zh"),
    [
        ("sign", {"task": "x"}, "task", "输入不符合要求：task 不是有效的标识（UUID）"),
        ("sign", {"nonsense": 1}, "nonsense", "输入不符合要求：nonsense 没有这个字段"),
        ("send_back", {"reason": ""}, "reason", "输入不符合要求：reason 至少 1 个字符"),
        ("send_back", {"reason": "非职责"}, "basis", "输入不符合要求：basis 缺少必填项"),
        ("copy", {"units": [1]}, "units.0", "输入不符合要求：units.0 应为文字，实为整数"),
    ],
)
async def test_a_wrong_body_is_refused_in_both_languages_with_its_field(city, action, body, field, zh):
    number = (await w.opened(city)).number
    who = w.DISPATCHER if action == "copy" else w.HANDLER
    with pytest.raises(InvalidInputError) as caught:
        await w.do(city, who, number, action, **body)
    assert (caught.value.field, caught.value.sentence("zh")) == (field, zh)


@pytest.mark.parametrize("named", ["matter:06028", "06028", "噪声扰民"])
async def test_a_matter_may_be_named_by_key_code_or_name(city, named):
    number = (await w.opened(city, matter=None)).number
    case = await w.do(city, w.AGENT, number, "classify", matter=named)
    assert case.matter == "matter:06028"
    await w.do(city, w.AGENT, number, "split", parts=[{"text": "半夜很吵", "matter": named}])
    async with city.reading(w.DISPATCHER) as work:
        found = await cases.find_cases(work, cases.CaseFilter(matters=(named,)))
    assert {item["matter"]["key"] for item in found.items} == {"matter:06028"}


async def test_returns_end_at_the_limit_and_a_ruling_binds(city):
    number = (await w.opened(city)).number
    for _ in range(2):
        await w.do(city, w.HANDLER, number, "send_back", reason="非职责", basis="无")
        await w.do(city, w.DISPATCHER, number, "judge_return", accepted=True)
        await w.do(city, w.DISPATCHER, number, "dispatch", unit=w.CLEAN)
    with pytest.raises(e.ReturnLimitError):
        await w.do(city, w.HANDLER, number, "send_back", reason="非职责", basis="无")
    await w.do(city, w.DISPATCHER, number, "consult_early", members=[w.CLEAN, w.WATER], question="归谁")
    await w.do(city, w.HANDLER, number, "opinion", stance="disagree", text="应归水务")
    case = await w.do(city, w.LEADER, number, "rule", lead=w.CLEAN, ruling="首接负责")
    assert (case.stage, case.side, case.lead, case.mode) == ("sign", None, w.CLEAN, "ruled")
    with pytest.raises(e.RulingBindsError):
        await w.do(city, w.HANDLER, number, "send_back", reason="非职责", basis="无")


async def test_suspension_moves_the_deadline_by_the_pause_and_a_comment_does_not(city):
    number = (await w.opened(city)).number
    due = (await w.do(city, w.HANDLER, number, "comment", text="看一下")).clock("handle").due_at
    city.time.advance(timedelta(hours=1))
    case = await w.do(city, w.DISPATCHER, number, "suspend", reason="等待材料")
    assert case.clock("handle").due_at is None
    city.time.advance(timedelta(hours=1))
    case = await w.do(city, w.DISPATCHER, number, "resume")
    assert case.clock("handle").due_at == due + timedelta(hours=1)


async def test_an_extension_is_asked_before_the_deadline_and_lengthens_the_clock(city):
    number = (await w.opened(city)).number
    due = (
        (await w.do(city, w.HANDLER, number, "ask_extension", amount=2, reason="雨天")).clock("handle").due_at
    )
    case = await w.do(city, w.SUPERVISOR, number, "decide_extension", approved=True)
    assert case.clock("handle").due_at == due + timedelta(hours=2)
    assert case.counts["extended"] == 1
    city.time.advance(timedelta(days=3))
    with pytest.raises(e.ExtensionTooLateError):
        await w.do(city, w.HANDLER, number, "ask_extension", amount=2, reason="雨天")


async def test_joint_tasks_have_own_clocks_and_hold_the_feedback(city):
    number = (await w.opened(city)).number
    await w.do(city, w.HANDLER, number, "sign")
    case = await w.do(city, w.HANDLER, number, "whistle", units=[w.LAMPS], demand="请到场")
    assert case.clock("whistle") is not None
    with pytest.raises(e.GuardRefusedError):
        await w.do(city, w.HANDLER, number, "feedback", result="好了")
    case = await w.do(city, w.LAMP_HANDLER, number, "sign")
    assert case.clock("whistle") is None
    assert case.clocks["whistle-1"].status == "met"
    await w.do(city, w.LAMP_HANDLER, number, "complete", result="已到场")
    assert (await w.do(city, w.HANDLER, number, "feedback", result="好了")).stage == "verify"


async def test_failed_verification_sends_the_case_back_for_rework(city):
    number = (await w.opened(city)).number
    await w.do(city, w.HANDLER, number, "sign")
    await w.do(city, w.HANDLER, number, "feedback", result="好了")
    case = await w.do(city, w.VERIFIER, number, "verify_fail", reason="仍有垃圾")
    assert (case.stage, case.counts["reworked"], case.lead) == ("sign", 1, w.CLEAN)
    assert case.clock("handle").id == "handle-2"


async def test_an_unhappy_call_back_sends_the_case_back_once_by_itself(city):
    number = (await w.opened(city)).number
    for round_ in range(2):
        await w.do(city, w.HANDLER, number, "sign")
        await w.do(city, w.HANDLER, number, "feedback", result="好了")
        await w.do(city, w.VERIFIER, number, "verify_pass")
        case = await w.do(city, w.AGENT, number, "call_back", satisfaction=1, resolved=False)
        assert case.stage == ("sign" if round_ == 0 else "closing")
    assert case.counts["redone"] == 1


async def test_merging_keeps_every_reporter_and_can_be_taken_back(city):
    first, second = await w.opened(city), await w.opened(city)
    case = await w.do(city, w.DISPATCHER, second.number, "merge", into=first.number)
    assert (case.stage, case.merged_into) == ("merged", first.number)
    async with city.reading(SYSTEM) as work:
        main = await cases.rebuild(work.tx, first.id)
    assert main.merged == [second.number]
    case = await w.do(city, w.DISPATCHER, second.number, "unmerge", reason="不是一处")
    assert (case.stage, case.merged_into) == ("sign", None)  # dispatched anew by the list
    assert case.lead_task() is not None
    async with city.reading(SYSTEM) as work:
        assert (await cases.rebuild(work.tx, first.id)).merged == []
        assert [d async for d in cases.differences(work.tx)] == []


async def test_a_split_opens_children_that_know_their_parent(city):
    number = (await w.opened(city, matter=None)).number
    case = await w.do(
        city,
        w.DISPATCHER,
        number,
        "split",
        parts=[{"text": "垃圾", "matter": "matter:06010"}, {"text": "噪声"}],
    )
    assert len(case.children) == 2
    async with city.reading(SYSTEM) as work:
        rows = await work.tx.fetch(
            "SELECT stage, matter FROM cases_case WHERE number = ANY($1)", case.children
        )
    assert sorted((r["stage"], r["matter"] or "") for r in rows) == [("intake", ""), ("sign", "matter:06010")]


async def test_an_unplaced_case_waits_until_a_person_places_it(city):
    case = await w.opened(city, place=cases.Place(address="不详"))
    assert (case.stage, case.place.area) == ("intake", None)
    case = await w.do(city, w.AGENT, case.number, "locate", lon=w.HERE[0], lat=w.HERE[1])
    assert (case.stage, case.place.area) == ("sign", w.GRID)


async def test_waiting_for_the_reporter_pauses_and_supplement_goes_on(city):
    case = await w.opened(city, matter=None)
    case = await w.do(city, w.AGENT, case.number, "ask_reporter", question="在几楼？")
    assert case.clock("accept").status == "paused"
    case = await w.do(city, w.AGENT, case.number, "supplement", text="三楼")
    assert case.clock("accept").status == "running"


async def test_reminders_come_once_at_the_share_and_once_at_expiry(city):
    number = (await w.opened(city)).number
    city.time.advance(timedelta(days=3))
    assert await cases.fire_clocks(city) == 1
    assert await cases.fire_clocks(city) == 0
    async with city.reading(SYSTEM) as work:
        kinds = await work.tx.fetch(
            "SELECT payload->>'level' AS level FROM infra_outbox WHERE kind = 'cases.clock_fired'"
        )
        supervised = await work.tx.fetchval("SELECT supervised FROM cases_case WHERE number = $1", number)
    assert {k["level"] for k in kinds} == {"due"}
    assert supervised


async def test_a_case_that_nobody_dispatched_escalates_too(city):
    case = await w.opened(city, matter="matter:06028")
    assert case.stage == "dispatch"
    city.time.advance(timedelta(days=2))
    await cases.fire_clocks(city)
    async with city.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT supervised FROM cases_case WHERE id = $1", case.id)


async def test_opening_many_cases_costs_the_same_statements_as_opening_one(city):
    async with city.work(SYSTEM) as work:
        await cases.open_cases(work, [w.draft(city)])
        with counting() as one:
            await cases.open_cases(work, [w.draft(city)])
        with counting() as many:
            await cases.open_cases(work, [w.draft(city) for _ in range(20)])
    assert len(many) == len(one) <= 6


async def test_an_act_costs_few_statements(city):
    number = (await w.opened(city)).number
    with counting() as tally:
        await w.do(city, w.HANDLER, number, "sign")
    assert len(tally) <= 8, tally


async def test_a_result_without_the_evidence_that_the_matter_demands_is_refused(city):
    number = (await w.opened(city, matter="matter:01037")).number
    await w.do(city, w.LAMP_HANDLER, number, "sign")
    await w.do(city, w.HANDLER, number, "sign")
    await w.do(city, w.HANDLER, number, "complete", result="已协助")
    with pytest.raises(e.EvidenceMissingError) as refused:
        await w.do(city, w.LAMP_HANDLER, number, "feedback", result="已修好")
    assert refused.value.as_dict()["field"] == "media"
    async with city.work(w.LAMP_HANDLER) as work:
        media = new_id()
        await work.tx.execute(
            "INSERT INTO cases_media (id, role, sha256, type, name, size, at, author) "
            "VALUES ($1, 'after', '\\x00', 'image/jpeg', 'after.jpg', 1, now(), $2)",
            media,
            work.actor.key,
        )
    done = await w.do(city, w.LAMP_HANDLER, number, "feedback", result="已修好", media=[str(media)])
    assert done.stage == "verify"
