"""Pictures for the demo's cases, drawn by code: a street before the work and the same street after it.

They are drawings, not photographs, and say so: each bears 演示 in large characters. The same number gives the
same picture.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Final

from numpy.random import Generator, default_rng
from PIL import Image, ImageDraw

SIZE: Final = (640, 480)
#: So many different streets of each kind; more would only fill the disk.
VARIANTS: Final = 6
_GROUND: Final = 330  # where the street begins, from above

#: 演 and 示 as 24 rows of 24 dots: no font of the machine is needed.
_GLYPHS: Final = (
    (
        "180300 1c0300 0efffe 02fffe 008006 008006 003ff8 703ff8 3c0300 0c7ffc 00430c 00430c "
        "00430c 047ffc 06430c 0c430c 0c7ffc 1c0000 181c60 383838 30e01c 31c00e 000000 000000"
    ),
    (
        "0ffff0 0ffff0 000000 000000 000000 000000 7ffffe 7ffffe 001800 001800 001800 061860 "
        "061870 0c1830 0c1818 181818 30180c 70180c 201808 01f800 01f000 000000 000000 000000"
    ),
)

Colour = tuple[int, int, int]
Draw = ImageDraw.ImageDraw
_TRASH: Final[tuple[Colour, ...]] = (
    (58, 72, 66),
    (92, 104, 96),
    (120, 96, 70),
    (150, 150, 140),
    (70, 84, 110),
)
_CARS: Final[tuple[Colour, ...]] = ((164, 60, 52), (52, 92, 150), (226, 226, 222), (70, 74, 80))


def kind_of(matter: str | None) -> str:
    """Return what a matter looks like: rubbish, pit, water, parked or wall."""
    code = (matter or "").removeprefix("matter:")
    if code in {"06013", "06016", "06001"} or code.startswith("01"):
        return "pit"
    if code in {"06030", "06014", "06012"}:
        return "water"
    if code.startswith("09"):
        return "parked"
    return "wall" if code in {"07001", "06004", "06007"} else "rubbish"


@cache
def picture(kind: str, number: int, *, after: bool) -> bytes:
    """Return a picture (JPEG) of street ``number``: with its trouble, or ``after`` the work without it."""
    rng = default_rng((sum(map(ord, kind)), number))
    image = Image.new("RGB", SIZE, (206, 222, 236))
    draw = ImageDraw.Draw(image)
    _street(draw, rng)
    _TROUBLES[kind](draw, rng, after=after)
    _mark(draw)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=78, optimize=True)
    return out.getvalue()


def _street(draw: Draw, rng: Generator) -> None:
    """Draw houses, a tree, pavement and road."""
    width, height = SIZE
    at = 0
    while at < width:
        wide, tall = int(rng.integers(110, 190)), int(rng.integers(150, 270))
        tone = int(rng.integers(168, 222))
        top = _GROUND - tall
        draw.rectangle((at, top, at + wide, _GROUND), fill=(tone, tone - 8, tone - 20))
        for y in range(top + 18, _GROUND - 50, 38):
            for x in range(at + 16, at + wide - 24, 36):
                draw.rectangle((x, y, x + 18, y + 22), fill=(120, 144, 164))
        draw.rectangle((at + 12, _GROUND - 42, at + wide - 12, _GROUND), fill=(126, 112, 98))
        at += wide
    draw.rectangle((0, _GROUND, width, _GROUND + 66), fill=(186, 182, 174))
    for x in range(0, width, 40):
        draw.line((x, _GROUND, x - 22, _GROUND + 66), fill=(168, 164, 156))
    draw.rectangle((0, _GROUND + 66, width, height), fill=(104, 106, 110))
    for x in range(20, width, 120):
        draw.rectangle((x, height - 46, x + 60, height - 40), fill=(232, 230, 220))
    trunk = int(rng.integers(60, width - 80))
    draw.rectangle((trunk, _GROUND - 70, trunk + 9, _GROUND + 8), fill=(104, 82, 62))
    for dx, dy in ((-26, -96), (12, -98), (-8, -122)):
        draw.ellipse((trunk + dx, _GROUND + dy, trunk + dx + 46, _GROUND + dy + 46), fill=(96, 138, 88))


def _rubbish(draw: Draw, rng: Generator, *, after: bool) -> None:
    left = int(rng.integers(180, 320))
    draw.rectangle((left - 70, _GROUND - 20, left - 26, _GROUND + 38), fill=(46, 110, 84))
    draw.rectangle((left - 74, _GROUND - 28, left - 22, _GROUND - 18), fill=(36, 90, 68))
    if after:
        return
    for _ in range(26):
        x, y = left + int(rng.integers(-20, 150)), _GROUND + int(rng.integers(-6, 52))
        wide, tall = int(rng.integers(16, 44)), int(rng.integers(12, 30))
        draw.ellipse((x, y - tall, x + wide, y), fill=_TRASH[int(rng.integers(len(_TRASH)))])


def _pit(draw: Draw, rng: Generator, *, after: bool) -> None:
    x, y = int(rng.integers(180, 340)), _GROUND + 84
    if after:
        draw.rectangle((x - 14, y - 6, x + 164, y + 52), fill=(82, 84, 88), outline=(70, 72, 76))
        return
    draw.ellipse((x, y, x + 150, y + 44), fill=(58, 54, 50), outline=(134, 126, 114), width=4)
    for _ in range(9):
        dx, dy = int(rng.integers(-50, 170)), int(rng.integers(-14, 54))
        draw.line((x + 75, y + 22, x + dx, y + dy), fill=(66, 66, 68), width=2)


def _water(draw: Draw, rng: Generator, *, after: bool) -> None:
    x = int(rng.integers(120, 260))
    draw.ellipse((x + 40, _GROUND + 74, x + 96, _GROUND + 92), fill=(60, 62, 66), outline=(150, 150, 150))
    if after:
        return
    for _ in range(7):
        dx, dy = int(rng.integers(-70, 150)), int(rng.integers(60, 110))
        wide = int(rng.integers(90, 190))
        draw.ellipse((x + dx, _GROUND + dy, x + dx + wide, _GROUND + dy + 26), fill=(118, 126, 112))


def _parked(draw: Draw, rng: Generator, *, after: bool) -> None:
    for place in range(3):
        colour = _CARS[int(rng.integers(len(_CARS)))]
        x = 90 + place * 170 + int(rng.integers(0, 30))
        y = _GROUND + 14
        if after:
            draw.rectangle((x, y + 70, x + 130, y + 112), outline=(232, 230, 220), width=3)
            continue
        draw.rectangle((x, y, x + 130, y + 34), fill=colour)
        draw.polygon(((x + 24, y), (x + 42, y - 24), (x + 94, y - 24), (x + 112, y)), fill=(150, 170, 184))
        for wheel in (x + 20, x + 90):
            draw.ellipse((wheel, y + 24, wheel + 22, y + 46), fill=(40, 40, 42))


def _wall(draw: Draw, rng: Generator, *, after: bool) -> None:
    x = int(rng.integers(120, 260))
    draw.rectangle((x, _GROUND - 130, x + 250, _GROUND), fill=(214, 208, 196), outline=(170, 164, 150))
    if after:
        return
    for _ in range(22):
        dx, dy = int(rng.integers(6, 216)), int(rng.integers(-124, -30))
        paper: Colour = (240, 236, 214) if rng.random() < 0.6 else (236, 196, 190)  # noqa: PLR2004
        draw.rectangle(
            (x + dx, _GROUND + dy, x + dx + 26, _GROUND + dy + 20), fill=paper, outline=(150, 140, 130)
        )


_TROUBLES: Final[dict[str, Callable[..., None]]] = {
    "rubbish": _rubbish,
    "pit": _pit,
    "water": _water,
    "parked": _parked,
    "wall": _wall,
}
KINDS: Final = tuple(_TROUBLES)


def _mark(draw: Draw) -> None:
    """Write 演示 where it cannot be overlooked."""
    dot = 3
    draw.rectangle((14, 14, 14 + dot * 24 * 2 + 30, 14 + dot * 24 + 14), fill=(255, 255, 255))
    for place, glyph in enumerate(_GLYPHS):
        left = 24 + place * (dot * 24 + 10)
        for row, line in enumerate(glyph.split()):
            bits = int(line, 16)
            for column in range(24):
                if bits >> (23 - column) & 1:
                    x, y = left + column * dot, 21 + row * dot
                    draw.rectangle((x, y, x + dot - 1, y + dot - 1), fill=(176, 32, 32))
