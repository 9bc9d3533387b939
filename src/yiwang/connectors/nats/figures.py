"""What the door counts."""

from __future__ import annotations

from typing import Final

from prometheus_client import Counter, Gauge

MESSAGES: Final = Counter("yiwang_nats_messages", "Messages by what became of them", ["outcome"])
STORED: Final = MESSAGES.labels("stored")
REFUSED: Final = MESSAGES.labels("refused")
TRIED_AGAIN: Final = Counter("yiwang_nats_tried_again", "Batches that could not be stored at once")
MISSED: Final = Counter("yiwang_nats_missed", "Gaps in what was delivered; all of it was asked for again")
PARTITIONS: Final = Gauge(
    "yiwang_nats_partitions", "Partitions that this process takes in", multiprocess_mode="livesum"
)
