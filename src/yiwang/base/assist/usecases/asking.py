"""Asking the language model: masked material in, a checked draft out, every call on record."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, TypeVar

import msgspec

from yiwang.base.assist import store
from yiwang.base.assist.errors import AssistOffError, AssistQuotaError, AssistUnfoundedError
from yiwang.base.assist.model.believing import Passage, fields_of, founded, nearest, standing
from yiwang.base.assist.model.writer import ANSWER, ANSWER_SCHEMA, PURPOSES, Writer, Written
from yiwang.base.cases import api as cases
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.language import api as language
from yiwang.base.matters import api as matters
from yiwang.infra.database import Database, Work
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import InvalidInputError, YiwangError
from yiwang.kernel.text import clean_text

T = TypeVar("T")

#: Calls of a person in 24 hours.
PER_DAY: Final = 300
_PASSAGES: Final = 8
_MOST_TOKENS: Final = 1500
_LONGEST_PART: Final = 4000
_MOST_LINES: Final = 60
_MOST_ENTRIES: Final = 2000

_writer: list[Writer] = []


def use_writer(writer: Writer | None) -> None:
    """Say which language model this process asks; ``None``: none."""
    _writer[:] = [] if writer is None else [writer]


def about() -> dict[str, Any]:
    """Return whether a model is there, which, how it is, and what may be asked of it."""
    if not _writer:
        return {"on": False, "purposes": []}
    purposes = [{"code": code, "zh": p.zh, "en": p.en} for code, p in PURPOSES.items()]
    return {"on": True, "model": _writer[0].name, "health": _writer[0].health(), "purposes": purposes}


async def draft(database: Database, actor: Actor, number: str, purpose: str) -> dict[str, Any]:
    """Return ``{draft: true, purpose, fields, model}`` on a case that the caller may see; nothing is changed.

    Raises ``assist_off``, ``assist_quota``, ``assist_garbage``, ``case_not_found`` and what the model's
    connector says when it fails.
    """
    wanted = PURPOSES.get(purpose)
    if wanted is None:
        raise InvalidInputError(field="purpose", why_zh="没有这种用途", why_en="no such purpose")
    writer = _one()
    async with database.reading(actor) as work:
        await _check_quota(work)
        material = await _of_case(work, number)

    def believed(text: str) -> dict[str, str]:
        found = fields_of(text, wanted)
        return standing(found, material) if purpose == "elements" else found

    fields = await _asked(
        database, actor, writer, purpose, number, (wanted.instructions, material, wanted.schema()), believed
    )
    plain = {name: language.masked(value) for name, value in fields.items()}
    return {"draft": True, "purpose": purpose, "fields": plain, "model": writer.name}


async def ask(
    database: Database, actor: Actor, question: str, *, search_only: bool = False
) -> dict[str, Any]:
    """Return ``{draft, text, citations, passages, model}`` on the city's own texts; every citation exists.

    ``passages`` are what was found, best first. Without a language model, or with ``search_only``, they are
    the whole answer: ``text`` and ``model`` are ``None`` then, and nobody is asked. Raises
    ``assist_unfounded`` where a model is there and no passage answers it, and as :func:`draft` does.
    """
    writer = None if search_only or not _writer else _writer[0]
    plain = language.masked(clean_text(question, field="question", longest=500, required=True))
    async with database.reading(actor) as work:
        if writer is not None:
            await _check_quota(work)
        passages = nearest(plain, await _texts(work), _PASSAGES, one_will_do=writer is None)
    if writer is None:
        return {"draft": False, "text": None, "citations": [], "passages": passages, "model": None}
    if not passages:
        raise AssistUnfoundedError(why_zh="没有相关资料", why_en="no text is about it")
    material = msgspec.json.encode({"question": plain, "passages": passages}).decode()
    text, citations = await _asked(
        database,
        actor,
        writer,
        "question",
        None,
        (ANSWER, material, ANSWER_SCHEMA),
        lambda answer: founded(answer, passages),
    )
    return {
        "draft": True,
        "text": language.masked(text),
        "citations": citations,
        "passages": passages,
        "model": writer.name,
    }


def _one() -> Writer:
    if not _writer:
        raise AssistOffError
    return _writer[0]


async def _check_quota(work: Work) -> None:
    since = work.now - timedelta(days=1)
    if await store.calls_since(work.tx, work.actor.key, since) >= PER_DAY:
        raise AssistQuotaError(limit=PER_DAY)


async def _asked(
    database: Database,
    actor: Actor,
    writer: Writer,
    purpose: str,
    case: str | None,
    request: tuple[str, str, dict[str, Any]],
    believe: Callable[[str], T],
) -> T:
    """Return what is believed of the model's answer; the call is recorded however it ends."""
    began, written, outcome = time.monotonic(), Written(text=""), "stopped"
    try:
        written = await writer.write(*request, _MOST_TOKENS)
        found = believe(written.text)
        outcome = "ok"
    except YiwangError as error:
        outcome = error.code
        raise
    finally:
        millis = round((time.monotonic() - began) * 1000)
        async with database.work(actor) as work:
            await store.add(work, purpose, case, writer.name, written, millis, outcome)
    return found


async def _of_case(work: Work, number: str) -> str:
    """Return what the model is shown of a case: no name, no number of anybody."""
    page = await cases.detail(work, number)
    lines = [
        {
            "step": line["label"]["zh"],
            "at": str(line["at"])[:16],
            "words": [_part(text) for text in line["words"]],
        }
        for line in (await cases.journal(work, number))[-_MOST_LINES:]
    ]
    shown = {
        "text": _part(page["text"]),
        "matter": (page.get("matter") or {}).get("name"),
        "result": _part(page["result"]),
        "public_reply": _part(page["public_reply"]),
        "steps": lines,
    }
    return msgspec.json.encode(shown).decode()


def _part(text: Any) -> str:
    # masked whole: what is cut first may end in half a number, which nothing would know for one
    return language.masked(text)[:_LONGEST_PART] if isinstance(text, str) else ""


async def _texts(work: Work) -> list[Passage]:
    """Return the city's texts that may be quoted: standards of matters, responsibilities."""
    found = []
    catalogue = await matters.catalogue(work.tx)
    for matter in catalogue.leaves():
        parts = (("立案标准", matter.filing_standard), ("结案标准", matter.closing_standard))
        said = "；".join(f"{name}：{text}" for name, text in parts if text)
        if said:
            words = "、".join((matter.name, *matter.synonyms))
            found.append(Passage(id=f"matter:{matter.key}", title=matter.name, text=f"{words}。{said}"))
    return found + await _responsibilities(work, catalogue)


async def _responsibilities(work: Work, catalogue: matters.Catalogue) -> list[Passage]:
    tree, directory = await geography.areas(work.tx), await identity.directory(work.tx)
    found = []
    for entry in await matters.find_responsibilities(work.tx, {"status": "approved"}, None, _MOST_ENTRIES):
        matter, area, unit = (
            catalogue.get(entry.matter),
            tree.get(entry.area),
            directory.unit(entry.lead_unit),
        )
        if matter is None or area is None or unit is None:
            continue
        parts = (("依据", entry.legal_basis), ("结案标准", entry.closing_standard), ("场景", entry.scene))
        said = "".join(f"；{name}：{text}" for name, text in parts if text)
        text = f"{area.name}的{matter.name}由{unit.name}主责{said}。"
        found.append(Passage(id=f"responsibility:{entry.id}", title=f"权责清单 {matter.name}", text=text))
    return found
