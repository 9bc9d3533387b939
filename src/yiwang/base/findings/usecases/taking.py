"""Taking findings in: checked, judged by their strategy, stored, and made reports of, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.algorithms import api as algorithms
from yiwang.base.cases import api as cases
from yiwang.base.findings import store
from yiwang.base.findings.errors import FindingConflictError, FindingQuotaError
from yiwang.base.findings.model.finding import Finding, clean, digest
from yiwang.base.findings.model.judging import Columns, Line, columns, judge
from yiwang.base.findings.model.strategy import Strategy, choose
from yiwang.base.geography import api as geography
from yiwang.infra.database import Work
from yiwang.kernel.errors import YiwangError

#: Findings per day (UTC) of a client without a limit of its own, and of the past that are looked at.
PER_DAY: Final = 200_000
_PAST: Final = 5000
_CHANNEL: Final = "iot"


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a finding: ``created``, or ``same`` if it was here already; what it was judged."""

    source: str
    id: str
    status: str
    outcome: str
    strategy: str | None = None
    case: str | None = None


async def take(work: Work, findings: Sequence[Finding]) -> list[Taken | YiwangError]:
    """Store and judge ``findings`` in the caller's transaction; one answer per finding, in order.

    Valid ones become reports, prepared at once. What is wrong with one is answered, not raised; raises
    ``finding_quota`` when the client has sent what it may send today.
    """
    sent = await store.take(work.tx, work.actor.key, work.now.date(), len(findings))
    most = await store.limit_of(work.tx, work.actor.key, PER_DAY)
    if sent > most:
        raise FindingQuotaError(limit=most)
    await store.lock(work.tx)
    answers: list[Taken | YiwangError | None] = [None] * len(findings)
    fresh: dict[tuple[str, str], Finding] = {}
    for place, given in enumerate(findings):
        try:
            finding = clean(given, work.now)
        except YiwangError as error:
            answers[place] = error
            continue
        fresh.setdefault(finding.key, finding)
    held = await store.known(work.tx, list(fresh))
    unknown = await _unknown_models(work, {f.model for f in fresh.values() if f.model is not None})
    new = [f for key, f in fresh.items() if key not in held and f.model not in unknown]
    judged = await _judged(work, new)
    created = set(judged)
    for place, given in enumerate(findings):
        if answers[place] is None:
            finding = clean(given, work.now)
            answers[place] = _answer(finding, fresh[finding.key], held, judged, created, unknown)
            created.discard(finding.key)
    return [answer for answer in answers if answer is not None]


def _answer(
    finding: Finding,
    first: Finding,
    held: dict[tuple[str, str], Any],
    judged: dict[tuple[str, str], Taken],
    created: set[tuple[str, str]],
    unknown: dict[UUID | None, YiwangError],
) -> Taken | YiwangError:
    if finding.model in unknown:
        return unknown[finding.model]
    before = held.get(finding.key)
    if digest(finding) != (digest(first) if before is None else before["digest"]):
        return FindingConflictError(field="id", source=finding.source, id=finding.id)
    if before is not None:
        return Taken(
            source=finding.source,
            id=finding.id,
            status="same",
            outcome=before["outcome"],
            strategy=before["strategy"],
            case=before["case"],
        )
    found = judged[finding.key]
    return found if finding.key in created else msgspec.structs.replace(found, status="same")


async def _unknown_models(work: Work, models: set[UUID]) -> dict[UUID | None, YiwangError]:
    found: dict[UUID | None, YiwangError] = {}
    for model in models:
        try:
            await algorithms.detail(work.tx, model)
        except YiwangError as error:
            found[model] = error
    return found


