"""The text road: a batch of texts in, what each says out. No I/O, no clock, no state.

A step that breaks down on a text leaves its part empty and is named in the result; the rest goes on.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from yiwang.base.language.model.elements import elements
from yiwang.base.language.model.lexicon import Lexicon
from yiwang.base.language.model.normal import bounded, normalise
from yiwang.base.language.model.personal import mask
from yiwang.base.language.model.records import Likely, Reading
from yiwang.base.language.model.subjects import mentions, subjects
from yiwang.base.language.model.tone import tone
from yiwang.kernel.segment import cut

_log = logging.getLogger(__name__)
#: Steps by name, in order; ``mask`` comes first, so that no other step sees or shows personal data.
STEPS = ("normalise", "mask", "tone", "matters", "subjects", "elements")
_INNER = ("plain", "named")  # what steps hand on to each other only
_SUGGESTIONS = 5
_CUT = 20_000  # characters of a text in which subjects are looked for


#: Gives up to so many matters that a text may be about, best first.
Suggest = Callable[[str, int], Sequence[Likely]]


class Road:
    """Reads texts with the words in force; ``suggest`` asks the city's catalogue."""

    def __init__(self, lexicon: Lexicon, suggest: Suggest) -> None:
        self._lexicon = lexicon
        self._suggest = suggest
        self._steps = tuple((name, getattr(self, f"_{name}")) for name in STEPS)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return what each of ``texts`` says; never raises for what stands in a text."""
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Reading:
        made: dict[str, Any] = {"masked": ""}
        failed: list[str] = []
        for name, step in self._steps:
            try:
                step(text, made)
            except Exception as error:  # noqa: BLE001 - one text must not stop a batch; the step is named
                failed.append(name)
                _tell(name, error)
        for part in _INNER:
            made.pop(part, None)
        return Reading(**made, failed=tuple(failed))

    def _normalise(self, text: str, made: dict[str, Any]) -> None:
        made["plain"] = ""  # nothing is shown of a text that could not be masked
        text, made["is_cut"] = bounded(text)
        made["plain"] = normalise(text)

    def _mask(self, _: str, made: dict[str, Any]) -> None:
        plain, made["plain"] = made["plain"], ""
        made["plain"], made["personal"] = mask(plain)
        made["masked"] = made["plain"]

    def _tone(self, _: str, made: dict[str, Any]) -> None:
        found = tone(made["plain"], self._lexicon)
        made["tags"], made["passed"], made["urgency"], made["feeling"] = found

    def _matters(self, _: str, made: dict[str, Any]) -> None:
        made["matters"] = tuple(self._suggest(made["plain"], _SUGGESTIONS))

    def _subjects(self, _: str, made: dict[str, Any]) -> None:
        head = made["plain"][:_CUT]
        made["named"] = mentions(cut(head), self._lexicon)
        made["subjects"] = subjects(head, made["named"], self._lexicon)

    def _elements(self, _: str, made: dict[str, Any]) -> None:
        told = (made.get(part, ()) for part in ("named", "subjects", "matters"))
        made["elements"] = elements(made["plain"], *told)


def _tell(step: str, error: Exception) -> None:
    """Log where a step broke down; what the error says is left out, for it may quote the text."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    kind = type(error).__name__
    _log.error("step %s broke down on a text: %s in %s:%s", step, kind, where.filename, where.lineno)
