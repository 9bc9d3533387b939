"""What each role may do: every right is declared once, by the module that guards it.

A route asks :func:`demand` with the right's object, never with a role's name, so that the published
list (``GET /api/v1/roles`` and the vocabulary) cannot differ from what is enforced.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiwang.kernel.actor import ROLES, Actor
from yiwang.kernel.errors import ForbiddenError


@dataclass(frozen=True, slots=True)
class Permission:
    """A right: a stable key, what it allows in two languages, and the roles that hold it."""

    key: str
    zh: str
    en: str
    roles: frozenset[str]


_registry: dict[str, Permission] = {}


def permission(key: str, zh: str, en: str, *roles: str) -> Permission:
    """Declare a right held by ``roles``; called once per right when its module is loaded.

    Raises ``ValueError`` for a role that does not exist or a key declared twice in different words.
    """
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise ValueError(f"unknown roles {sorted(unknown)} in permission {key!r}")
    made = Permission(key, zh, en, frozenset(roles))
    if _registry.setdefault(key, made) != made:
        raise ValueError(f"permission {key!r} is declared twice")
    return made


def allowed(actor: Actor, right: Permission) -> bool:
    """Tell whether ``actor`` holds ``right``; the system holds all."""
    return actor.has(*right.roles)


def demand(actor: Actor, right: Permission) -> None:
    """Raise ``forbidden`` unless ``actor`` holds ``right``; the sentence names who does."""
    if not allowed(actor, right):
        holders = [r for r in ROLES if r in right.roles]
        raise ForbiddenError(
            why_zh=f"“{right.zh}”需要角色 {'、'.join(ROLES[r][0] for r in holders)}",
            why_en=f"to {right.en} needs one of the roles {', '.join(holders)}",
        )


def permissions() -> list[Permission]:
    """Return all declared rights, by key; complete once all modules are loaded."""
    return [_registry[key] for key in sorted(_registry)]
