"""Rules: stored in versions, checked, switched on and off, brought by packs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from yiwang.base.alarms.definition import AlarmsSection
from yiwang.base.alarms.errors import RuleNotFoundError
from yiwang.base.alarms.messages import RuleChanged
from yiwang.base.alarms.model.rule import Rule
from yiwang.base.alarms.model.tree import plan, read_rule
from yiwang.base.alarms.store import noise as noise_store
from yiwang.base.alarms.store import rules as store
from yiwang.base.alarms.usecases.compiling import compile_rule, surroundings, watched
from yiwang.base.audit import api as audit
from yiwang.infra.database import Row, Tx, Work
from yiwang.infra.snapshots import bump
from yiwang.kernel.errors import NotFoundError, YiwangError
from yiwang.kernel.refusals import refused


async def check(work: Work, raw: Any) -> tuple[Rule | None, list[YiwangError], dict[str, Any]]:
    """Return the rule in ``raw``, what is wrong with it, and how many devices and subjects it would watch."""
    try:
        rule = read_rule(raw)
        plan(rule)
        program = await compile_rule(work.tx, rule, await surroundings(work.tx))
    except YiwangError as error:
        return None, [error], {}
    return rule, [], {"devices": len(watched(program)), "subjects": len(program.keys)}


async def save(work: Work, raw: Any, *, pack: str | None = None) -> tuple[Rule, int]:
    """Store the next version of a rule (an equal one changes nothing); it does not run by that.

    Raises ``rule_invalid``. Announces ``alarms.rule``.
    """
    rule = read_rule(raw)
    plan(rule)
    known = (await store.existing(work.tx, [rule.code])).get(rule.code)
    body = msgspec.json.decode(msgspec.json.encode(rule))  # as it comes back: lists, not tuples
    if known is not None and known["body"] == body:
        return rule, known["version"]
    version = 1 if known is None else known["version"] + 1
    await store.save(work, rule, version, pack)
    await bump(work.tx, "alarms.rules")
    work.announce(RuleChanged(rule=rule.code, version=version, on=False))
    await audit.record(work, "alarm_rule.save", "alarm_rule", rule.code, {"version": version})
    return rule, version


async def switch(work: Work, code: str, version: int | None) -> None:
    """Let a version of a rule run (``None``: no version). Open alarms of a rule that stops stay as they are.

    Raises ``rule_not_found`` and ``rule_invalid`` when what it names is not there. Announces ``alarms.rule``.
    """
    versions = {row["version"]: row for row in await store.versions(work.tx, code)}
    if not versions or (version is not None and version not in versions):
        raise RuleNotFoundError(rule=code if version is None else f"{code}@{version}")
    if version is not None:
        rule = msgspec.convert(versions[version]["body"], Rule)
        await compile_rule(work.tx, rule, await surroundings(work.tx))
    await store.switch(work, code, version)
    await bump(work.tx, "alarms.rules")
    newest = max(versions)
    work.announce(RuleChanged(rule=code, version=version or newest, on=version is not None))
    await audit.record(work, "alarm_rule.switch", "alarm_rule", code, {"version": version})


async def one(work: Work, code: str) -> Row:
    """Return a rule with its newest version; raises ``rule_not_found``."""
    found = await store.newest(work.tx, code)
    if not found:
        raise RuleNotFoundError(rule=code)
    return found[0]


def differences(old: Any, new: Any, path: str = "") -> list[dict[str, Any]]:
    """Return what differs between two bodies: path, before, after."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = sorted({*old, *new})
        return [d for k in keys for d in differences(old.get(k), new.get(k), f"{path}.{k}".lstrip("."))]
    return [] if old == new else [{"path": path, "before": old, "after": new}]


async def apply_section(work: Work, section: AlarmsSection, pack: str) -> None:
    """Bring the rules, inhibitions and mute times of a pack into force.

    A new rule is switched on; it begins to watch as soon as a product has what it looks at. A rule that
    somebody switched off stays off, in its new version too.
    """
    known = await store.existing(work.tx, [str(raw.get("code")) for raw in section.rules])
    for raw in section.rules:
        rule, version = await save(work, raw, pack=pack)
        if rule.code not in known or known[rule.code]["running"] is not None:
            await store.switch(work, rule.code, version)
    if section.rules:
        await bump(work.tx, "alarms.rules")
    await save_settings(work, "inhibition", section.inhibitions)
    await save_settings(work, "mute", section.mutes)


async def save_settings(work: Work, kind: str, bodies: Sequence[Any]) -> list[Any]:
    """Store inhibitions or mute times; raises ``invalid_input``."""
    made = []
    for raw in bodies:
        try:
            made.append(msgspec.convert(raw, noise_store.KINDS[kind]))
        except msgspec.ValidationError as error:
            raise refused(error) from None
    for body in made:
        await noise_store.save_setting(work, kind, body.code, body)
    if made:
        codes = [body.code for body in made]
        await audit.record(work, f"alarm_{kind}.save", f"alarm_{kind}", codes[0], {"codes": codes})
    return made


async def versions(work: Work, code: str) -> list[dict[str, Any]]:
    """Return all versions, newest first, each with what differs from the one before."""
    rows = await store.versions(work.tx, code)
    if not rows:
        raise RuleNotFoundError(rule=code)
    older = [*rows[1:], None]
    return [
        dict(row) | {"changes": [] if old is None else differences(old["body"], row["body"])}
        for row, old in zip(rows, older, strict=True)
    ]


async def drop_setting(work: Work, kind: str, code: str) -> None:
    """Delete an inhibition or a mute time; raises ``not_found``."""
    if not await noise_store.drop_setting(work, kind, code):
        raise NotFoundError(what_zh="设置", what_en="setting", key=code)
    await audit.record(work, f"alarm_{kind}.delete", f"alarm_{kind}", code, {})


async def settings(tx: Tx, kind: str) -> Sequence[Any]:
    """Return all inhibitions or mute times."""
    found = await noise_store.HUSHING.get(tx)
    return found.inhibitions if kind == "inhibition" else found.mutes
