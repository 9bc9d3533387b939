"""The HTTP routes of sensing, one file per family."""

from __future__ import annotations

from fastapi import APIRouter

from yiwang.base.sensing.http import answers, devices, keys, products, telemetry, using

router = APIRouter(prefix="/api/v1")
# matching is linear: what is asked most comes first
router.include_router(telemetry.router)
router.include_router(answers.router)
router.include_router(devices.router)
router.include_router(keys.router)
router.include_router(products.router)
router.include_router(using.router)
