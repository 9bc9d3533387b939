"""Short vectors of texts for comparing them: hashed pairs of characters, the same on every machine.

Feature hashing with signs (Weinberger et al., 2009): each pair of neighbouring characters adds +1 or -1 to
one of :data:`SIZE` places; places are damped by the square root and the vector is made one long. The
product of two vectors is how alike the texts are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

SIZE = 256
#: Blanks and punctuation tell nothing: Chinese characters, and of ASCII what lies from 0 to z.
_HAN: Final = (0x3400, 0xA000)
_ASCII: Final = (ord("0"), ord("z") + 1)
_A, _B = np.uint32(2654435761), np.uint32(2246822519)


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return one row of length 1 per text (of noughts for a text without a pair of characters)."""
    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    points = np.frombuffer("\0".join(texts).encode("utf-32-le", "ignore"), dtype=np.uint32)
    rows = np.cumsum(points == 0)
    first, second = points[:-1], points[1:]
    telling = (points >= _HAN[0]) & (points < _HAN[1]) | (points >= _ASCII[0]) & (points < _ASCII[1])
    kept = telling[:-1] & telling[1:]
    mixed = first[kept] * _A ^ second[kept] * _B
    mixed ^= mixed >> np.uint32(15)
    mixed *= _A
    place = (mixed >> np.uint32(24)).astype(np.int64)
    sign = np.where(mixed & np.uint32(0x800000), 1.0, -1.0)
    summed = np.bincount(rows[:-1][kept] * SIZE + place, sign, minlength=len(texts) * SIZE)
    made = summed.reshape(len(texts), SIZE)
    made = np.sign(made) * np.sqrt(np.abs(made))
    length = np.linalg.norm(made, axis=1, keepdims=True)
    result: NDArray[np.float32] = (made / np.where(length > 0, length, 1.0)).astype(np.float32)
    return result
