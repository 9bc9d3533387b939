"""Named errors of the journal and the ledger."""

from __future__ import annotations

from yiwang.kernel.errors import ConflictError, YiwangError


class JournalConflictError(ConflictError):
    """Another writer has already added this step to the subject's journal; reload and try again."""

    code = "journal_conflict"
    zh = "记录已被其他操作更新，请刷新后重试。"
    en = "The record was changed by another action; reload it and try again."


class JournalValueError(YiwangError):
    """A value cannot be written to a journal, because its canonical form would not be unique."""

    code = "journal_value"
    status = 422
    zh = "无法存证的值：{why_zh}"
    en = "This value cannot be journalled: {why_en}"


class LedgerDamagedError(YiwangError):
    """The stored tree does not fit its own size: nothing more is sealed until it is looked into."""

    code = "ledger_damaged"
    status = 500
    zh = "存证账本已损坏：{why_zh}。请运行 yiwang ledger verify。"
    en = "The ledger is damaged: {why_en}. Run yiwang ledger verify."
