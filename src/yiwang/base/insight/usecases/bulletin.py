"""The analysis report 分析研判报告 of a period: what is, why, and what to do, from figures by fixed rules.

Every figure names the question that gives it and links to its cases; nothing is written that no figure says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.cases.api import CaseFilter
from yiwang.base.geography import api as geography
from yiwang.base.insight.model.bulletin_texts import (
    ADVICE,
    FACTORS,
    IRREGULAR,
    KINDS,
    OUTCOMES,
    TEXTS,
    UNITS,
    VALUES,
)
from yiwang.base.insight.usecases.advice import SURE
from yiwang.base.insight.usecases.conformance import conformance
from yiwang.base.insight.usecases.states import Outcome, disputes, efficiency, irregularities, root_causes
from yiwang.base.insight.usecases.whatif import limits
from yiwang.infra.database import Work
from yiwang.infra.documents import Block, Document, Heading, Paragraph, Run, Source, Table

Language: TypeAlias = Literal["zh", "en"]
#: So many rows of each kind are worth a reader's time.
_ROWS: Final = 10
_FEW: Final = 5
#: A link that names more cases than this is too long for Word and Excel.
_LINKED: Final = 60
_ASKED: Final[tuple[Outcome, ...]] = ("overdue", "returned", "redone", "unsatisfied")


async def bulletin(work: Work, asked: CaseFilter, language: Language, address: str) -> Document:
    """Return the report about the cases asked for, beside the period of the same length before.

    ``address`` is where links begin. Raises ``insight_too_many`` and ``invalid_input``.
    """
    zone = ZoneInfo((await geography.areas(work.tx)).city.timezone)
    end = asked.opened_to or work.now + timedelta(seconds=1)  # what came this very moment counts
    begin = asked.opened_from or end - timedelta(days=30)
    asked = msgspec.structs.replace(asked, opened_from=begin, opened_to=end)
    before = msgspec.structs.replace(asked, opened_from=begin - (end - begin), opened_to=begin)
    writer = _Writer(language, address, asked)
    blocks = [
        *_status(writer, await efficiency(work, asked), await efficiency(work, before)),
        Heading(writer.t("causes")),
        *_causes(writer, {outcome: await root_causes(work, asked, outcome) for outcome in _ASKED}),
        *_disputes(writer, await disputes(work, asked)),
        *_irregular(writer, await irregularities(work, asked)),
        *_deviations(writer, await conformance(work, asked)),
        *_advice(writer, await efficiency(work, asked), await limits(work, asked)),
    ]
    days = f"{begin.astimezone(zone):%Y-%m-%d} – {end.astimezone(zone):%Y-%m-%d}"
    return Document(
        writer.t("title"), f"{days} · {writer.t('rules')}", tuple(blocks), writer.t("sources"), language
    )


class _Writer:
    """Words of one language, and figures with their sources."""

    def __init__(self, language: Language, address: str, asked: CaseFilter) -> None:
        self.language, self.address = language, address.rstrip("/")
        scope: dict[str, str] = {}
        if asked.opened_from is not None and asked.opened_to is not None:
            scope |= {"from": asked.opened_from.isoformat(), "to": asked.opened_to.isoformat()}
        scope |= {"area": asked.area} if asked.area else {}
        for name, values in (("matter", asked.matters), ("unit", asked.units), ("channel", asked.channels)):
            scope |= {name: values[0]} if values else {}
        self.scope = scope

    def t(self, key: str, **values: object) -> str:
        """Return a text of the catalogue."""
        return self.of(TEXTS, key).format(**values)

    def of(self, catalogue: Mapping[str, tuple[str, str]], key: str) -> str:
        """Return a word of ``catalogue``; an unknown one as it is."""
        zh, en = catalogue.get(key, (key, key))
        return zh if self.language == "zh" else en

    def figure(self, text: object, question: str, cases: Mapping[str, Any] | None = None, **more: str) -> Run:
        """Return a figure: what it says, the question that gives it, and its cases."""
        query = f"GET /api/v1/insight/{question}?{urlencode({**self.scope, **more})}"
        numbers = tuple(cases["numbers"]) if cases is not None else ()
        link = f"{self.address}/desk/cases?number={','.join(numbers[:_LINKED])}" if numbers else ""
        return Run(f"{text:,}" if isinstance(text, int) else str(text), Source(query, link, numbers))

    def line(self, key: str, *figures: Run, item: bool = True, **values: object) -> Paragraph:
        """Return a line of the catalogue; ``{}`` in it stand for ``figures`` in their order."""
        parts = self.of(TEXTS, key).split("{}")
        runs: list[Run] = []
        for place, part in enumerate(parts):
            runs.append(Run(part.format(**values)))
            if place < len(figures):
                runs.append(figures[place])
        return Paragraph(tuple(run for run in runs if run.text), item)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"


def _status(w: _Writer, now: Mapping[str, Any], then: Mapping[str, Any]) -> Iterable[Block]:
    yield Heading(w.t("status"))
    judged, judged_then = (e["on_time"] + e["overdue"]["cases"] for e in (now, then))
    q = "efficiency"
    yield w.line("cases", w.figure(now["cases"], q), w.figure(now["closed"], q), before=f"{then['cases']:,}")
    yield w.line(
        "on_time",
        w.figure(_share(now["on_time"], judged), q),
        w.figure(now["overdue"]["cases"], q, now["overdue"]),
        before=_share(then["on_time"], judged_then),
    )
    yield w.line("early", w.figure(_share(now["early"], judged), q), w.figure(_share(now["near"], judged), q))
    dispatches = sum(m["dispatches"] for m in now["modes"])
    wrong = sum(m["accepted_returns"] for m in now["modes"])
    numbers = [n for m in now["modes"] for n in m["returned"]["numbers"]]
    yield w.line(
        "dispatch",
        w.figure(_share(dispatches - wrong, dispatches), q),
        w.figure(wrong, q, {"numbers": numbers}),
    )
    yield Table(
        w.t("by_matter"),
        tuple(w.t(key) for key in ("matter", "n", "late", "back", "several", "again")),
        tuple(
            (
                Run(row["matter"]["name"] or row["matter"]["key"] or ""),
                w.figure(row["cases"], q, matter=row["matter"]["key"] or ""),
                *(
                    w.figure(_share(row[what]["cases"], row["cases"]), q, row[what])
                    for what in ("overdue", "returned", "several_units", "redone")
                ),
            )
            for row in now["matters"][:_ROWS]
        ),
    )
    units = [row for row in now["units"] if row["clock"] == "handle"][:_ROWS]
    yield Table(
        w.t("by_unit"),
        tuple(w.t(key) for key in ("unit", "clocks", "late", "used")),
        tuple(
            (
                Run(row["unit"]["name"] or row["unit"]["code"]),
                w.figure(row["n"], q),
                w.figure(_share(row["missed_clocks"], row["n"]), q, row["missed"]),
                w.figure(f"{row['median']:.0%}", q),
            )
            for row in units
        ),
    )


def _causes(w: _Writer, found: Mapping[Outcome, Mapping[str, Any]]) -> Iterable[Block]:
    for outcome, answer in found.items():
        name = w.of(OUTCOMES, outcome)
        sure = [c for c in answer["causes"] if c["q"] <= SURE and c["ratio"] > 1][:_FEW]
        yield Heading(w.t("cause_of", outcome=name), 3)
        if not sure:
            yield w.line("no_cause", w.figure(answer["hits"], "causes", outcome=outcome), outcome=name)
        for cause in sure:
            hits = w.figure(cause["hits"], "causes", cause, outcome=outcome)
            yield w.line(
                "cause",
                w.figure(cause["n"], "causes", outcome=outcome),
                hits,
                w.figure(f"{cause['ratio']:.1f}", "causes", outcome=outcome),
                factor=w.of(FACTORS, cause["factor"]),
                value=cause["name"] or _value(w, cause["factor"], cause["value"]),
                outcome=name,
                low=f"{cause['low']:.1f}",
                high=f"{cause['high']:.1f}",
            )


def _value(w: _Writer, factor: str, value: str) -> str:
    key = f"{factor}:{value}"
    return w.of(VALUES, key) if key in VALUES else value


def _disputes(w: _Writer, found: Mapping[str, Any]) -> Iterable[Block]:
    yield Heading(w.t("disputes"), 3)
    q = "disputes"
    yield w.line("returns", w.figure(found["returns"], q), w.figure(found["nothing_new"], q))
    for pair in found["pairs"][:_FEW]:
        yield w.line(
            "pair",
            w.figure(pair["returns"], q, pair),
            w.figure(pair["came_back"], q),
            giver=pair["giver"]["name"] or pair["giver"]["code"],
            taker="—" if pair["taker"] is None else pair["taker"]["name"] or pair["taker"]["code"],
        )


def _irregular(w: _Writer, found: Mapping[str, Any]) -> Iterable[Block]:
    yield Heading(w.t("irregular"), 3)
    if not found["found"]:
        yield w.line("none", item=False)
    for one in found["found"][:_FEW]:
        unit = one["unit"]
        yield w.line(
            "irregular_is",
            w.figure(one["cases"], "irregular", one),
            w.figure(one["of"], "irregular"),
            unit="—" if unit is None else unit["name"] or unit["code"],
            kind=w.of(IRREGULAR, one["kind"]),
        )


def _deviations(w: _Writer, found: Mapping[str, Any]) -> Iterable[Block]:
    yield Heading(w.t("conformance"), 3)
    q = "conformance"
    share = _share(found["fitting"], found["judged"])
    yield w.line("fitness", w.figure(share, q), w.figure(found["judged"], q))
    for one in found["deviations"][:_FEW]:
        title = one["step"]["title"]
        yield w.line(
            "deviation",
            w.figure(one["cases"], q, one),
            kind=w.of(KINDS, one["kind"]),
            step=one["step"]["step"] if title is None else title[w.language],
        )


def _advice(w: _Writer, now: Mapping[str, Any], suggested: Mapping[str, Any]) -> Iterable[Block]:
    yield Heading(w.t("advice"))
    advised = [row for row in now["matters"] if row["advice"]][:_ROWS]
    shorter = [row for row in suggested["matters"] if row["suggested"] is not None][:_ROWS]
    if not advised and not shorter:
        yield w.line("no_advice", item=False)
    for row in advised:
        notable = [
            w.figure(f"{n['ratio']:.1f}", "efficiency", row[what]) for what, n in row["notable"].items()
        ]
        told = w.line(
            "advise",
            matter=row["matter"]["name"] or row["matter"]["key"],
            advice=w.t("join").join(w.of(ADVICE, one) for one in row["advice"]),
        )
        ratios = [run for figure in notable for run in (Run(w.t("ratio")), figure)]
        yield Paragraph((*told.runs, *ratios), item=True)
    for row in shorter:
        new, old = row["suggested"], row["current"]
        unit = w.of(UNITS, str(new["limit"].unit))
        yield w.line(
            "shorten",
            w.figure(row["n"], "limits"),
            w.figure(f"{new['share']:.1%}", "limits"),
            matter=row["matter"]["name"] or row["matter"]["key"],
            old=f"{old.amount:g} {unit}",
            new=f"{new['limit'].amount:g} {unit}",
            low=f"{new['low']:.1%}",
            high=f"{new['high']:.1%}",
        )
