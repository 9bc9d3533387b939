"""Errors in the form of GeoReport: a list of code and description."""

from __future__ import annotations

from http import HTTPStatus

from yiwang.kernel.errors import YiwangError

#: GeoReport knows one kind of bad request.
_STATUS = {422: HTTPStatus.BAD_REQUEST, 401: HTTPStatus.FORBIDDEN}


class GeoReportError(Exception):
    """A refusal as GeoReport v2 states it; ``status`` is both the HTTP status and the code."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description


def bad_request(description: str) -> GeoReportError:
    """Return the error for a missing or wrong parameter."""
    return GeoReportError(400, description)


def not_found(what: str) -> GeoReportError:
    """Return the error for something that is not here."""
    return GeoReportError(404, f"{what} was not found.")


def from_yiwang(error: YiwangError, language: str) -> GeoReportError:
    """Return the GeoReport form of one of our named errors, with its field and sentence."""
    sentence = error.sentence(language)
    if error.field is not None:
        sentence = f"{error.field}: {sentence}"
    return GeoReportError(int(_STATUS.get(error.status, error.status)), sentence)
