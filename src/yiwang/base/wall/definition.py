"""The pack section ``wall``: scenes of the big screen, and the plan by which they follow each other."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator, model_validator

ROWS, COLUMNS = 8, 12

Code: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.\-]{0,39}$")]


Word: TypeAlias = Annotated[str, Field(min_length=1, max_length=20)]
#: Keys of the catalogue, leaves or classes: ``matter:01004``, ``matter:08``.
MatterKey: TypeAlias = Annotated[str, Field(pattern=r"^(matter|component):[0-9]{2,12}$")]
Matters: TypeAlias = Annotated[tuple[MatterKey, ...], Field(max_length=40)]
_MATTERS: TypeAdapter[tuple[MatterKey, ...]] = TypeAdapter(Matters)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Model):
    """A title in both languages."""

    zh: Annotated[str, Field(min_length=1, max_length=40)]
    en: Annotated[str, Field(min_length=1, max_length=60)]


class PanelData(_Model):
    """A panel on the grid: column (negative: counted from the right edge), row, width, height.

    ``from_columns``: only shown where the screen is so wide. ``options`` belong to the kind of the panel.
    """

    kind: Code
    at: tuple[
        Annotated[int, Field(ge=-COLUMNS, lt=COLUMNS)],
        Annotated[int, Field(ge=0, lt=ROWS)],
        Annotated[int, Field(ge=1, le=COLUMNS)],
        Annotated[int, Field(ge=1, le=ROWS)],
    ]
    from_columns: Annotated[int, Field(ge=COLUMNS, le=48)] = COLUMNS
    title: Words | None = None
    options: dict[str, Any] = {}

    @field_validator("options")
    @classmethod
    def _named(cls, options: dict[str, Any]) -> dict[str, Any]:
        if "matters" in options:
            options = options | {"matters": list(_MATTERS.validate_python(options["matters"]))}
        return options

    @model_validator(mode="after")
    def _fits(self) -> PanelData:
        column, row, width, height = self.at
        if row + height > ROWS or (column >= 0 and column + width > COLUMNS) or (column < 0 < column + width):
            raise ValueError("the panel reaches over the edge of the grid of 12 by 8")
        return self


class GroundData(_Model):
    """What the map under the panels shows besides the areas."""

    history: Literal["none", "month", "year", "all"] = "none"
    live: bool = True
    forces: bool = False


class WarningData(_Model):
    """Which warnings in force bring a scene up: of this level or above, with one of ``words`` in the title.

    Without words every warning of the level counts.
    """

    level: Literal["blue", "yellow", "orange", "red"]
    words: Annotated[tuple[Word, ...], Field(max_length=40)] = ()


class SceneData(_Model):
    """A scene: what the wall shows at one time.

    ``on_warning``: as long as such a warning is in force it is shown in place of the plan.

    ``matters``: map and panels count cases of these only; a panel's option ``matters`` goes before it, an
    empty one means all. Cells of the map are kept of all matters together, so that a map of some has a
    history of a month at a time.
    """

    name: Code
    title: Words
    matters: Matters = ()
    on_warning: WarningData | None = None
    ground: GroundData = GroundData()
    panels: Annotated[tuple[PanelData, ...], Field(max_length=24)] = ()

    @model_validator(mode="after")
    def _can_be_counted(self) -> SceneData:
        if self.matters and self.ground.history not in {"none", "month"}:
            raise ValueError("a map of some matters has a history of a month, or none")
        return self


class TurnData(_Model):
    """One step of a plan: a scene and for how long."""

    scene: Code
    seconds: Annotated[int, Field(ge=10, le=86_400)] = 60


class WallSection(_Model):
    """The section ``wall``."""

    scenes: Annotated[tuple[SceneData, ...], Field(max_length=24)] = ()
    plan: Annotated[tuple[TurnData, ...], Field(max_length=24)] = ()
