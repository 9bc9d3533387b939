"""What the door counts."""

from __future__ import annotations

from typing import Final

from prometheus_client import Counter, Gauge

MESSAGES: Final = Counter("yiwang_mqtt_messages", "Messages by what became of them", ["outcome"])
STORED: Final = MESSAGES.labels("stored")
REFUSED: Final = MESSAGES.labels("refused")
FAILED: Final = MESSAGES.labels("failed")
CONNECTIONS: Final = Gauge("yiwang_mqtt_connections", "Connected clients", multiprocess_mode="livesum")
TURNED_AWAY: Final = Counter("yiwang_mqtt_turned_away", "Connections refused", ["reason"])
SLOWED: Final = Counter("yiwang_mqtt_slowed", "Times that nothing was read because too much was waiting")
