"""Who may speak at a node, and what names mean there: from the bundle, as the centre's registry has it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from yiwang.base.edges import api as edges
from yiwang.base.sensing import api as sensing


class Names:
    """Devices, properties and keys of the bundle that is in force."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._refs: dict[str, sensing.DeviceRef] = {}
        self._props: dict[int, dict[str, sensing.Prop]] = {}
        self._keys: dict[bytes, sensing.KeyDigest] = {}
        self._products: dict[int, str] = {}

    def learn(self, bundle: edges.Bundle) -> None:
        """Take in another bundle."""
        self._refs = {d.code: sensing.DeviceRef(d.no, d.product, bundle.node) for d in bundle.devices}
        self._props = {product.no: sensing.props_of(product) for product in bundle.products}
        self._products = {product.no: product.code for product in bundle.products}
        self._keys = {key.digest: key for key in bundle.keys}

    async def recognise(self, secret: str) -> sensing.KeyScope:
        """Return for whom a device key speaks; raises ``device_key_refused``.

        A key that was revoked at the centre is refused from the next bundle on.
        """
        found = self._keys.get(hashlib.sha256(secret.encode()).digest())
        if found is None or (found.expires_at is not None and self._clock() >= found.expires_at * 1e6):
            raise sensing.DeviceKeyError
        return sensing.KeyScope(found.scope, found.subject)

    async def refs(self, codes: Sequence[str]) -> dict[str, sensing.DeviceRef]:
        """Return the devices among ``codes``."""
        return {code: self._refs[code] for code in codes if code in self._refs}

    def props(self, product: int) -> Mapping[str, sensing.Prop]:
        """Return the properties of a product by code."""
        return self._props.get(product, {})

    async def product(self, number: int) -> str:
        """Return the code of a product."""
        return self._products[number]
