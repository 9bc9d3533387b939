"""The judge of a node: the centre's own sorting and engine over the devices of its bundle."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from yiwang.base.alarms import api as alarms
from yiwang.base.edges import api as edges
from yiwang.base.sensing import api as sensing
from yiwang.kernel.errors import YiwangError

log = logging.getLogger(__name__)

_IN_SERVICE: Final = "in_service"


class Judge:
    """Readings in, signals out; what it remembers is a checkpoint, as the settler's."""

    def __init__(self, bundle: edges.Bundle) -> None:
        self.bundle = bundle
        self._rules = {one.rule.code: one for one in bundle.rules}
        self._devices = {d.no: d for d in bundle.devices}
        devices = [sensing.SortedDevice(d.no, d.product, d.state == _IN_SERVICE) for d in bundle.devices]
        self._sorter = sensing.Sorter(bundle.products, devices)
        self._engine = alarms.Engine()
        for code, one in list(self._rules.items()):
            try:
                self._engine.put(alarms.edge_program(one, bundle.city))
            except YiwangError as error:  # of a centre that is newer: it rests here, the others go on
                log.warning("rule %s rests: %s", code, error)
                del self._rules[code]

    def feed(
        self, readings: sensing.Readings, received: int, seq: int, *, replay: bool = False
    ) -> list[alarms.EdgeSignal]:
        """Take readings that came in at ``received``; return what they changed."""
        batch = self._sorter.take(readings, received, seq, replay=replay)
        return self._said(self._engine.feed(batch))

    def tick(self, now: int) -> list[alarms.EdgeSignal]:
        """Let time pass."""
        return self._said(self._engine.tick(now))

    def _said(self, signals: list[alarms.Signal]) -> list[alarms.EdgeSignal]:
        out = []
        for signal in signals:
            device = self._engine.programs[signal.rule].key(signal.subject)
            assert isinstance(device, int)
            out.append(
                alarms.EdgeSignal(version=self._rules[signal.rule].version, device=device, signal=signal)
            )
        return out

    def stand(self, raised: Mapping[str, Mapping[int, int]]) -> None:
        """Believe the journal about what is raised: rule → device → level."""
        for code in self._rules:
            self._engine.stand(code, raised.get(code, {}))

    def names(self, rule: str, device: int) -> tuple[str, str, str, str]:
        """Return what a rule (zh, en) and a device (code, name) are called."""
        found, of = self._rules[rule].rule, self._devices[device]
        return found.zh, found.en, of.code, of.name

    def handed_over(self, before: edges.Bundle | None, now: int) -> list[alarms.EdgeSignal]:
        """Return what stands raised at the centre of devices that are new here."""
        known = set() if before is None else {d.no for d in before.devices}
        return [
            alarms.EdgeSignal(
                version=one.version,
                device=device,
                signal=alarms.Signal(
                    rule=one.rule.code, subject=0, kind="raised", rank=rank, before=0, at=now, device=device
                ),
            )
            for one in self._rules.values()
            for device, rank in one.raised.items()
            if device not in known
        ]

    def values(self, limit: int) -> list[dict[str, Any]]:
        """Return the newest values with their names, by device."""
        props = {
            product.props[spec.code]: spec for product in self.bundle.products
            for spec in product.draft.model.properties
        }  # fmt: skip
        return [
            {
                "code": self._devices[device].code,
                "name": self._devices[device].name,
                "property": props[prop].name,
                "unit": props[prop].unit if props[prop].unit != "1" else "",
                "at": at,
                "value": value,
            }
            for device, prop, at, value in self._sorter.latest()[:limit]
            if prop in props
        ]

    def remember(self) -> bytes:
        """Return what is remembered of series and rules."""
        return msgspec.msgpack.encode([self._sorter.remember(), self._engine.remember()])

    def recall(self, kept: bytes) -> None:
        """Take what :meth:`remember` returned, as far as devices and rules are still the same."""
        found: list[Any] = msgspec.msgpack.decode(kept)
        self._sorter.recall(found[0])
        self._engine.recall(found[1])
