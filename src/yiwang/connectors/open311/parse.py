"""From parameters to words of GeoReport, with the errors that the standard names."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from yiwang.connectors.open311.errors import bad_request
from yiwang.connectors.open311.model import CLOSED, OPEN, Attribute, NewRequest, NewUpdate, Service, Window
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.text import clean_text

#: The standard's own limits of a list: 90 days or 1000 requests, whichever is less.
WINDOW: Final = timedelta(days=90)
MOST: Final = 1000
_DEEPEST: Final = 10_000  # requests that can be walked through page by page
_MOST_FIELDS: Final = 200
_DESCRIPTION: Final = 4000  # what the standard allows
_ATTRIBUTE: Final = re.compile(r"attribute\[([^\]\[]{1,64})\](\[\])?")
_LOST_PLUS: Final = re.compile(r" (\d\d:?\d\d)$")
_EARLIEST: Final = datetime(1, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(9999, 12, 31, tzinfo=UTC)
_CHINESE: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


class Parameters:
    """Parameters by name, in the order they came; a name may come more than once."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    def text(self, name: str, longest: int = 300) -> str:
        """Return the first value of ``name``, cleaned, ``""`` if absent; raises a GeoReport error."""
        values = self._values.get(name)
        if not values:
            return ""
        try:
            return clean_text(values[0], field=name, longest=longest)
        except InvalidInputError as error:
            raise bad_request(f"{name}: {error.sentence('en')}") from None

    def all(self, name: str) -> list[str]:
        """Return all values of ``name``."""
        return self._values.get(name, [])

    def attributes(self) -> dict[str, list[str]]:
        """Return the values of ``attribute[CODE]`` and ``attribute[CODE][]`` by code."""
        found: dict[str, list[str]] = {}
        for name in self._values:
            match = _ATTRIBUTE.fullmatch(name)
            if match is not None:
                code = match.group(1)
                found.setdefault(code, []).extend(self._clean(name, code))
        return found

    def _clean(self, name: str, code: str) -> list[str]:
        try:
            return [clean_text(v, field=f"attribute[{code}]", longest=2000) for v in self._values[name]]
        except InvalidInputError as error:
            raise bad_request(error.sentence("en")) from None


def decode_form(body: bytes) -> Parameters:
    """Return the parameters of a form-encoded body; UTF-8, percent-encoded or not.

    Raises a GeoReport error for other encodings and for too many fields.
    """
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise bad_request("The body is not UTF-8.") from None
    except ValueError:
        raise bad_request(f"More than {_MOST_FIELDS} parameters.") from None
    return Parameters(pairs)


def moment(parameters: Parameters, name: str) -> datetime | None:
    """Return the time of a parameter (W3C form; without an offset it is UTC), ``None`` if absent."""
    raw = parameters.text(name, 40)
    if not raw:
        return None
    text = _LOST_PLUS.sub(r"+\1", raw)  # a plus that was not percent-encoded arrives as a blank
    try:
        value = datetime.fromisoformat(text)
        value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        raise bad_request(f"{name} is not a date and time like 2026-03-10T09:00:00Z.") from None
    return value


def window(parameters: Parameters, now: datetime) -> Window:
    """Return which requests a list asks for.

    Without dates: the last 90 days; with a start only: 90 days from there; with an end only: 90 days up
    to it. A longer span is cut to its newest 90 days.
    """
    updated = bool(parameters.text("updated_after") or parameters.text("updated_before"))
    first, last = ("updated_after", "updated_before") if updated else ("start_date", "end_date")
    start, end = moment(parameters, first), moment(parameters, last)
    if start is not None and end is None:
        end = max(start, min(now, _plus(start, WINDOW)))
    end = end or now
    start = _plus(end, -WINDOW) if start is None else max(start, _plus(end, -WINDOW))
    if start > end:
        raise bad_request(f"{first} is after {last}.")
    page_size = _whole(parameters, "page_size", MOST, MOST)
    page = _whole(parameters, "page", 1, _DEEPEST)
    if (page - 1) * page_size >= _DEEPEST:
        raise bad_request(f"Only the first {_DEEPEST} requests can be paged through; narrow the dates.")
    return Window(
        start=start,
        end=end,
        ids=_list(parameters, "service_request_id"),
        services=_list(parameters, "service_code"),
        status=_status(parameters),
        updated=updated,
        page=page,
        page_size=page_size,
    )


def _plus(at: datetime, span: timedelta) -> datetime:
    try:
        return at + span
    except OverflowError:  # the years 1 and 9999
        return _LATEST if span > timedelta() else _EARLIEST


