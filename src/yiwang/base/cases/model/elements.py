"""The five elements of a report (五要素): when, where, who, what, and what is asked."""

from __future__ import annotations

import re

#: Names of the elements, in the order in which a person asks for them.
ELEMENTS: dict[str, dict[str, str]] = {
    "time": {"zh": "时间", "en": "time"},
    "place": {"zh": "地点", "en": "place"},
    "contact": {"zh": "联系人及联系方式", "en": "who reports and how to reach them"},
    "matter": {"zh": "事项", "en": "matter"},
    "text": {"zh": "具体情况", "en": "what happened"},
}
#: Fewer characters than this tell nobody what to do.
_TELLING = 6
_WORDY = re.compile(r"[^\W\d_]")


def missing_elements(
    *, text: str, placed: bool, address: str, contactable: bool, matter: str | None
) -> list[str]:
    """Return the names of the elements that are missing; the time is known by the receipt itself."""
    found = []
    if not placed and not address:
        found.append("place")
    if not contactable:
        found.append("contact")
    if matter is None:
        found.append("matter")
    if len(_WORDY.findall(text)) < _TELLING:
        found.append("text")
    return found
