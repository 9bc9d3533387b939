"""The HTTP routes of alarms, one file per family."""

from __future__ import annotations

from fastapi import APIRouter

from yiwang.base.alarms.http import hushing, living, rules

router = APIRouter(prefix="/api/v1")
router.include_router(living.router)
router.include_router(rules.router)
router.include_router(hushing.router)
