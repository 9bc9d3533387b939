"""The pack section ``cases``: channels and the rules of duplicates."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.\-]{0,39}$")]
Name = Annotated[str, Field(min_length=1, max_length=60)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChannelData(_Model):
    """A way by which reports come; ``digits`` are the two that case numbers carry."""

    code: Code
    digits: Annotated[str, Field(pattern=r"^\d{2}$")]
    zh: Name
    en: Name
    origin: Literal["people", "camera", "sky", "duty", "public", "data"] = "public"


class DuplicateData(_Model):
    """When two reports may be about one thing: metres, days, and scores from 0 to 1."""

    radius_m: Annotated[float, Field(gt=0, le=5000)] = 100
    days: Annotated[float, Field(gt=0, le=90)] = 7
    suggest_at: Annotated[float, Field(ge=0, le=1)] = 0.5
    join_same_reporter: bool = True
    same_place_m: Annotated[float, Field(gt=0, le=1000)] = 50
    join_likeness: Annotated[float, Field(ge=0, le=1)] = 0.6
    merge_at: Annotated[float, Field(ge=0.5, le=1)] | None = None


class DuplicatesData(_Model):
    """The rule for all matters, for some classes (``class_code``) and for some matters another one."""

    default: DuplicateData | None = None
    classes: dict[Annotated[str, Field(max_length=32)], DuplicateData] = {}
    matters: dict[Annotated[str, Field(max_length=60)], DuplicateData] = {}


class PublicData(_Model):
    """What of open cases everybody may see: near ones of named matters, and squares of a heat map.

    ``at_least`` is the fewest cases, of as many people, that a square is shown with; it is never below 5.
    """

    near_classes: tuple[Annotated[str, Field(max_length=32)], ...] = ()
    near_matters: tuple[Annotated[str, Field(max_length=60)], ...] = ()
    hidden_matters: tuple[Annotated[str, Field(max_length=60)], ...] = ()
    cell_m: Annotated[float, Field(ge=300, le=5000)] = 500
    at_least: Annotated[int, Field(ge=5, le=1000)] = 5
    days: Annotated[int, Field(ge=7, le=366)] = 90


class PlacesData(_Model):
    """From which confidence on a place that words say is taken, and how far off its point may be (m)."""

    sure_at: Annotated[float, Field(ge=0.5, le=1.0)] | None = None
    within_m: Annotated[float, Field(ge=0, le=5000)] | None = None


class CasesSection(_Model):
    """The section ``cases``; what it leaves out stays as it is."""

    channels: tuple[ChannelData, ...] = ()
    duplicates: DuplicatesData = DuplicatesData()
    redo_at_most: Annotated[int, Field(ge=0, le=10)] | None = None
    public: PublicData | None = None
    places: PlacesData | None = None
