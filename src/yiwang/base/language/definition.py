"""The pack section ``language``: words and names that a pack or a city adds, or takes away."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Word = Annotated[str, Field(min_length=1, max_length=20)]
Name = Annotated[str, Field(min_length=2, max_length=100)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,29}$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WordsData(_Model):
    """Words that join a list, and words that leave it."""

    add: Annotated[tuple[Word, ...], Field(max_length=2000)] = ()
    remove: Annotated[tuple[Word, ...], Field(max_length=2000)] = ()


class TagData(WordsData):
    """A tag: with ``zh`` and ``en`` a new one, or another name for a known one."""

    zh: Annotated[str, Field(max_length=20)] = ""
    en: Annotated[str, Field(max_length=40)] = ""


class SubjectData(_Model):
    """A subject 涉事主体 that the city knows: its one standard name, and what people call it."""

    name: Name
    kind: Code = "company"
    aliases: Annotated[tuple[Name, ...], Field(max_length=50)] = ()


class LanguageSection(_Model):
    """The section ``language``; what it leaves out stays as it is."""

    tags: Annotated[dict[Code, TagData], Field(max_length=50)] = {}
    urgency: dict[Literal["2", "3"], WordsData] = {}
    positive: WordsData = WordsData()
    negative: WordsData = WordsData()
    endings: dict[Code, WordsData] = {}
    subjects: Annotated[tuple[SubjectData, ...], Field(max_length=20_000)] = ()
