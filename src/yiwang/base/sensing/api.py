"""The door of sensing."""

from __future__ import annotations

from yiwang.base.sensing.model.readings import Batch, Fixes, Occurrence, Readings
from yiwang.base.sensing.usecases.observing import MakeObserver, Observer, use_observers

__all__ = ["Batch", "Fixes", "MakeObserver", "Observer", "Occurrence", "Readings", "use_observers"]
