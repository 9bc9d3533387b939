"""Who may label, settle and manage sets."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

LABEL = permission(
    "samples.label",
    "标注样本（内容已脱敏）",
    "label samples (their words are masked)",
    "agent",
    "dispatcher",
    "verifier",
    "supervisor",
    "assessor",
    "admin",
)
SETTLE = permission(
    "samples.settle",
    "裁定两人不一致的标注",
    "settle labels that differ",
    "supervisor",
    "assessor",
    "admin",
)
MANAGE = permission(
    "samples.manage",
    "建立样本集、抽取与导入样本、冻结版本、导出",
    "make sets, bring in samples, freeze and export versions",
    "supervisor",
    "admin",
)
