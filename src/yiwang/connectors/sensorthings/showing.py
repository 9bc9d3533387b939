"""Devices, products and observations in the words of SensorThings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from yiwang.connectors.sensorthings.model import Entity, datastream_id, observation_id
from yiwang.sdk.sensing import Device, DeviceFace, Product, Property

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MEASUREMENT: Final = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"
_GEOJSON: Final = "application/geo+json"


#: Names in ``properties`` of a Thing that are facts of the registry, no attributes.
OWN: Final = frozenset({"code", "product", "state", "online", "unit", "area", "tags", "readable"})


def sensor(product: Product) -> Entity:
    """Return a product as a Sensor."""
    values = {
        "name": product.draft.name,
        "description": product.draft.name_en or product.draft.name,
        "encodingType": "application/json",
        "metadata": {"code": product.code, "maker": product.draft.maker, "version": product.version},
        "properties": {"means": product.draft.means, "source": product.draft.source},
    }
    return Entity("Sensors", product.no, values, product=product.no)


def observed_property(product: Product, spec: Property) -> Entity:
    """Return a property of a product as an ObservedProperty."""
    number = product.props[spec.code]
    values = {
        "name": spec.code,
        "description": spec.name,
        "definition": f"urn:yiwang:{product.code}:{spec.code}",
        "properties": {"product": product.code, "kind": spec.kind},
    }
    return Entity("ObservedProperties", number, values, prop=number)


def thing(device: Device) -> Entity:
    """Return a device as a Thing."""
    readable = {"readable": device.readable} if isinstance(device, DeviceFace) else {}
    values = {
        "name": device.name,
        "description": device.address,
        "properties": device.attributes
        | readable
        | {
            "code": device.code, "product": device.product, "state": device.state, "online": device.online,
            "unit": device.unit, "area": device.area, "tags": list(device.tags),
        },
    }  # fmt: skip
    return Entity("Things", device.no, values, device=device.no)


def datastream(device: Device, product: Product, spec: Property) -> Entity:
    """Return a property of a device as a Datastream."""
    number = product.props[spec.code]
    values: dict[str, Any] = {
        "name": f"{device.name} {spec.name}",
        "description": spec.name_en or spec.name,
        "observationType": _MEASUREMENT,
        "unitOfMeasurement": {"name": spec.unit, "symbol": spec.unit, "definition": f"ucum:{spec.unit}"},
        "properties": {"device": device.code, "property": spec.code},
    }
    if device.lon is not None:
        values["observedArea"] = {"type": "Point", "coordinates": [device.lon, device.lat]}
    return Entity(
        "Datastreams",
        datastream_id(device.no, number),
        values,
        device=device.no,
        prop=number,
        product=product.no,
    )


def observation(device: int, prop: int, at: datetime, value: float) -> Entity:
    """Return an observation."""
    micros = (at - _EPOCH) // timedelta(microseconds=1)
    values = {"phenomenonTime": at, "resultTime": at, "result": value}
    return Entity("Observations", observation_id(device, prop, micros), values, device=device, prop=prop)


def place(kind: str, device: Device) -> Entity:
    """Return where a device is, as a Location, a HistoricalLocation or a FeatureOfInterest."""
    if kind == "HistoricalLocations":
        values: dict[str, Any] = {"time": device.changed_at}
    else:
        values = {
            "name": device.address or device.name,
            "description": device.address,
            "encodingType": _GEOJSON,
            "feature" if kind == "FeaturesOfInterest" else "location": {
                "type": "Point",
                "coordinates": [device.lon, device.lat],
            },
        }
    return Entity(kind, device.no, values, device=device.no)
