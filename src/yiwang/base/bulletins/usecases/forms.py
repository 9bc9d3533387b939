"""What a bulletin can be written as."""

from __future__ import annotations

from yiwang.base.bulletins.errors import FormError
from yiwang.infra.documents import FORMS


def check_form(form: str) -> str:
    """Return ``form``; raises ``bulletin_form``."""
    if form not in FORMS:
        raise FormError(form=form[:20])
    return form
