"""Errors of the ground the system stands on: settings, the embedded database, storage, backup."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class SettingsError(YiwangError):
    """The configuration holds a key or a value that is not understood."""

    code = "settings_invalid"
    status = 500
    zh = "配置有误（{key}）：{why_zh}"
    en = "The configuration is wrong ({key}): {why_en}"


class DataInUseError(YiwangError):
    """Another process serves the same data folder."""

    code = "data_in_use"
    status = 409
    zh = (
        "数据目录 {folder} 正由进程 {pid} 使用，同一份数据不能同时启动两次。"
        "请先停止它，或用 --data 指定别的目录。"
    )
    en = (
        "The data folder {folder} is in use by process {pid}; the same data cannot be served twice. "
        "Stop that process first, or name another folder with --data."
    )


class DataFolderError(YiwangError):
    """The data folder cannot be used; the sentence says why."""

    code = "data_folder_refused"
    status = 500
    zh = "不能使用数据目录 {folder}：{why_zh}"
    en = "The data folder {folder} cannot be used: {why_en}"


class EmbeddedServerError(YiwangError):
    """The embedded database did not start or stop."""

    code = "embedded_server_failed"
    status = 500
    zh = "内置数据库失败：{why_zh}"
    en = "The embedded database failed: {why_en}"


class DatabaseVersionError(YiwangError):
    """The database server is too old."""

    code = "database_too_old"
    status = 500
    zh = "数据库版本是 {found}，至少需要 PostgreSQL {least}。"
    en = "The database server is version {found}; PostgreSQL {least} or newer is needed."


class SchemaForeignError(YiwangError):
    """The tables were made by another initial migration than this program's."""

    code = "schema_foreign"
    status = 500
    zh = (
        "这份数据的表结构由另一个（发布前的）程序版本建立，与本程序的初始结构不同，不能继续使用，数据未被改动。"
        "请用 --data 指定新的数据目录（或换一个空的数据库），或继续使用建立它的那个程序版本。"
    )
    en = (
        "The tables of these data were made by another (pre-release) version of the program, with another "
        "initial schema; they cannot be used and were left as they are. Name a new data folder with --data "
        "(or an empty database), or go on with the version that made them."
    )


class DatabaseUnreachableError(YiwangError):
    """No database answers at the configured address."""

    code = "database_unreachable"
    status = 503
    zh = "无法连接数据库：{why}"
    en = "The database cannot be reached: {why}"


class DiskFullError(YiwangError):
    """The reserve of free space is used up: nothing new is taken in, reading goes on."""

    code = "disk_full"
    status = 507
    zh = "磁盘空间不足：剩余 {free_mb} MB，低于保留的 {reserve_mb} MB。本次提交没有保存；查询不受影响。"
    en = (
        "The disk is full: {free_mb} MB free, below the reserve of {reserve_mb} MB. This submission was "
        "not stored; reading goes on."
    )


class BackupError(YiwangError):
    """A backup cannot be written, read or restored; the sentence says why."""

    code = "backup_failed"
    status = 500
    zh = "备份或恢复失败：{why_zh}"
    en = "Backup or restore failed: {why_en}"


class OutsideHostError(YiwangError):
    """The operator did not name this host as one that may be asked."""

    code = "outside_host"
    status = 422
    zh = "系统设置中没有允许访问 {host}。"
    en = "The settings do not allow asking {host}."


class OutsideAwayError(YiwangError):
    """An outside service does not answer, or says that it cannot."""

    code = "outside_away"
    status = 503
    zh = "外部服务 {host} 不可用：{why}"
    en = "The outside service {host} is not available: {why}"


class OutsideSlowError(YiwangError):
    """An outside service did not answer in time."""

    code = "outside_slow"
    status = 504
    zh = "外部服务 {host} 在 {seconds} 秒内没有答复。"
    en = "The outside service {host} did not answer within {seconds} seconds."


class OutsideGarbageError(YiwangError):
    """An outside service answered something that is not an answer."""

    code = "outside_garbage"
    status = 502
    zh = "外部服务 {host} 的答复不可用：{why}"
    en = "The answer of the outside service {host} cannot be used: {why}"


class OutsideRestingError(YiwangError):
    """An outside service failed again and again and is left alone for a while."""

    code = "outside_resting"
    status = 503
    zh = "外部服务 {host} 连续失败，已暂停访问，{seconds} 秒后再试。"
    en = "The outside service {host} failed again and again and is left alone for {seconds} seconds."


class OutsideRefusedError(YiwangError):
    """An outside service works, but did not take what it was asked."""

    code = "outside_refused"
    status = 422
    zh = "外部服务 {host} 拒绝了请求：{why}"
    en = "The outside service {host} refused the request: {why}"
