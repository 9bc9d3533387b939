"""A client of the Open Inference Protocol v2 over HTTP: ready, metadata, infer; tensors as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec

from yiwang.sdk.algorithms import Spec, Tensor, TensorError, agree, check_tensors
from yiwang.sdk.outside import Answer, Outside, OutsideRefusedError, origin_of

T = TypeVar("T")


class ServiceCard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a service is and what it takes and gives; ``version`` empty: the server's own choice."""

    url: str
    model: str
    inputs: tuple[Spec, ...]
    outputs: tuple[Spec, ...]
    version: str = ""


class _Told(msgspec.Struct):
    """A tensor of an answer; parameters of the protocol are not used."""

    name: str
    shape: tuple[int, ...]
    datatype: str
    data: list[Any] = []


class _Inferred(msgspec.Struct):
    outputs: list[_Told]


class _Metadata(msgspec.Struct):
    name: str
    inputs: list[_Told]
    outputs: list[_Told]


class Service:
    """One model of one server."""

    def __init__(self, card: ServiceCard, hosts: frozenset[str], timeout: float) -> None:
        self.inputs: Sequence[Spec] = card.inputs
        self.outputs: Sequence[Spec] = card.outputs
        self._name = card.model
        self._outside = Outside(origin_of(card.url, hosts), timeout)
        version = f"/versions/{quote(card.version, safe='')}" if card.version else ""
        self._path = f"/v2/models/{quote(card.model, safe='')}{version}"

    def health(self) -> str:
        """Return the state of the circuit breaker."""
        return self._outside.breaker.state

    async def ready(self) -> None:
        """Return if the server says the model is ready and has the declared tensors."""
        await self._outside.ask("GET", f"{self._path}/ready", self._well)
        told = await self._outside.ask("GET", self._path, lambda answer: self._decoded(answer, _Metadata))
        if told.name != self._name:
            raise self._outside.garbage(f"it describes {told.name[:60]!r}")
        for wanted, found in ((self.inputs, told.inputs), (self.outputs, told.outputs)):
            self._compare(wanted, found)

    async def infer(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        """Return the declared outputs; raises ``outside_…``."""
        body = msgspec.json.encode(
            {"inputs": tensors, "outputs": [{"name": spec.name} for spec in self.outputs]}
        )
        headers = {"content-type": "application/json", "accept": "application/json"}
        return await self._outside.ask("POST", f"{self._path}/infer", self._outputs, body, headers)

    def _outputs(self, answer: Answer) -> list[Tensor]:
        told = self._decoded(answer, _Inferred).outputs
        given = [Tensor(name=t.name, shape=t.shape, datatype=t.datatype, data=t.data) for t in told]
        try:
            return check_tensors(given, self.outputs)
        except TensorError as error:
            raise self._outside.garbage(error.sentence("en")) from None

    def _compare(self, wanted: Sequence[Spec], found: Sequence[_Told]) -> None:
        """Raise ``outside_refused`` unless the server's metadata have every declared tensor."""
        held = {told.name: told for told in found}
        for spec in wanted:
            told = held.get(spec.name)
            if told is None or told.datatype != spec.datatype or not agree(told.shape, spec.shape):
                raise OutsideRefusedError(
                    host=self._outside.origin.name,
                    why=f"no tensor {spec.name!r} of {spec.datatype} {spec.shape}",
                )

    def _well(self, answer: Answer) -> None:
        if answer.status != HTTPStatus.OK:
            raise OutsideRefusedError(host=self._outside.origin.name, why=_why(answer))

    def _decoded(self, answer: Answer, kind: type[T]) -> T:
        self._well(answer)
        try:
            return msgspec.json.decode(answer.body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self._outside.garbage(str(error)) from None


def _why(answer: Answer) -> str:
    """Return what the server said of its refusal, at most 200 characters."""
    try:
        said = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        said = None
    words = said.get("error") if isinstance(said, dict) else None
    return f"HTTP {answer.status}" + (f": {words[:180]}" if isinstance(words, str) else "")
