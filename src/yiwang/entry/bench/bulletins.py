"""What writing a bulletin costs with its figures there: ten pages in each form, a table of 10,000 rows."""

from __future__ import annotations

import statistics
import time
from typing import Any, Final

from yiwang.infra.documents import (
    FORMS,
    Chart,
    Cover,
    Document,
    Heading,
    Paragraph,
    Run,
    Series,
    Source,
    Table,
    write,
)

_SECTIONS: Final = 5
_ROWS: Final = 34
_MONTHS: Final = 12


def measure(rounds: int) -> dict[str, Any]:
    """Return milliseconds per form: the first (libraries and fonts are loaded), then p50 and the worst."""
    figures: dict[str, Any] = {"name": "bulletins", "rounds": rounds}
    for form in FORMS:
        # another document each time: what was set before must not be remembered
        taken = [_timed(_ten_pages(n), form) for n in range(rounds + 1)]
        rest = [ms for ms, _ in taken[1:]]
        figures[form] = {
            "first_ms": taken[0][0],
            "p50_ms": round(statistics.median(rest), 1),
            "worst_ms": max(rest),
            "kb": taken[0][1] // 1000,
        }
    for form in FORMS:
        ms, size = _timed(_long_table(), form)
        figures[f"{form}_10000_rows"] = {"ms": ms, "kb": size // 1000}
    return figures


def _timed(document: Document, form: str) -> tuple[float, int]:
    began = time.perf_counter()
    content = write(document, form)
    return round((time.perf_counter() - began) * 1000, 1), len(content)


def _ten_pages(salt: int) -> Document:
    """Return about ten pages on A4: sections with text, a chart and a table, and the list of sources."""
    blocks: list[Heading | Paragraph | Chart | Table] = []
    for n in range(_SECTIONS):
        source = Source(f"GET /api/v1/indicators/on_time_rate/value?period=2016-{n + 1:02}", f"/x?n={n}")
        blocks.append(Heading(f"{n + 1}. 城市运行情况（{salt}）"))
        words = f"第{salt}期：本月立案，较上月有所上升，请各单位按结案标准办理。" * 3
        blocks += [Paragraph((Run(words), Run(f"{salt + n + 90}.1%", source), Run("。"))) for _ in range(5)]
        values = tuple(float((salt * 7 + n * 13 + m * 5) % 40 + 60) for m in range(_MONTHS))
        series = Series("按期结案率", values, tuple(f"{v:.1f}%" for v in values))
        labels = tuple(f"16-{m + 1:02}" for m in range(_MONTHS))
        blocks.append(
            Chart(f"近12个月（{n}）", labels, (series,), "line" if n % 2 else "column", "%", source)
        )
        rows = tuple(
            (
                Run(f"第{row}街道办事处"),
                Run(f"{row * 3 + salt}", None, row * 3.0 + salt),
                Run("98.1%", None, 0.981),
            )
            for row in range(_ROWS)
        )
        blocks.append(Table(f"各街镇（{n}）", ("街镇", "应结案", "按期结案率"), rows, (None, source, source)))
    cover = Cover("城市运行月报", f"第{salt}期", "城市运行管理中心", "2017年1月3日")
    return Document(f"城市运行月报（{salt}）", "2016年12月", tuple(blocks), "数字来源", "zh", "目录", cover)


def _long_table() -> Document:
    rows = tuple((Run(f"第{n}号"), Run("望津区"), Run(str(n), None, float(n))) for n in range(10_000))
    return Document("长表", "", (Table("长表", ("编号", "区域", "量"), rows),), "")
