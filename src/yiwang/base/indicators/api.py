"""The door of indicators: definitions, values, parts, and the cases behind them."""

from __future__ import annotations

from yiwang.base.indicators.model.book import Book
from yiwang.base.indicators.model.periods import GRAINS, Period, name_of, period, start_of
from yiwang.base.indicators.model.rights import ENTER_FIGURES, MANAGE_FIGURES, SEE_INDICATORS
from yiwang.base.indicators.model.values import REASONS
from yiwang.base.indicators.store.files import use_folder
from yiwang.base.indicators.store.sums import Past
from yiwang.base.indicators.usecases.asking import SIDES, Asked, behind, drill, value
from yiwang.base.indicators.usecases.backends import BACKENDS
from yiwang.base.indicators.usecases.beside import MOST_AT_A_GLANCE, beside, calendar, glance, today, trend
from yiwang.base.indicators.usecases.collecting import Given, collection, decide, enter, remind, trace
from yiwang.base.indicators.usecases.comparing import COMPARED, Compared, Figure, compare, counted
from yiwang.base.indicators.usecases.defining import apply_section, book, catalogue, definition
from yiwang.base.indicators.usecases.designing import check as check_draft
from yiwang.base.indicators.usecases.designing import (
    decide_draft,
    drafts,
    drop_draft,
    save_draft,
    submit_draft,
)
from yiwang.base.indicators.usecases.designing import preview as preview_draft
from yiwang.base.indicators.usecases.explaining import factors, waterfall
from yiwang.base.indicators.usecases.exporting import export, is_worth
from yiwang.base.indicators.usecases.gathering import gather, gather_due
from yiwang.base.indicators.usecases.importing import imports, take_file, template, withdraw
from yiwang.base.indicators.usecases.indexing import SPREAD, index, judged
from yiwang.base.indicators.usecases.keeping import catch_up, follow, hold, is_due, roll_up
from yiwang.base.indicators.usecases.sourcing import conflicts, source_page, sources, topics

__all__ = [
    "BACKENDS",
    "COMPARED",
    "ENTER_FIGURES",
    "GRAINS",
    "MANAGE_FIGURES",
    "MOST_AT_A_GLANCE",
    "REASONS",
    "SEE_INDICATORS",
    "SIDES",
    "SPREAD",
    "Asked",
    "Book",
    "Compared",
    "Figure",
    "Given",
    "Past",
    "Period",
    "apply_section",
    "behind",
    "beside",
    "book",
    "calendar",
    "catalogue",
    "catch_up",
    "check_draft",
    "collection",
    "compare",
    "conflicts",
    "counted",
    "decide",
    "decide_draft",
    "definition",
    "drafts",
    "drill",
    "drop_draft",
    "enter",
    "export",
    "factors",
    "follow",
    "gather",
    "gather_due",
    "glance",
    "hold",
    "imports",
    "index",
    "is_due",
    "is_worth",
    "judged",
    "name_of",
    "period",
    "preview_draft",
    "remind",
    "roll_up",
    "save_draft",
    "source_page",
    "sources",
    "start_of",
    "submit_draft",
    "take_file",
    "template",
    "today",
    "topics",
    "trace",
    "trend",
    "use_folder",
    "value",
    "waterfall",
    "withdraw",
]
