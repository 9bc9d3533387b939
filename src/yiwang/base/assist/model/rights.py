"""Who may ask the language model."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

ASSIST = permission(
    "assist.ask",
    "使用语言模型辅助（草稿，留痕）",
    "ask the language model for drafts (recorded)",
    "agent",
    "dispatcher",
    "handler",
    "supervisor",
    "assessor",
    "leader",
    "admin",
)
