"""Who acts: the caller as every layer sees it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

#: Roles of the base, 角色. A pack may add posts (岗位); rights hang on these roles only.
ROLES: dict[str, tuple[str, str]] = {
    "agent": ("坐席/受理员", "Agent"),
    "dispatcher": ("派遣员/值班长", "Dispatcher"),
    "handler": ("处置人员", "Handler"),
    "verifier": ("核查员/网格员", "Verifier"),
    "supervisor": ("督办员", "Supervisor"),
    "assessor": ("考核员", "Assessor"),
    "leader": ("领导", "Leader"),
    "admin": ("系统管理员", "System administrator"),
    "security": ("安全管理员", "Security administrator"),
    "auditor": ("安全审计员", "Security auditor"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The authenticated caller of a request, or a named part of the system.

    ``unit`` and ``area`` are codes; ``area`` limits what the actor sees to that area and those below
    it (``None``: the whole city). ``account`` and ``person`` are ``None`` for the system itself and
    for the public.
    """

    name: str
    roles: frozenset[str]
    account: UUID | None = None
    person: UUID | None = None
    unit: str | None = None
    area: str | None = None

    def has(self, *roles: str) -> bool:
        """Tell whether the actor holds at least one of ``roles``; the system holds all."""
        return "system" in self.roles or not self.roles.isdisjoint(roles)

    @property
    def is_system(self) -> bool:
        """Tell whether this is the system acting by rule, not a person."""
        return "system" in self.roles

    @property
    def key(self) -> str:
        """Return the stable identity used in journals and separation-of-duty checks."""
        if self.person is not None:
            return f"person:{self.person}"
        if self.account is not None:
            return f"account:{self.account}"
        return f"role:{self.name}"


SYSTEM = Actor(name="system", roles=frozenset({"system"}))
PUBLIC = Actor(name="public", roles=frozenset({"public"}))
