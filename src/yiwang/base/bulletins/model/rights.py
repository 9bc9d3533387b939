"""Who may do what with bulletins."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

SEE = permission(
    "bulletins.see", "查看简报", "see bulletins", "agent", "dispatcher", "handler", "verifier", "supervisor",
    "assessor", "leader",
)  # fmt: skip
WRITE = permission(
    "bulletins.write", "编制简报", "write bulletins and their templates", "supervisor", "assessor", "leader",
)  # fmt: skip
APPROVE = permission("bulletins.approve", "审定简报", "approve bulletins", "supervisor", "leader")
