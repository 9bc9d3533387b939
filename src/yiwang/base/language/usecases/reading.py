"""Reading texts with the words and the catalogue in force."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from prometheus_client import Counter

from yiwang.base.language import store
from yiwang.base.language.definition import LanguageSection
from yiwang.base.language.errors import TooMuchTextError
from yiwang.base.language.model.lexicon import Lexicon
from yiwang.base.language.model.normal import LONGEST_BYTES
from yiwang.base.language.model.records import Likely, Reading
from yiwang.base.language.model.road import Road
from yiwang.base.matters import api as matters
from yiwang.infra.database import Tx, Work
from yiwang.kernel.worktime import Words

_log = logging.getLogger(__name__)
#: Texts that one request may ask about.
MOST_TEXTS = 200
BROKEN = Counter("yiwang_language_broken", "Steps of the text road that broke down on a text", ["step"])


def road(lexicon: Lexicon, catalogue: matters.Catalogue) -> Road:
    """Return the text road of some words and a catalogue; making one costs next to nothing."""

    def suggest(text: str, limit: int) -> list[Likely]:
        return [
            Likely(s.matter.key, s.matter.name, s.matter.class_name, s.score, s.why)
            for s in catalogue.suggest(text, limit)
        ]

    return Road(lexicon, suggest)


async def read(tx: Tx, texts: Sequence[str]) -> list[Reading]:
    """Return what each of ``texts`` says; steps that broke down are named in it and counted."""
    now = road(await store.LEXICON.get(tx), await matters.catalogue(tx))
    found = await asyncio.to_thread(now.read, texts)  # a megabyte takes most of a second
    for reading in found:
        for step in reading.failed:
            BROKEN.labels(step).inc()
    if broken := sum(1 for reading in found if reading.failed):
        _log.warning("the text road broke down on %d of %d texts", broken, len(found))
    return found


def check_amount(texts: Sequence[str]) -> None:
    """Raise ``too_much_text`` for more texts, or more of them, than are read at once."""
    size = sum(len(text.encode("utf-8", "ignore")) for text in texts)
    if len(texts) > MOST_TEXTS or size > LONGEST_BYTES:
        raise TooMuchTextError(field="texts", most=MOST_TEXTS, bytes=LONGEST_BYTES)


async def apply_section(work: Work, section: LanguageSection, pack_id: str, version: str) -> None:
    """Bring the section ``language`` of a pack into force; what it leaves out stays as it is."""
    await store.save(work, pack_id, version, section.model_dump(mode="json", exclude_defaults=True))


async def tag_names(tx: Tx) -> dict[str, Words]:
    """Return the tags in force and what they are called."""
    return (await store.LEXICON.get(tx)).tags
