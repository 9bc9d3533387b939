"""The door of cases."""

from __future__ import annotations

from yiwang.base.cases.model import likeness, matcher, sketch
from yiwang.base.cases.model.draft import CaseDraft
from yiwang.base.cases.model.filters import CaseFilter, Page
from yiwang.base.cases.model.history import OUTCOMES, STEPS, HistoryRow, RowProblem
from yiwang.base.cases.model.outline import Outline
from yiwang.base.cases.model.report import ReporterInput, ReportInput
from yiwang.base.cases.model.rights import IMPORT, REPORT
from yiwang.base.cases.model.rules import DuplicateRule
from yiwang.base.cases.model.state import CaseState, Place, Task
from yiwang.base.cases.model.words import title_of, words_of
from yiwang.base.cases.store.duplicates import keep_sketches
from yiwang.base.cases.store.opinion import again as callers_again
from yiwang.base.cases.store.opinion import daily as daily_counts
from yiwang.base.cases.store.opinion import flagged
from yiwang.base.cases.store.opinion import grouped as gathered_groups
from yiwang.base.cases.store.opinion import old as long_open
from yiwang.base.cases.store.outlines import after as outlines_after
from yiwang.base.cases.store.outlines import by_ids as outlines
from yiwang.base.cases.store.published import PublishedFilter
from yiwang.base.cases.usecases import casting
from yiwang.base.cases.usecases.act import act
from yiwang.base.cases.usecases.acting import acting
from yiwang.base.cases.usecases.around import check_joinable, heat, near
from yiwang.base.cases.usecases.configuring import apply_section
from yiwang.base.cases.usecases.duplicates import (
    duplicate_pairs,
    find_duplicates,
    hold_different,
)
from yiwang.base.cases.usecases.entering import enter
from yiwang.base.cases.usecases.erase import erase_report
from yiwang.base.cases.usecases.explain import actions, explain_clocks, journal, titles, vocabulary
from yiwang.base.cases.usecases.export import export_cases
from yiwang.base.cases.usecases.files import seen_file
from yiwang.base.cases.usecases.history import Taken
from yiwang.base.cases.usecases.imports import (
    Counts,
    Import,
    begin_import,
    check_untouched,
    end_withdrawal,
    find_import,
    finish_import,
    newest_imports,
    pause_import,
    take_batch,
    withdraw_batch,
)
from yiwang.base.cases.usecases.learning import MOST as MOST_EXAMPLES
from yiwang.base.cases.usecases.learning import examples as dispatch_examples
from yiwang.base.cases.usecases.learning import learn as learn_dispatch
from yiwang.base.cases.usecases.learning import watch as watch_dispatch
from yiwang.base.cases.usecases.lists import find_cases, find_numbers
from yiwang.base.cases.usecases.looking import find_states, note_texts, state_of
from yiwang.base.cases.usecases.numbers import allocate, gaps
from yiwang.base.cases.usecases.opening import open_cases
from yiwang.base.cases.usecases.opinion import first_told, gathered, told
from yiwang.base.cases.usecases.past import past_facts
from yiwang.base.cases.usecases.public import follow_case, follow_report, rate_case, supplement_case
from yiwang.base.cases.usecases.published import (
    PublishedCase,
    PublishedFile,
    PublishedNote,
    case_of_report,
    find_published,
    published_file,
    published_notes,
)
from yiwang.base.cases.usecases.quality import quality as dispatch_quality
from yiwang.base.cases.usecases.reach import Reach, Stand, reach
from yiwang.base.cases.usecases.rebuild import Difference, differences, rebuild
from yiwang.base.cases.usecases.receive import Intake, Received, intake, receive_within
from yiwang.base.cases.usecases.reminders import fire_clocks
from yiwang.base.cases.usecases.replying import CheckedReply, check_reply, checked_replies
from yiwang.base.cases.usecases.report_views import report, reports_of, unmask
from yiwang.base.cases.usecases.saved import forget_view, save_view, saved_views
from yiwang.base.cases.usecases.similar import similar
from yiwang.base.cases.usecases.stats import BY, stats
from yiwang.base.cases.usecases.sums import grouped
from yiwang.base.cases.usecases.tasks import find_tasks
from yiwang.base.cases.usecases.uploads import upload
from yiwang.base.cases.usecases.views import detail, summary
from yiwang.base.cases.usecases.voting import new_voter, vote
from yiwang.base.cases.usecases.weighing import learn_duplicates, watch_duplicates
from yiwang.base.cases.usecases.within import within

__all__ = [
    "BY",
    "IMPORT",
    "MOST_EXAMPLES",
    "OUTCOMES",
    "REPORT",
    "STEPS",
    "CaseDraft",
    "CaseFilter",
    "CaseState",
    "CheckedReply",
    "Counts",
    "Difference",
    "DuplicateRule",
    "HistoryRow",
    "Import",
    "Intake",
    "Outline",
    "Page",
    "Place",
    "PublishedCase",
    "PublishedFile",
    "PublishedFilter",
    "PublishedNote",
    "Reach",
    "Received",
    "ReportInput",
    "ReporterInput",
    "RowProblem",
    "Stand",
    "Taken",
    "Task",
    "act",
    "acting",
    "actions",
    "allocate",
    "apply_section",
    "begin_import",
    "callers_again",
    "case_of_report",
    "casting",
    "check_joinable",
    "check_reply",
    "check_untouched",
    "checked_replies",
    "daily_counts",
    "detail",
    "differences",
    "dispatch_examples",
    "dispatch_quality",
    "duplicate_pairs",
    "end_withdrawal",
    "enter",
    "erase_report",
    "explain_clocks",
    "export_cases",
    "find_cases",
    "find_duplicates",
    "find_import",
    "find_numbers",
    "find_published",
    "find_states",
    "find_tasks",
    "finish_import",
    "fire_clocks",
    "first_told",
    "flagged",
    "follow_case",
    "follow_report",
    "forget_view",
    "gaps",
    "gathered",
    "gathered_groups",
    "grouped",
    "heat",
    "hold_different",
    "intake",
    "journal",
    "keep_sketches",
    "learn_dispatch",
    "learn_duplicates",
    "likeness",
    "long_open",
    "matcher",
    "near",
    "new_voter",
    "newest_imports",
    "note_texts",
    "open_cases",
    "outlines",
    "outlines_after",
    "past_facts",
    "pause_import",
    "published_file",
    "published_notes",
    "rate_case",
    "reach",
    "rebuild",
    "receive_within",
    "report",
    "reports_of",
    "save_view",
    "saved_views",
    "seen_file",
    "similar",
    "sketch",
    "state_of",
    "stats",
    "summary",
    "supplement_case",
    "take_batch",
    "title_of",
    "titles",
    "told",
    "unmask",
    "upload",
    "vocabulary",
    "vote",
    "watch_dispatch",
    "watch_duplicates",
    "withdraw_batch",
    "within",
    "words_of",
]
