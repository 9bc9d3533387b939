"""Devices and readings, for connectors: who may speak, from names to numbers, append, look up.

A door recognises its sender (:func:`recognise`), turns names into numbers (:func:`directory`) or hands over
whole messages (:func:`tell`), appends (:func:`inlet`) and only then acknowledges.
"""

from __future__ import annotations

from yiwang.base.sensing.api import (
    Device,
    DeviceDraft,
    DeviceRef,
    Directory,
    Fixes,
    Inlet,
    KeyScope,
    Occurrence,
    Product,
    ProductDraft,
    Products,
    Prop,
    Property,
    Readings,
    TelemetryMessage,
    ThingModel,
    Told,
    act,
    create_key,
    device,
    directory,
    inlet,
    keys_of,
    products,
    recognise,
    save_devices,
    save_product,
    tell,
)
from yiwang.base.sensing.errors import (
    DeviceKeyError,
    InboxFullError,
    TelemetryFormError,
    TelemetryRefusedError,
)

__all__ = [
    "Device",
    "DeviceDraft",
    "DeviceKeyError",
    "DeviceRef",
    "Directory",
    "Fixes",
    "InboxFullError",
    "Inlet",
    "KeyScope",
    "Occurrence",
    "Product",
    "ProductDraft",
    "Products",
    "Prop",
    "Property",
    "Readings",
    "TelemetryFormError",
    "TelemetryMessage",
    "TelemetryRefusedError",
    "ThingModel",
    "Told",
    "act",
    "create_key",
    "device",
    "directory",
    "inlet",
    "keys_of",
    "products",
    "recognise",
    "save_devices",
    "save_product",
    "tell",
]
