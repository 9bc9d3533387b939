from pathlib import Path

import pytest

from yiwang.base.matters import api as matters
from yiwang.base.workflow import api as workflow
from yiwang.infra.snapshots import forget_all
from yiwang.kernel.actor import SYSTEM
from yiwang.packs.errors import PackFrozenError, PackNeedsError, PackOlderError
from yiwang.packs.install import diff, find_packs, install, list_installed

PACKS = Path(__file__).parents[3] / "packs"


async def put(database, folder):
    async with database.work(SYSTEM) as work:
        outcome = await install(work, folder)
    forget_all()
    return outcome


def trial(folder: Path, version: str, names: dict[str, str], needs: str = "{}") -> Path:
    root = folder / "trial"
    root.mkdir(exist_ok=True)
    (root / "pack.yaml").write_text(
        f"id: trial\nversion: {version}\ntitle: {{zh: 试, en: Try}}\nowner: tests\nlicence: Apache-2.0\n"
        f"needs: {needs}\nsections: {{matters: [m.yaml]}}\n"
    )
    lines = [f"  - {{kind: matter, code: '{code}', name: {name}}}" for code, name in names.items()]
    (root / "m.yaml").write_text("provenance: test\nentries:\n" + "\n".join(lines))
    return root


async def test_shipped_packs_install_in_the_order_of_their_needs(database):
    order = find_packs(PACKS)
    assert [p.name for p in order].index("base-catalogue") < [p.name for p in order].index("grid")
    for folder in order:
        assert (await put(database, folder)).status == "installed"
    async with database.reading(SYSTEM) as work:
        catalogue = await matters.catalogue(work.tx)
        calendars = await workflow.calendars(work.tx)
        flows = await workflow.flows(work.tx)
        installed = await list_installed(work.tx)
    kinds = [m.kind for m in catalogue.leaves()]
    assert (kinds.count("component"), kinds.count("matter")) == (153, 250)
    assert catalogue.find("01037").name == "路灯异常"
    assert catalogue.foreign("gbt30428.2", "04-05") == "matter:09005"
    assert "standard" in calendars
    assert flows.current("standard").version >= 1
    assert [p.id for p in installed] == sorted(p.name for p in order)


async def test_again_is_nothing_and_other_content_needs_a_higher_version(database, tmp_path):
    first = trial(tmp_path, "1.0.0", {"1": "甲", "2": "乙"})
    assert (await put(database, first)).status == "installed"
    assert (await put(database, first)).status == "unchanged"
    trial(tmp_path, "1.0.0", {"1": "甲改", "2": "乙"})
    with pytest.raises(PackFrozenError):
        await put(database, first)
    trial(tmp_path, "1.1.0", {"1": "甲改", "3": "丙"})
    async with database.reading(SYSTEM) as work:
        found = await diff(work.tx, first)
    assert found.added == ("matters/matter:3",)
    assert found.changed == ("matters/matter:1",)
    assert found.removed == ("matters/matter:2",)
    assert (await put(database, first)).status == "upgraded"
    async with database.reading(SYSTEM) as work:
        catalogue = await matters.catalogue(work.tx)
    assert catalogue.get("matter:2").status == "retired"
    assert catalogue.leaf("matter:1").name == "甲改"
    trial(tmp_path, "1.0.9", {"1": "甲"})
    with pytest.raises(PackOlderError):
        await put(database, first)


async def test_a_failed_installation_leaves_nothing(database, tmp_path):
    folder = trial(tmp_path, "1.0.0", {"1": "甲"}, needs="{base-catalogue: '>=1.0.0'}")
    with pytest.raises(PackNeedsError):
        await put(database, folder)
    async with database.reading(SYSTEM) as work:
        assert await list_installed(work.tx) == []
        assert len(await matters.catalogue(work.tx)) == 0
