"""Routes of indicators."""

from __future__ import annotations

from fastapi import APIRouter

from yiwang.base.indicators.http import drafts, figures, sources

# what is told apart by a word comes before what is told apart by a code
router = APIRouter()
router.include_router(drafts.router)
router.include_router(sources.router)
router.include_router(figures.router)

__all__ = ["router"]
