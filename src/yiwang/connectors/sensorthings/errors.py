"""Refusals in the form that SensorThings clients expect."""

from __future__ import annotations


class StaError(Exception):
    """A refusal: HTTP status and what is wrong."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def bad(message: str) -> StaError:
    """Return the error for a request that has no meaning here."""
    return StaError(400, message)


def missing(what: str) -> StaError:
    """Return the error for something that is not here."""
    return StaError(404, f"{what} was not found")
