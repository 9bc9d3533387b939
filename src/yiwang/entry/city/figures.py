"""Figures that units of the fictional city hand in: what spot checks found, and what patrols had missed."""

from __future__ import annotations

from typing import Any

from yiwang.entry.city.people import unit_code


def collected(called: dict[str, Any]) -> dict[str, Any]:
    """Return a pack section: a source with a duty for every district, and the rate of what was missed."""
    column = {"unit": "case", "least": 0, "required": True}
    duties = [
        {"unit": unit_code(district["code"], "city"), "area": district["code"]}
        for district in called["districts"]
    ]
    return {
        "sources": [
            {
                "code": "spot_checks", "kind": "manual", "zh": "督查抽查", "en": "Spot checks",
                "owner": "督查科", "grain": "month", "due_days": 5, "approval": True,
                "items": ["found", "missed"],
                "columns": [
                    {"code": "found", "zh": "督查发现数", "en": "Found by checks", **column},
                    {"code": "missed", "zh": "其中漏报数", "en": "Of these missed", **column},
                ],
                "duties": duties,
            }
        ],
        "measures": [
            {"code": "checks_found", "zh": "督查发现数", "en": "Found by checks", "source": "spot_checks",
             "value": "found", "needs": ["missed"]},
            {"code": "checks_missed", "zh": "漏报数", "en": "Missed by patrols", "source": "spot_checks",
             "value": "missed", "needs": ["found"]},
        ],
        "indicators": [
            {
                "code": "spot_miss_rate", "kind": "ratio", "group": "linked",
                "zh": "督查漏报率", "en": "Miss rate of checks",
                "caliber_zh": "督查发现而巡查未报的问题数 ÷ 督查发现的问题数；由各区按月填报。",
                "caliber_en": "What checks found and patrols had not reported ÷ what checks found.",
                "unit": "ratio", "direction": "down", "numerator": "checks_missed",
                "denominator": "checks_found", "owner": "督查科", "threshold": {"warn": 0.1, "bad": 0.2},
            }
        ],
    }  # fmt: skip
