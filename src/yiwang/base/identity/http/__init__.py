"""Routes of identity: sessions, the directory, accounts."""

from __future__ import annotations

from fastapi import APIRouter

from yiwang.base.identity.http import accounts, directory, session

router = APIRouter(prefix="/api/v1", tags=["identity"])
router.include_router(session.router)
router.include_router(directory.router)
router.include_router(accounts.router)

__all__ = ["router"]
