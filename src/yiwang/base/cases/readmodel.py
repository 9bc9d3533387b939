"""Published views: what other modules' reports may read of cases. Changed only by adding a later version."""

from __future__ import annotations


def facts_query(
    cases: str = "cases_case", tasks: str = "cases_task", dispatches: str = "cases_dispatch"
) -> str:
    """Return how facts are read, from the present rows or from others of the same shape."""
    return f"""
SELECT c.id, c.number, c.version, c.source, c.channel, c.matter, c.unit,
    coalesce(d.unit, given.first_unit, c.unit) AS first_unit, c.path, c.urgency,
    c.import_id IS NOT NULL AS imported, coalesce(s.excluded, false) AS excluded,
    CASE WHEN c.stage IN ('closed', 'rated', 'archived') THEN 'closed'
        WHEN c.stage IN ('rejected', 'not_filed', 'void', 'merged') THEN c.stage ELSE 'open' END AS outcome,
    c.opened_at, t.accepted AS accepted_at, t.filed AS filed_at,
    coalesce(d.at, t.dispatched) AS dispatched_at, given.signed_at, t.contacted AS contacted_at,
    t.feedback AS feedback_at, t.verified AS verified_at, t.called_back AS called_back_at,
    CASE WHEN c.stage IN ('closed', 'rated', 'archived') THEN t.closed END AS closed_at,
    c.final_due_at AS due_at, c.on_time,
    CASE WHEN c.import_id IS NULL OR t.dispatched IS NOT NULL THEN owner.owned_at END AS owned_at,
    coalesce(n.dispatched, (t.dispatched IS NOT NULL)::int) AS dispatches,
    coalesce(n.returned, CASE WHEN c.import_id IS NULL OR i.mapping -> 'fields' ? 'returned_count' THEN 0 END)
        AS returned,
    CASE WHEN c.import_id IS NULL THEN coalesce(n.returned_liable, 0)
        ELSE coalesce(n.returned, CASE WHEN i.mapping -> 'fields' ? 'returned_count' THEN 0 END) END
        AS returned_liable,
    coalesce(n.feedback, (t.feedback IS NOT NULL)::int) AS feedbacks,
    CASE WHEN c.import_id IS NULL OR n.redone IS NOT NULL OR i.mapping -> 'fields' ? 'redone_count'
        THEN coalesce(n.redone, 0) + coalesce(n.reworked, 0) END AS reworks,
    coalesce(n.extended, CASE WHEN c.import_id IS NULL OR i.mapping -> 'fields' ? 'extended' THEN 0 END)
        AS extended,
    c.import_id IS NULL OR t.filed IS NOT NULL OR i.mapping -> 'fields' ? 'filed_at' AS filing_known,
    c.import_id IS NULL OR t.contacted IS NOT NULL OR i.mapping -> 'fields' ? 'contacted_at' AS contact_known,
    coalesce(n.suspended, CASE WHEN c.import_id IS NULL THEN 0 END) AS suspended,
    coalesce(n.urged, CASE WHEN c.import_id IS NULL THEN 0 END) AS urged,
    coalesce(n.supervised, CASE WHEN c.import_id IS NULL THEN 0 END) AS supervised,
    c.reports, s.resolved, c.satisfaction
FROM {cases} c
LEFT JOIN {dispatches} d ON d.case_id = c.id
LEFT JOIN cases_import i ON i.id = c.import_id
CROSS JOIN LATERAL jsonb_to_record(c.state::jsonb)
    AS s (times jsonb, counts jsonb, resolved boolean, excluded boolean)
CROSS JOIN LATERAL jsonb_to_record(coalesce(s.times, '{{}}')) AS t (accepted timestamptz, filed timestamptz,
    dispatched timestamptz, contacted timestamptz, feedback timestamptz, verified timestamptz,
    called_back timestamptz, closed timestamptz)
CROSS JOIN LATERAL jsonb_to_record(coalesce(s.counts, '{{}}')) AS n (dispatched int, returned int,
    returned_liable int, feedback int, redone int, reworked int, extended int, suspended int, urged int,
    supervised int)
LEFT JOIN LATERAL (
    SELECT (array_agg(k.unit ORDER BY k.opened_at, k.id))[1] AS first_unit, min(k.signed_at) AS signed_at,
        max(k.opened_at) FILTER (WHERE k.unit IS DISTINCT FROM c.unit) AS elsewhere_at
    FROM {tasks} k WHERE k.case_id = c.id AND k.kind = 'lead'
) AS given ON true
LEFT JOIN LATERAL (
    SELECT min(k.opened_at) AS owned_at FROM {tasks} k
    WHERE k.case_id = c.id AND k.kind = 'lead' AND k.unit = c.unit
        AND k.opened_at >= coalesce(given.elsewhere_at, '-infinity')
) AS owner ON true
WHERE c.side IS DISTINCT FROM 'withdrawn'
"""


_FACTS = f"\nCREATE VIEW cases_facts_v1 AS{facts_query()}"

#: What each column says; ``docs/indicators.md`` prints it. Times are UTC.
FACTS: dict[str, str] = {
    "id": "of the case",
    "number": "of the case",
    "version": "sequence of the last journal entry the row tells of",
    "source": "registered source",
    "channel": "code of the channel",
    "matter": "key of the catalogue; null: not yet known",
    "unit": "lead unit now, or at the end",
    "first_unit": "unit that it was first given to",
    "path": "area codes from the city down to the deepest known",
    "urgency": "1 一般, 2 紧急, 3 特急",
    "imported": "history of another system",
    "excluded": "剔除: not counted in assessment",
    "outcome": "open, closed, rejected, not_filed, void, merged",
    "opened_at": "first registration",
    "accepted_at": "受理",
    "filed_at": "立案",
    "dispatched_at": "first dispatch",
    "signed_at": "first signing by a lead unit",
    "contacted_at": "first contact with the reporter",
    "feedback_at": "last result that the unit reported",
    "verified_at": "last verification that passed",
    "called_back_at": "last call-back that reached the reporter",
    "closed_at": "结案, null for other ends",
    "due_at": "deadline that on-time is judged by (应结案)",
    "on_time": "as judged at closing; null: not judged",
    "owned_at": "when the present lead unit got it and kept it; null where history gives no dispatch",
    "dispatches": "how often it was dispatched",
    "returned": "accepted returns; null: the source does not say",
    "returned_liable": "of these, returns the dispatcher answers for; of history, which has no ruling, all",
    "feedbacks": "results reported",
    "reworks": "返工 and 重办; null: the source does not say",
    "extended": "approved extensions; null: the source does not say",
    "filing_known": "whether the source tells of filing: without, not filed means nothing",
    "contact_known": "whether the source tells of first contacts",
    "suspended": "how often clocks were suspended; null: history, which does not say",
    "urged": "催办; null: history, which does not say",
    "supervised": "督办; null: history, which does not say",
    "reports": "reports joined in it",
    "resolved": "what the call-back said; null: nobody said",
    "satisfaction": "1 to 5; null: nobody rated",
}

_VERSIONS = """
CREATE VIEW cases_versions_v1 AS SELECT id, version FROM cases_case WHERE side IS DISTINCT FROM 'withdrawn'
"""

VIEWS: list[str] = [_FACTS, _VERSIONS]
