"""Named errors of the base map."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class MapSourceError(YiwangError):
    """A source of the map cannot be used; the sentence says why and what to do."""

    code = "map_source_invalid"
    status = 422
    zh = "地图源文件“{file}”无法使用：{why_zh}"
    en = "The map source {file!r} cannot be used: {why_en}"


class MapLayerUnknownError(YiwangError):
    """Nobody can tell which layer of the map a source belongs to."""

    code = "map_layer_unknown"
    status = 422
    zh = "不知道“{file}”属于哪个图层。请写成“图层=文件”，图层可用：{known}。"
    en = "It is not known which layer {file!r} belongs to. Write LAYER=FILE; layers are: {known}."


class MapFileInvalidError(YiwangError):
    """A file is no PMTiles map that can be read."""

    code = "map_file_invalid"
    status = 422
    zh = "“{file}”不是可用的 PMTiles 地图：{why}"
    en = "{file!r} is no usable PMTiles map: {why}"


class MapReaderMissingError(YiwangError):
    """The library that reads this format is not installed."""

    code = "map_reader_missing"
    status = 501
    zh = "读取 {format} 需要 pyogrio，请安装：pip install 'yiwang[map]'。"
    en = "Reading {format} needs pyogrio; install it: pip install 'yiwang[map]'."
