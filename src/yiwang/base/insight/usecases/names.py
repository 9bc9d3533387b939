"""Names of the codes that findings speak of."""

from __future__ import annotations

from dataclasses import dataclass

from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.matters import api as matters
from yiwang.infra.database import Tx


@dataclass(frozen=True, slots=True)
class Names:
    """The directory, the catalogue and the tree of areas, asked for names."""

    directory: identity.Directory
    catalogue: matters.Catalogue
    tree: geography.AreaTree

    def unit(self, code: str) -> dict[str, str | None]:
        """Return code and name of a unit; the name of a former one is unknown."""
        found = self.directory.unit(code)
        return {"code": code, "name": None if found is None else found.name}

    def matter(self, key: str | None) -> dict[str, str | None]:
        """Return key and name of a matter."""
        found = None if key is None else self.catalogue.get(key)
        return {"key": key, "name": None if found is None else found.name}

    def of(self, factor: str, value: str) -> str | None:
        """Return what a value of a factor of :func:`.states.root_causes` is called, if it has a name."""
        if factor == "unit":
            return self.unit(value)["name"]
        if factor == "matter":
            return self.matter(value)["name"]
        if factor in {"district", "street"}:
            area = self.tree.get(value)
            return None if area is None else area.name
        return None


async def names(tx: Tx) -> Names:
    """Return what codes are called now; from memory."""
    return Names(await identity.directory(tx), await matters.catalogue(tx), await geography.areas(tx))
