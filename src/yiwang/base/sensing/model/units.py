"""Units of measurement: the UCUM codes that sensors of a city use, and the way between them.

Codes are those of the Unified Code for Units of Measure (case sensitive). The table is short on purpose:
a code that is not in it is refused, because a unit that nobody can convert is a comment, not a unit.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Unit(NamedTuple):
    """A unit: what it measures, and how a value becomes one of the dimension's base unit.

    ``base = value * factor + offset``.
    """

    dimension: str
    factor: float
    offset: float = 0.0


_K: Final = 273.15
_NUMBER, _LENGTH, _TIME, _SPEED, _MASS, _VOLUME = "number", "length", "time", "speed", "mass", "volume"
_FLOW, _PRESSURE, _TEMPERATURE, _POWER, _ENERGY = "flow", "pressure", "temperature", "power", "energy"
_CONTENT, _VOLTAGE, _CURRENT, _ANGLE, _LIGHT = "content", "voltage", "current", "angle", "illuminance"
_FREQUENCY, _RATE, _RAIN, _AREA, _DATA = "frequency", "count rate", "rain", "area", "data"

#: UCUM code → unit. Base units: 1, m, s, m/s, kg, m3, m3/s, Pa, K, W, J, kg/m3, V, A, rad, lx, Hz.
UNITS: Final[dict[str, Unit]] = {
    "1": Unit(_NUMBER, 1),
    "%": Unit(_NUMBER, 0.01),
    "[ppth]": Unit(_NUMBER, 1e-3),
    "[ppm]": Unit(_NUMBER, 1e-6),
    "[ppb]": Unit(_NUMBER, 1e-9),
    "nm": Unit(_LENGTH, 1e-9),
    "um": Unit(_LENGTH, 1e-6),
    "mm": Unit(_LENGTH, 1e-3),
    "cm": Unit(_LENGTH, 1e-2),
    "dm": Unit(_LENGTH, 0.1),
    "m": Unit(_LENGTH, 1),
    "km": Unit(_LENGTH, 1e3),
    "[in_i]": Unit(_LENGTH, 0.0254),
    "[ft_i]": Unit(_LENGTH, 0.3048),
    "us": Unit(_TIME, 1e-6),
    "ms": Unit(_TIME, 1e-3),
    "s": Unit(_TIME, 1),
    "min": Unit(_TIME, 60),
    "h": Unit(_TIME, 3600),
    "d": Unit(_TIME, 86_400),
    "mm/s": Unit(_SPEED, 1e-3),
    "cm/s": Unit(_SPEED, 1e-2),
    "m/s": Unit(_SPEED, 1),
    "km/h": Unit(_SPEED, 1 / 3.6),
    "[kn_i]": Unit(_SPEED, 1852 / 3600),
    "[mi_i]/h": Unit(_SPEED, 1609.344 / 3600),
    "mm/min": Unit(_RAIN, 60),
    "mm/h": Unit(_RAIN, 1),
    "mm/d": Unit(_RAIN, 1 / 24),
    "mg": Unit(_MASS, 1e-6),
    "g": Unit(_MASS, 1e-3),
    "kg": Unit(_MASS, 1),
    "t": Unit(_MASS, 1e3),
    "m2": Unit(_AREA, 1),
    "km2": Unit(_AREA, 1e6),
    "har": Unit(_AREA, 1e4),
    "mL": Unit(_VOLUME, 1e-6),
    "L": Unit(_VOLUME, 1e-3),
    "m3": Unit(_VOLUME, 1),
    "L/s": Unit(_FLOW, 1e-3),
    "L/min": Unit(_FLOW, 1e-3 / 60),
    "m3/s": Unit(_FLOW, 1),
    "m3/h": Unit(_FLOW, 1 / 3600),
    "m3/d": Unit(_FLOW, 1 / 86_400),
    "Pa": Unit(_PRESSURE, 1),
    "hPa": Unit(_PRESSURE, 100),
    "kPa": Unit(_PRESSURE, 1e3),
    "MPa": Unit(_PRESSURE, 1e6),
    "mbar": Unit(_PRESSURE, 100),
    "bar": Unit(_PRESSURE, 1e5),
    "m[H2O]": Unit(_PRESSURE, 9806.65),
    "mm[Hg]": Unit(_PRESSURE, 133.322387415),
    "K": Unit(_TEMPERATURE, 1),
    "Cel": Unit(_TEMPERATURE, 1, _K),
    "[degF]": Unit(_TEMPERATURE, 5 / 9, _K - 32 * 5 / 9),
    "mW": Unit(_POWER, 1e-3),
    "W": Unit(_POWER, 1),
    "kW": Unit(_POWER, 1e3),
    "MW": Unit(_POWER, 1e6),
    "J": Unit(_ENERGY, 1),
    "kJ": Unit(_ENERGY, 1e3),
    "MJ": Unit(_ENERGY, 1e6),
    "W.h": Unit(_ENERGY, 3600),
    "kW.h": Unit(_ENERGY, 3.6e6),
    "MW.h": Unit(_ENERGY, 3.6e9),
    "ug/m3": Unit(_CONTENT, 1e-9),
    "mg/m3": Unit(_CONTENT, 1e-6),
    "g/m3": Unit(_CONTENT, 1e-3),
    "kg/m3": Unit(_CONTENT, 1),
    "ug/L": Unit(_CONTENT, 1e-6),
    "mg/L": Unit(_CONTENT, 1e-3),
    "g/L": Unit(_CONTENT, 1),
    "mV": Unit(_VOLTAGE, 1e-3),
    "V": Unit(_VOLTAGE, 1),
    "kV": Unit(_VOLTAGE, 1e3),
    "mA": Unit(_CURRENT, 1e-3),
    "A": Unit(_CURRENT, 1),
    "kA": Unit(_CURRENT, 1e3),
    "rad": Unit(_ANGLE, 1),
    "deg": Unit(_ANGLE, 0.017453292519943295),
    "lx": Unit(_LIGHT, 1),
    "klx": Unit(_LIGHT, 1e3),
    "Hz": Unit(_FREQUENCY, 1),
    "kHz": Unit(_FREQUENCY, 1e3),
    "MHz": Unit(_FREQUENCY, 1e6),
    "/s": Unit(_RATE, 1),
    "/min": Unit(_RATE, 1 / 60),
    "/h": Unit(_RATE, 1 / 3600),
    "By": Unit(_DATA, 1),
    "kBy": Unit(_DATA, 1e3),
    "MBy": Unit(_DATA, 1e6),
    "GBy": Unit(_DATA, 1e9),
    # of these no other is converted into: logarithms, scales and doses
    "dB": Unit("level", 1),
    "dB[SPL]": Unit("sound level", 1),
    "dB[mW]": Unit("signal level", 1),
    "[pH]": Unit("acidity", 1),
    "[NTU]": Unit("turbidity", 1),
    "uS/cm": Unit("conductivity", 1e-4),
    "mS/cm": Unit("conductivity", 0.1),
    "S/m": Unit("conductivity", 1),
    "nSv/h": Unit("dose rate", 1e-3),
    "uSv/h": Unit("dose rate", 1),
    "W/m2": Unit("irradiance", 1),
    "VA": Unit("apparent power", 1),
    "kVA": Unit("apparent power", 1e3),
    "Ohm": Unit("resistance", 1),
    "kOhm": Unit("resistance", 1e3),
    "m/s2": Unit("acceleration", 1),
    "mm/s2": Unit("acceleration", 1e-3),
    "[g]": Unit("acceleration", 9.80665),
    "N": Unit("force", 1),
    "kN": Unit("force", 1e3),
    "N.m": Unit("torque", 1),
}

#: What the dimensions are called in Chinese.
DIMENSIONS: Final[dict[str, str]] = {
    _NUMBER: "数与比例", _LENGTH: "长度", _TIME: "时间", _SPEED: "速度", _MASS: "质量", _VOLUME: "体积",
    _FLOW: "流量", _PRESSURE: "压力", _TEMPERATURE: "温度", _POWER: "功率", _ENERGY: "能量",
    _CONTENT: "浓度", _VOLTAGE: "电压", _CURRENT: "电流", _ANGLE: "角度", _LIGHT: "照度",
    _FREQUENCY: "频率", _RATE: "计数率", _RAIN: "雨强", _AREA: "面积", _DATA: "数据量", "level": "级差",
    "sound level": "声级", "signal level": "信号电平", "acidity": "酸碱度", "turbidity": "浊度",
    "conductivity": "电导率", "dose rate": "剂量率", "irradiance": "辐照度", "apparent power": "视在功率",
    "resistance": "电阻", "acceleration": "加速度", "force": "力", "torque": "力矩",
}  # fmt: skip

#: How people write units → their UCUM code.
_MEANT: Final[dict[str, str]] = {
    "": "1", "℃": "Cel", "°C": "Cel", "度": "deg", "°": "deg", "℉": "[degF]", "°F": "[degF]", "％": "%",
    "µm": "um", "μm": "um", "µg/m³": "ug/m3", "μg/m³": "ug/m3", "µg/m3": "ug/m3", "μg/m3": "ug/m3",
    "mg/m³": "mg/m3", "g/m³": "g/m3", "kg/m³": "kg/m3", "m³": "m3", "m²": "m2", "km²": "km2",
    "m³/s": "m3/s", "m³/h": "m3/h", "m³/d": "m3/d", "µg/L": "ug/L", "μg/L": "ug/L", "µS/cm": "uS/cm",
    "μS/cm": "uS/cm", "µSv/h": "uSv/h", "μSv/h": "uSv/h", "W/m²": "W/m2", "m/s²": "m/s2", "Ω": "Ohm",
    "kΩ": "kOhm", "kWh": "kW.h", "kW·h": "kW.h", "Wh": "W.h", "MWh": "MW.h", "N·m": "N.m", "ppm": "[ppm]",
    "ppb": "[ppb]", "pH": "[pH]", "NTU": "[NTU]", "mmHg": "mm[Hg]", "mH2O": "m[H2O]", "dBm": "dB[mW]",
    "L/M": "L/min", "kph": "km/h", "kmh": "km/h", "ha": "har", "l": "L", "ml": "mL", "米": "m",
    "厘米": "cm", "毫米": "mm", "公里": "km", "千米": "km", "秒": "s", "分钟": "min", "小时": "h",
    "天": "d", "米/秒": "m/s", "千米/时": "km/h", "公里/小时": "km/h", "克": "g", "千克": "kg",
    "公斤": "kg", "吨": "t", "升": "L", "立方米": "m3", "平方米": "m2", "帕": "Pa", "千帕": "kPa",
    "兆帕": "MPa", "伏": "V", "安": "A", "瓦": "W", "千瓦": "kW", "千瓦时": "kW.h", "勒克斯": "lx",
    "赫兹": "Hz", "分贝": "dB", "个": "1", "次": "1", "人": "1", "辆": "1", "无": "1", "百分比": "%",
}  # fmt: skip


def meant_by(text: str) -> str | None:
    """Return the code that somebody who wrote ``text`` most likely means, ``None`` where nothing is near."""
    said = text.strip()
    if said in UNITS:
        return said
    if said in _MEANT:
        return _MEANT[said]
    near = [code for code in UNITS if code.lower() == said.lower()]
    return near[0] if len(near) == 1 else None


def conversion(source: str, target: str) -> tuple[float, float] | None:
    """Return ``(factor, offset)`` such that ``target = source * factor + offset``.

    ``None`` where one of the codes is unknown or they measure different things.
    """
    if source == target:
        return 1.0, 0.0
    a, b = UNITS.get(source), UNITS.get(target)
    if a is None or b is None or a.dimension != b.dimension:
        return None
    return a.factor / b.factor, (a.offset - b.offset) / b.factor
