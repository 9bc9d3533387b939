"""Counters that several parts share; what the database knows is asked there when metrics are read."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

DELIVERED = Counter("yiwang_messages_delivered", "Messages handled by a subscriber", ["subscriber"])
FAILED = Counter("yiwang_messages_failed", "Attempts at a message that failed", ["subscriber"])
PERIODIC = Histogram("yiwang_periodic_seconds", "Duration of periodic jobs", ["job", "outcome"])
REQUESTS = Counter("yiwang_http_requests", "Requests answered", ["method", "status"])
REQUEST_TIME = Histogram(
    "yiwang_http_request_seconds",
    "Time to answer a request",
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
SETTLED = Counter("yiwang_readings_settled", "Readings settled, by what was decided of them", ["verdict"])
REFUSED = Counter("yiwang_readings_refused", "Readings that a door did not take in", ["reason"])
