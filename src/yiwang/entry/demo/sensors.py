"""Devices of the demo city: nine products, some hundred devices behind one gateway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.sensing import api as sensing
from yiwang.base.sensing.api import CityState
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

GATEWAY: Final = "SIM-GATEWAY"
_P = sensing.Property
_MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Kind:
    """Devices of one product: how many, whose, how often they speak (seconds)."""

    product: sensing.ProductDraft
    prefix: str
    name: str
    count: int
    every: int
    unit: str
    tags: tuple[str, ...] = ()


def _product(
    code: str,
    names: tuple[str, str],
    state: CityState,
    every: int,
    *props: sensing.Property,
    moves: bool = False,
    happenings: tuple[sensing.Happening, ...] = (),
    functions: tuple[sensing.Function, ...] = (),
) -> sensing.ProductDraft:
    return sensing.ProductDraft(
        code=code,
        name=names[0],
        name_en=names[1],
        maker="演示",
        source="mobile" if moves else "ground",
        means="mobile" if moves else "fixed",
        city_state=state,
        offline_s=max(every * 4.0, 5 * _MINUTE),
        model=sensing.ThingModel(
            properties=props, happenings=happenings, functions=functions, position=moves
        ),
    )


_BATTERY = _P(code="battery", name="电量", name_en="Battery", unit="%", low=0, high=100)

KINDS: Final = (
    Kind(
        _product(
            "sim-water-level", ("河道水位计", "River gauge"), "safety", 60,
            _P(code="level", name="水位", name_en="Water level",
               unit="m", low=-2, high=20, precision=2,
               max_rate=0.05, stuck_s=6 * 3600.0, every_s=60.0),
            _BATTERY,
        ), "SW", "河道水位计", 36, 60, "水务", ("防汛",),
    ),
    Kind(
        _product(
            "sim-rain-gauge", ("雨量计", "Rain gauge"), "environment", 300,
            _P(code="rain", name="雨强", name_en="Rain rate",
               unit="mm/h", low=0, high=200, precision=1,
               every_s=300.0),
            _BATTERY,
        ), "SR", "雨量计", 24, 300, "水务", ("防汛",),
    ),
    Kind(
        _product(
            "sim-manhole", ("智能井盖", "Manhole cover"), "safety", 600,
            _P(code="tilt", name="倾角", name_en="Tilt",
               unit="deg", low=0, high=180, precision=0, every_s=600.0),
            _P(code="water", name="井下水深", name_en="Water depth",
               unit="m", low=0, high=10, precision=2),
            _BATTERY,
            happenings=(sensing.Happening(code="opened", name="井盖开启", name_en="Opened"),),
        ), "SM", "井盖", 60, 600, "城管", ("部件",),
    ),
    Kind(
        _product(
            "sim-smoke", ("独立式烟感", "Smoke detector"), "safety", 600,
            _P(code="smoke", name="烟雾浓度", name_en="Smoke",
               unit="%", low=0, high=100, precision=1, every_s=600.0),
            _P(code="temperature", name="温度", name_en="Temperature",
               unit="Cel", low=-40, high=125, precision=1),
            _BATTERY,
        ), "SY", "烟感", 80, 600, "消防", ("消防",),
    ),
    Kind(
        _product(
            "sim-camera", ("视频监控", "Camera"), "safety", 300,
            _P(code="status", name="状态", name_en="Status", kind="enum", every_s=300.0,
               members=(sensing.Member(0, "ok", "正常"), sensing.Member(1, "blurred", "模糊"),
                        sensing.Member(2, "blocked", "遮挡"))),
            _P(code="people", name="画面人数", name_en="People in view", kind="integer",
               unit="1", low=0, high=5000),
        ), "SV", "视频点位", 40, 300, "公安", ("视频",),
    ),
    Kind(
        _product(
            "sim-muck-truck", ("渣土车定位终端", "Muck-truck terminal"), "traffic", 30,
            _P(code="load", name="载重", name_en="Load", unit="t", low=0, high=80, precision=1),
            _P(code="tarpaulin", name="篷布", name_en="Tarpaulin", kind="boolean"),
            moves=True,
        ), "ST", "渣土车", 20, 30, "城管", ("渣土车",),
    ),
    Kind(
        _product(
            "sim-air", ("噪声扬尘监测仪", "Noise and dust monitor"), "environment", 300,
            _P(code="pm25", name="PM2.5", name_en="PM2.5",
               unit="ug/m3", low=0, high=1000, precision=0, every_s=300.0),
            _P(code="pm10", name="PM10", name_en="PM10",
               unit="ug/m3", low=0, high=2000, precision=0),
            _P(code="noise", name="噪声", name_en="Noise",
               unit="dB[SPL]", low=20, high=140, precision=1),
        ), "SA", "扬尘噪声", 40, 300, "环境", ("工地",),
    ),
    Kind(
        _product(
            "sim-waterlogging", ("积水监测点", "Waterlogging point"), "safety", 120,
            _P(code="depth", name="积水深度", name_en="Depth",
               unit="cm", low=0, high=300, precision=0, every_s=120.0),
            _BATTERY,
        ), "SJ", "积水点", 16, 120, "水务", ("防汛",),
    ),
    Kind(
        _product(
            "sim-pump", ("排涝泵站", "Drainage pump"), "safety", 300,
            _P(code="running", name="运行", name_en="Running", kind="enum", every_s=300.0,
               members=(sensing.Member(0, "stopped", "停机"), sensing.Member(1, "running", "运行"),
                        sensing.Member(2, "fault", "故障"))),
            _P(code="flow", name="排水流量", name_en="Flow",
               unit="m3/s", low=0, high=60, precision=1),
            _P(code="start_level", name="启泵水位", name_en="Starting level", unit="m",
               low=0, high=10, precision=2, writable=True),
            functions=(
                sensing.Function(
                    code="run", name="启停", name_en="Start or stop", dangerous=True,
                    input={"running": sensing.Parameter(
                        name="动作", name_en="Action", kind="enum",
                        members=(sensing.Member(0, "stop", "停机"), sensing.Member(1, "start", "开机")),
                    )},
                ),
            ),
        ), "SP", "泵站", 8, 300, "水务", ("防汛",),
    ),
)  # fmt: skip
_BOX = sensing.ProductDraft(
    code="sim-gateway", name="边缘网关", name_en="Edge gateway", maker="演示", means="active"
)


async def ensure(database: Database) -> bool:
    """Register products and devices once; tell whether they are new. Areas must have polygons."""
    async with database.work(SYSTEM) as work:
        if _BOX.code in (await sensing.products(work.tx)).by_code:
            return False
        tree = await geography.areas(work.tx)
        grids = [a.code for a in tree.all() if a.level == "grid" and a.code in tree.polygons]
        if not grids:
            return False
        units = (await identity.directory(work.tx)).units()
        await sensing.save_product(work, _BOX)
        for kind in KINDS:
            await sensing.save_product(work, kind.product)
        box = sensing.DeviceDraft(code=GATEWAY, product=_BOX.code, name="模拟边缘网关")
        await sensing.save_devices(work, [box], state="in_service", reason="演示")
        random = np.random.default_rng(11)
        drafts = []
        for kind in KINDS:
            unit = next((u.code for u in units if kind.unit in u.name), None)
            for n in range(1, kind.count + 1):
                grid = grids[int(random.integers(len(grids)))]
                lon, lat = _point(tree.polygons[grid], random)
                drafts.append(
                    sensing.DeviceDraft(
                        code=f"{kind.prefix}{n:03d}",
                        product=kind.product.code,
                        name=f"{kind.name} {n:03d}",
                        lon=lon,
                        lat=lat,
                        unit=unit,
                        tags=kind.tags,
                        gateway=GATEWAY,
                        attributes=_guards(kind.prefix, n),
                    )
                )
        _, problems = await sensing.save_devices(work, drafts, state="in_service", reason="演示")
        assert not problems, problems[0][1]
    return True


def _guards(prefix: str, n: int) -> dict[str, str | float | bool | None]:
    """Return the guard levels of a river gauge: those of its own reach."""
    if prefix != "SW":
        return {}
    own = 3.4 + n % 5 * 0.2
    return {"guard_level": round(own, 2), "sure_level": round(own + 0.6, 2)}


def _point(area: shapely.Geometry, random: np.random.Generator) -> tuple[float, float]:
    west, south, east, north = area.bounds
    for _ in range(50):
        lon, lat = random.uniform(west, east), random.uniform(south, north)
        if shapely.contains_xy(area, lon, lat):
            return round(lon, 6), round(lat, 6)
    inside = area.representative_point()
    return round(inside.x, 6), round(inside.y, 6)
