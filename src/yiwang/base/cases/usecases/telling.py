"""What the words of a report say, as it is kept with the report for people: no more than they need.

Words of people stand in it masked; the text itself stays where it is.
"""

from __future__ import annotations

from typing import Any

from yiwang.base.language import api as language


def is_telling(reading: language.Reading) -> bool:
    """Tell whether the words say anything that a person should be shown."""
    return bool(reading.tags or reading.subjects or reading.personal or reading.failed)


def kept(reading: language.Reading) -> dict[str, Any]:
    """Return what is kept of a reading."""
    return {
        "tags": reading.tags,
        "subjects": reading.subjects,
        "elements": [e for e in reading.elements if e.is_found],
        "feeling": reading.feeling,
        "personal": reading.personal,
        "failed": reading.failed,
    }


def sought(reading: language.Reading) -> tuple[str, ...]:
    """Return what a search should also find the case by: names of tags, standard names of subjects."""
    return (*(tag.name.zh for tag in reading.tags), *(subject.name for subject in reading.subjects))
