"""A chart as SVG: drawn here, without a library, so that every form of a document shows the same picture."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from yiwang.infra.documents.model import Chart, Series

WIDTH: Final = 640
_HEIGHT, _ROW, _TOP, _BOTTOM, _LEFT = 300, 22, 44, 34, 56
_LABEL_PX: Final = 7.5
#: Colours that people with any colour vision tell apart (Okabe and Ito).
_COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
_FONTS: Final = "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, Microsoft YaHei, sans-serif"
_NONE: Final = "—"
#: More names than this along the bottom would run into each other; more points are not written beside.
_NAMED, _WRITTEN = 12, 16
_WIDEST_NAME: Final = 200


def svg(chart: Chart) -> str:
    """Return the chart; what has no value is a gap with a dash, never a bar of nothing."""
    drawn = "".join(_bars(chart) if chart.shape == "bar" else _upright(chart))
    height = _height(chart)
    legend = "".join(_legend(chart)) if len(chart.series) > 1 else ""
    unit = f" ({chart.unit})" if chart.unit else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" font-family="{_FONTS}" font-size="11" fill="#1a1a1a">'
        f"<title>{escape(chart.title)}</title>{_text(8, 16, chart.title + unit, weight='bold')}"
        f"{legend}{drawn}</svg>"
    )


def _height(chart: Chart) -> int:
    if chart.shape != "bar":
        return _HEIGHT
    return _TOP + max(1, len(chart.labels)) * (_ROW * len(chart.series) + 4) + 8


def _text(x: float, y: float, text: str, anchor: str = "start", weight: str = "normal") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}">{escape(text)}</text>'
    )


def _legend(chart: Chart) -> Iterator[str]:
    x = 8.0
    for place, series in enumerate(chart.series):
        yield f'<rect x="{x:.1f}" y="24" width="10" height="10" fill="{_colour(place)}"/>'
        yield _text(x + 14, 33, series.name)
        x += 28 + _width(series.name)


def _colour(place: int) -> str:
    return _COLOURS[place % len(_COLOURS)]


def _width(text: str) -> float:
    """Return about how wide ``text`` is: a Chinese character takes the room of two letters."""
    return _LABEL_PX * sum(1.5 if unicodedata.east_asian_width(c) in "WF" else 0.9 for c in text)


def _cut(text: str, room: float) -> str:
    if _width(text) <= room:
        return text
    while text and _width(text + "…") > room:
        text = text[:-1]
    return text + "…"


def _reach(series: Sequence[Series], *, zero: bool) -> tuple[float, float, float]:
    """Return from where to where the scale goes, and its step: a round number."""
    known = [v for one in series for v in one.values if v is not None] or [0.0]
    low, high = min(known), max(known)
    low, high = (min(low, 0.0), max(high, 0.0)) if zero else (low, high)
    if high == low:
        high = low + (abs(low) or 1.0)
    rough = (high - low) / 4
    unit: float = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * m for m in (1, 2, 2.5, 5, 10) if unit * m >= rough * 0.999)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step


def _bars(chart: Chart) -> Iterator[str]:
    low, high, _ = _reach(chart.series, zero=True)
    left = min(_WIDEST_NAME, max((_width(label) for label in chart.labels), default=0.0)) + 16
    said = max((_width(t) for s in chart.series for t in s.texts), default=0.0) + 8
    scale = (WIDTH - left - said - 8) / (high - low)
    zero = left - low * scale
    for row, label in enumerate(chart.labels):
        top = _TOP + row * (_ROW * len(chart.series) + 4)
        yield _text(left - 6, top + _ROW * len(chart.series) / 2 + 4, _cut(label, left - 10), "end")
        for place, series in enumerate(chart.series):
            value, y = series.values[row], top + place * _ROW
            if value is not None:
                x, width = zero + min(value, 0.0) * scale, abs(value) * scale
                yield (
                    f'<rect x="{x:.1f}" y="{y + 3}" width="{width:.1f}" height="{_ROW - 6}" '
                    f'fill="{_colour(place)}"/>'
                )
            end = zero + max(value or 0.0, 0.0) * scale + 4
            yield _text(end, y + 15, series.texts[row] if value is not None else _NONE)
    yield f'<line x1="{zero:.1f}" y1="{_TOP}" x2="{zero:.1f}" y2="{_height(chart) - 8}" stroke="#888"/>'


def _upright(chart: Chart) -> Iterator[str]:
    low, high, step = _reach(chart.series, zero=chart.shape == "column")
    floor, room = _HEIGHT - _BOTTOM, _HEIGHT - _BOTTOM - _TOP
    places = max(1, len(chart.labels))
    slot = (WIDTH - _LEFT - 12) / places

    def height(value: float) -> float:
        return floor - (value - low) / (high - low) * room

    for tick in range(round((high - low) / step) + 1):
        y = height(low + tick * step)
        yield f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{WIDTH - 8}" y2="{y:.1f}" stroke="#ddd"/>'
        yield _text(_LEFT - 6, y + 4, f"{low + tick * step:.10g}", "end")
    every = math.ceil(places / _NAMED)
    for place in range(0, places, every):
        label = chart.labels[place] if chart.labels else ""
        yield _text(_LEFT + (place + 0.5) * slot, floor + 16, _cut(label, slot * every + 4), "middle")
    draw = _columns if chart.shape == "column" else _line
    for place, series in enumerate(chart.series):
        points = [
            (_LEFT + (n + 0.5) * slot, None if v is None else height(v)) for n, v in enumerate(series.values)
        ]
        yield from draw(points, series, _colour(place), (place, len(chart.series), slot, height(max(low, 0))))


_Points = Sequence[tuple[float, float | None]]


def _columns(
    points: _Points, series: Series, colour: str, room: tuple[int, int, float, float]
) -> Iterator[str]:
    place, of, slot, floor = room
    wide = min(40.0, slot * 0.8 / of)
    for n, (middle, y) in enumerate(points):
        x = middle + (place - of / 2) * wide
        if y is None:
            yield _text(x + wide / 2, floor - 4, _NONE, "middle")
            continue
        top, tall = min(y, floor), abs(floor - y)
        yield f'<rect x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="{colour}"/>'
        if len(points) <= _WRITTEN and of == 1:
            yield _text(middle, top - 4, series.texts[n], "middle")


def _line(points: _Points, series: Series, colour: str, room: tuple[int, int, float, float]) -> Iterator[str]:
    """Draw a line that stops where there is no value: nothing is said of the time between."""
    parts: list[list[str]] = [[]]
    for n, (x, y) in enumerate(points):
        if y is None:
            parts.append([])
            continue
        parts[-1].append(f"{x:.1f},{y:.1f}")
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
        if len(points) <= _WRITTEN and room[1] == 1:
            yield _text(x, y - 8, series.texts[n], "middle")
    for part in parts:
        if len(part) > 1:
            yield f'<polyline points="{" ".join(part)}" fill="none" stroke="{colour}" stroke-width="2"/>'
