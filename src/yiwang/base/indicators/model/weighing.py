"""Weights of a composite index: by pairwise comparison (AHP), or by how much parts tell apart (entropy)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import msgspec

from yiwang.base.indicators.errors import FormulaError

#: Mean consistency index of random matrices of order 1 to 15 (Saaty 1980).
_RANDOM: Final = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
#: Saaty's limit: beyond it the comparisons contradict each other.
CONSISTENT: Final = 0.1
_ROUNDS, _CLOSE = 1000, 1e-13
#: People write a third as 0.333.
_MIRRORED: Final = 2e-3
_FEWEST: Final = 2


class Ahp(msgspec.Struct, frozen=True):
    """What a matrix of pairwise comparisons comes to: weights that add up to 1, and how consistent it is."""

    weights: tuple[float, ...]
    greatest: float
    ratio: float

    @property
    def consistent(self) -> bool:
        """Tell whether the comparisons may be used."""
        return self.ratio <= CONSISTENT


def ahp(matrix: Sequence[Sequence[float]]) -> Ahp:
    """Return the principal eigenvector of a reciprocal matrix, and its consistency ratio (Saaty).

    Raises :class:`FormulaError` for a matrix that is not square, positive and reciprocal, or too large.
    """
    n = len(matrix)
    if not 1 <= n <= len(_RANDOM) or any(len(row) != n for row in matrix):
        raise _wrong(f"须为 1 至 {len(_RANDOM)} 阶方阵", f"must be square, of order 1 to {len(_RANDOM)}")
    for i, row in enumerate(matrix):
        for j, value in enumerate(row):
            if not (math.isfinite(value) and value > 0 and abs(value * matrix[j][i] - 1) < _MIRRORED):
                raise _wrong(
                    f"第 {i + 1} 行第 {j + 1} 列与对称位置不互为倒数",
                    f"row {i + 1}, column {j + 1} and its mirror are no reciprocals",
                )
    weights = [1 / n] * n
    for _ in range(_ROUNDS):
        made = [sum(a * w for a, w in zip(row, weights, strict=True)) for row in matrix]
        total = sum(made)
        made = [w / total for w in made]
        done = max(abs(a - b) for a, b in zip(made, weights, strict=True)) < _CLOSE
        weights = made
        if done:
            break
    products = [sum(a * w for a, w in zip(row, weights, strict=True)) for row in matrix]
    greatest = sum(p / w for p, w in zip(products, weights, strict=True)) / n
    ratio = 0.0 if n <= _FEWEST else max(0.0, (greatest - n) / (n - 1) / _RANDOM[n - 1])
    return Ahp(tuple(weights), greatest, ratio)


def entropy(columns: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Return weights by information entropy: a part in which all are alike tells nothing, weighs 0.

    Each column holds one part's points, 0 or more, of all objects; where no part tells objects apart all
    weigh the same.
    """
    told = [_told(column) for column in columns]
    total = sum(told)
    return tuple(one / total if total > 0 else 1 / len(columns) for one in told)


def _told(column: Sequence[float]) -> float:
    total = sum(column)
    if len(column) < _FEWEST or total <= 0 or max(column) == min(column):
        return 0.0
    shares = [value / total for value in column]
    return max(0.0, 1 + sum(p * math.log(p) for p in shares if p > 0) / math.log(len(column)))


def _wrong(zh: str, en: str) -> FormulaError:
    return FormulaError(why_zh=f"判断矩阵：{zh}", why_en=f"the matrix of comparisons: {en}")
