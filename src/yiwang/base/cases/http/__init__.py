"""The HTTP routes of cases, one file per family."""

from __future__ import annotations

from fastapi import APIRouter

from yiwang.base.cases.http import (
    actions,
    erasing,
    lists,
    media,
    public,
    quality,
    reports,
    saved,
    vocabulary,
    within,
)

router = APIRouter(prefix="/api/v1")
# matching is linear: what is asked most comes first
router.include_router(reports.router)
router.include_router(actions.router)
router.include_router(erasing.router)
router.include_router(lists.router)
router.include_router(media.router)
router.include_router(public.router)
router.include_router(quality.router)
router.include_router(saved.router)
router.include_router(vocabulary.router)
router.include_router(within.router)