async def _judged(work: Work, findings: Sequence[Finding]) -> dict[tuple[str, str], Taken]:
    strategies = await store.STRATEGIES.get(work.tx)
    named = [(code, strategy) for code, (_, strategy) in strategies.items()]
    groups: dict[str | None, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(choose(named, finding.kind, finding.site), []).append(finding)
    tree = await geography.areas(work.tx)
    answers: dict[tuple[str, str], Taken] = {}
    for code, group in groups.items():
        if code is None:
            for finding in group:
                await store.add(work, finding, _path(tree, finding), None, "no_strategy", None)
                answers[finding.key] = _taken(finding, None, "no_strategy", None)
        else:
            answers |= await _by_strategy(work, (code, *strategies[code]), group, tree)
    await _count(work, findings, answers)
    return answers


def _path(tree: geography.AreaTree, finding: Finding) -> tuple[str, ...]:
    """Return the areas in which a finding lies; none if it does not say where it is."""
    if finding.lon is None or finding.lat is None:
        return ()
    area = tree.locate(finding.lon, finding.lat)
    return () if area is None else tree.path(area)


async def _by_strategy(
    work: Work, named: tuple[str, int, Strategy], group: list[Finding], tree: geography.AreaTree
) -> dict[tuple[str, str], Taken]:
    code, version, strategy = named
    group.sort(key=lambda f: f.at)
    since = group[0].at - timedelta(seconds=strategy.horizon_s)
    past = await store.before(work.tx, code, since, group[-1].at, _PAST)
    outcomes, into = judge(_columns(past, group), strategy, ZoneInfo(tree.city.timezone))
    seqs = [row["seq"] for row in past]
    valid: list[tuple[int, Finding]] = []
    for place, finding in enumerate(group, len(past)):
        # whoever takes another in lies before it in time, so it has its number already
        merged = None if into[place] < 0 else seqs[into[place]]
        seqs.append(
            await store.add(work, finding, _path(tree, finding), (code, version), outcomes[place], merged)
        )
        if outcomes[place] == "valid":
            valid.append((seqs[-1], finding))
    numbers = await _report(work, strategy, valid)
    return {
        f.key: _taken(f, code, outcome, numbers.get(f.key))
        for f, outcome in zip(group, outcomes[len(past) :], strict=True)
    }


def _columns(past: Sequence[Any], group: Sequence[Finding]) -> Columns:
    lines: list[Line] = [
        (r["at"], r["site"], r["confidence"], r["box"], r["lon"], r["lat"], r["outcome"]) for r in past
    ]
    return columns(lines + [(f.at, f.site, f.confidence, f.box, f.lon, f.lat, None) for f in group])


async def _report(
    work: Work, strategy: Strategy, valid: Sequence[tuple[int, Finding]]
) -> dict[tuple[str, str], str | None]:
    """Make reports of valid findings; one that is refused stays without, and says why."""
    if not valid:
        return {}
    inputs = [_input(strategy, finding) for _, finding in valid]
    answers = await cases.receive_within(work, inputs, prepare_now=True)
    numbers = {}
    for (seq, finding), answer in zip(valid, answers, strict=True):
        if isinstance(answer, cases.Received):
            await store.bind(work.tx, seq, answer.id, answer.case, None)
            numbers[finding.key] = answer.case
        else:
            await store.bind(work.tx, seq, None, None, answer.sentence("zh"))
    return numbers


def _input(strategy: Strategy, finding: Finding) -> cases.ReportInput:
    text = strategy.text
    words = {"kind": strategy.zh, "site": finding.site, "source": finding.source}
    for name, value in (words | {"confidence": f"{finding.confidence:.0%}"}).items():
        text = text.replace("{" + name + "}", value)
    return cases.ReportInput(
        source=f"finding.{finding.source}",
        channel=_CHANNEL,
        external_id=finding.id,
        text=text,
        reported_at=finding.at,
        lon=finding.lon,
        lat=finding.lat,
        crs="wgs84",
        address=finding.site if finding.lon is None else None,
        matter=strategy.matter,
        attributes={
            "kind": finding.kind,
            "site": finding.site,
            "confidence": finding.confidence,
            "picture": finding.picture,
            "model": None if finding.model is None else str(finding.model),
        },
    )


async def _count(work: Work, findings: Sequence[Finding], answers: dict[tuple[str, str], Taken]) -> None:
    """Count for each version in the registry what it said and what of it was carried out."""
    for model in {f.model for f in findings if f.model is not None}:
        own = [answers[f.key] for f in findings if f.model == model]
        acted = sum(answer.outcome == "valid" for answer in own)
        await algorithms.record(work, model, calls=len(own), acted=acted)


def _taken(finding: Finding, code: str | None, outcome: str, case: str | None) -> Taken:
    return Taken(
        source=finding.source, id=finding.id, status="created", outcome=outcome, strategy=code, case=case
    )