def _status(parameters: Parameters) -> str | None:
    given = {value for value in parameters.text("status", 40).lower().split(",") if value}
    if not given <= {OPEN, CLOSED}:
        raise bad_request("status is open or closed.")
    return given.pop() if len(given) == 1 else None


def _list(parameters: Parameters, name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(v.strip() for v in parameters.text(name, 60_000).split(",") if v.strip()))
    if len(values) > MOST:
        raise bad_request(f"At most {MOST} values of {name}.")
    return values


def _whole(parameters: Parameters, name: str, default: int, most: int) -> int:
    raw = parameters.text(name, 20)
    if not raw:
        return default
    if not (raw.isascii() and raw.isdigit()) or int(raw) < 1:
        raise bad_request(f"{name} is a number from 1 on.")
    return min(int(raw), most)


def new_request(parameters: Parameters, service: Service, key: str | None) -> NewRequest:
    """Return the request that the parameters of a POST describe; raises GeoReport errors."""
    lat, long = _degrees(parameters, "lat", 90), _degrees(parameters, "long", 180)
    address, address_id = parameters.text("address_string"), parameters.text("address_id")
    if (lat is None) != (long is None):
        raise bad_request("lat and long come together.")
    if lat is None and not address and not address_id:
        raise bad_request("A location is needed: lat and long, address_string or address_id.")
    return NewRequest(
        service=service,
        description=parameters.text("description", _DESCRIPTION),
        lat=lat,
        long=long,
        address=address,
        address_id=address_id,
        name=_name(parameters),
        phone=parameters.text("phone", 30),
        email=parameters.text("email", 254),
        account_id=parameters.text("account_id", 200),
        device_id=parameters.text("device_id", 200),
        media_url=_address(parameters, "media_url"),
        attributes=_answers(parameters, service.attributes),
        key=key,
    )


def new_update(parameters: Parameters) -> NewUpdate:
    """Return the update that the parameters of a POST describe; raises GeoReport errors."""
    request = parameters.text("service_request_id", 60)
    description = parameters.text("description", _DESCRIPTION)
    if not request:
        raise bad_request("service_request_id was not provided.")
    if not description:
        raise bad_request("description was not provided.")
    return NewUpdate(
        request=request,
        description=description,
        status=_status(parameters),
        at=moment(parameters, "updated_datetime"),
        external_id=parameters.text("update_id", 100) or None,
        name=_name(parameters),
        email=parameters.text("email", 254),
        phone=parameters.text("phone", 30),
        media_url=_address(parameters, "media_url"),
    )


def _degrees(parameters: Parameters, name: str, most: float) -> float | None:
    raw = parameters.text(name, 40)
    if not raw:
        return None
    try:
        value = float(raw)
    except ValueError:
        value = math.nan
    if not abs(value) <= most:
        raise bad_request(f"{name} is a number of degrees between -{most} and {most} (WGS 84).")
    return value


def _name(parameters: Parameters) -> str:
    first, last = parameters.text("first_name", 100), parameters.text("last_name", 100)
    if _CHINESE.search(first + last):
        return last + first
    return f"{first} {last}".strip()


def _address(parameters: Parameters, name: str) -> str:
    """Return a web address; it is shown, never fetched by us."""
    raw = parameters.text(name, 2000)
    if not raw:
        return ""
    try:
        parts = urlsplit(raw)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or not raw.isprintable() or " " in raw:
        raise bad_request(f"{name} is an address that starts with http:// or https://.")
    return raw


def _answers(parameters: Parameters, attributes: Sequence[Attribute]) -> dict[str, str | list[str]]:
    given = parameters.attributes()
    known = {attribute.code: attribute for attribute in attributes}
    for code in given:
        if code not in known:
            raise bad_request(f"attribute[{code}] is not asked by this service.")
    answers: dict[str, str | list[str]] = {}
    for code, attribute in known.items():
        values = [value for value in given.get(code, []) if value]
        if not values:
            if attribute.required and attribute.variable:
                raise bad_request(f"attribute[{code}] was not provided.")
            continue
        for value in values:
            _check_answer(attribute, value)
        answers[code] = values if attribute.datatype == "multivaluelist" else values[0]
    return answers


def _check_answer(attribute: Attribute, value: str) -> None:
    if attribute.values and value not in {key for key, _ in attribute.values}:
        raise bad_request(f"attribute[{attribute.code}]: {value[:60]!r} is not one of its values.")
    if attribute.datatype == "number":
        try:
            right = math.isfinite(float(value))
        except ValueError:
            right = False
        if not right:
            raise bad_request(f"attribute[{attribute.code}] is a number.")
    if attribute.datatype == "datetime":
        moment(Parameters([(f"attribute[{attribute.code}]", value)]), f"attribute[{attribute.code}]")
