"""Named errors of an edge node."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class NotEnrolledError(YiwangError):
    """The folder holds no credentials."""

    code = "edge_not_enrolled"
    status = 409
    zh = "目录 {folder} 尚未接入中心，请先运行 yiwang edge enrol。"
    en = "The folder {folder} is not enrolled: run yiwang edge enrol first."


class FolderTakenError(YiwangError):
    """Another process works in the folder."""

    code = "edge_folder_taken"
    status = 409
    zh = "目录 {folder} 正被另一个进程使用。"
    en = "Another process uses the folder {folder}."


class CentreAwayError(YiwangError):
    """The centre cannot be reached, or cannot take anything now. ``seconds``: try again after these."""

    code = "edge_centre_away"
    status = 503
    zh = "中心暂不可用：{why}"
    en = "The centre is not available: {why}"


class CentreRefusedError(YiwangError):
    """The centre answered no; ``answer`` is its status."""

    code = "edge_centre_refused"
    status = 502
    zh = "中心拒绝：{answer} {why}"
    en = "The centre said no: {answer} {why}"


class AddressError(YiwangError):
    """Secrets travel only where nobody listens."""

    code = "edge_address"
    status = 422
    zh = "中心地址须为 https（本机除外）：{url}"
    en = "The centre's address must be https (except on this machine): {url}"
