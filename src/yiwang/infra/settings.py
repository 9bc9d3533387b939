"""Settings: one TOML file and the environment; nothing else decides how the system runs.

Order, later wins: defaults, ``DIR/yiwang.toml`` (or ``--config``), variables ``YIWANG_<KEY>``, options of
the command line. An unknown key is an error that names it: a mistyped limit must not pass silently.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from yiwang.infra.errors import SettingsError

_PREFIX = "YIWANG_"
#: Variables of the same prefix that belong to a client command or to tests, not to the settings.
_OTHERS = {"YIWANG_TOKEN", "YIWANG_URL", "YIWANG_CONFIG", "YIWANG_PARENT"}
_TEST_PREFIX = "YIWANG_TEST_"
#: One host with its port, with or without http(s) before it; nothing that a policy would read as more.
_LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_ORIGIN = re.compile(rf"(https?://)?({_LABEL}(\.{_LABEL})*|\[[0-9a-f:]+\])(:\d{{1,5}})?")

Megabytes = Annotated[int, Field(ge=0, le=10_000_000)]


class Settings(BaseModel):
    """How one installation runs. Sizes are in MB, times in days where the name says so."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)

    data: Path = Path("var")
    database_url: str | None = Field(None, pattern=r"^postgres(ql)?://")
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    tls_cert: Path | None = None
    tls_key: Path | None = None
    workers: int = Field(default_factory=lambda: max(1, min(4, os.cpu_count() or 1)), ge=1, le=64)
    pool_size: int = Field(10, ge=2, le=100)
    media: Path | None = None
    keys: Path | None = None
    map_file: Path | None = None
    observations: Path | None = None
    facts: Path | None = None
    ledger_digest: str = Field("sha256", pattern="^(sha256|sm3)$")
    disk_reserve_mb: Megabytes = 256
    max_body_mb: Megabytes = 2
    max_upload_mb: Megabytes = 50
    max_import_mb: Megabytes = 2048
    outbox_keep_days: int = Field(7, ge=1, le=3650)
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$")
    debug_timing: bool = False
    public_burst: int = Field(20, ge=1, le=100_000)
    public_per_hour: int = Field(120, ge=1, le=10_000_000)
    public_url: str | None = None
    sms_gateway: str = Field("off", pattern="^(off|spool)$")
    open311_key_required: bool = True
    open311_jurisdiction: str | None = None
    open311_contact: str | None = None
    open_channels: str = Field("open311", pattern=r"^[a-z0-9_,]*$")
    trusted_proxies: str | None = None
    devices_host: str | None = None
    device_connections: int = Field(10_000, ge=1, le=1_000_000)
    mqtt_port: int = Field(0, ge=0, le=65535)
    mqtts_port: int = Field(0, ge=0, le=65535)
    jt808_port: int = Field(0, ge=0, le=65535)
    nats_url: str | None = Field(None, pattern=r"^(nats|tls)://")
    nats_stream: str = Field("yiwang", pattern=r"^[A-Za-z0-9_-]{1,60}$")
    nats_partitions: int = Field(4, ge=1, le=64)
    nats_replicas: int = Field(1, ge=1, le=5)
    nats_ca: Path | None = None
    wvp_url: str | None = Field(None, pattern=r"^https?://")
    wvp_user: str | None = None
    wvp_password: str | None = None
    stream_cameras: bool = False
    video_hosts: str | None = None
    inference_hosts: str | None = Field(None, pattern=r"^[A-Za-z0-9_.:,\[\]-]*$")
    inference_timeout_s: float = Field(10.0, gt=0, le=120)
    model_places: int = Field(2, ge=1, le=1000)
    llm_url: str | None = Field(None, pattern=r"^https?://[^\s?#@]+$")
    llm_model: str = Field("default", max_length=100)
    llm_key_file: Path | None = None
    llm_timeout_s: float = Field(30.0, gt=0, le=300)

    @model_validator(mode="after")
    def _tls_comes_in_pairs(self) -> Settings:
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("tls_cert and tls_key are set together or not at all")
        if self.mqtts_port and self.tls_cert is None:
            raise ValueError("mqtts_port needs tls_cert and tls_key")
        return self

    @field_validator("video_hosts")
    @classmethod
    def _hosts_are_hosts(cls, value: str | None) -> str | None:
        """Refuse what is no plain host: it becomes part of the pages' security policy."""
        for host in _listed(value):
            if _ORIGIN.fullmatch(host) is None:
                raise ValueError(f"{host!r} is no host, host:port or http(s)://host:port")
        return value

    @property
    def video_origins(self) -> tuple[str, ...]:
        """Return from where, besides this server, pages may play video."""
        return tuple(dict.fromkeys(_listed(self.video_hosts)))

    @property
    def has_doors(self) -> bool:
        """Tell whether devices may reach this installation other than by HTTP."""
        doors = (self.mqtt_port, self.mqtts_port, self.jt808_port, self.nats_url)
        return any(doors) or self.wvp_url is not None or self.stream_cameras

    @property
    def media_folder(self) -> Path:
        """Return where uploaded objects are kept: ``media``, or a folder in the data folder."""
        return (self.media or self.data / "media").absolute()

    @property
    def keys_folder(self) -> Path:
        """Return where the private signing keys are: ``keys``, or a folder in the data folder."""
        return (self.keys or self.data / "keys").absolute()

    @property
    def fonts_folder(self) -> Path:
        """Return where fonts for print are looked for besides those of the machine."""
        return (self.data / "fonts").absolute()

    @property
    def map_path(self) -> Path:
        """Return where the base map is: ``map_file``, or its place in the data folder."""
        return (self.map_file or self.data / "map" / "base.pmtiles").absolute()

    @property
    def observations_folder(self) -> Path:
        """Return where closed days of readings lie: ``observations``, or a folder in the data folder."""
        return (self.observations or self.data / "observations").absolute()

    @property
    def facts_folder(self) -> Path:
        """Return where facts of indicators lie as files: ``facts``, or a folder in the data folder."""
        return (self.facts or self.data / "facts").absolute()

    @property
    def sms_folder(self) -> Path | None:
        """Return where outgoing text messages are written as files; ``None``: none leave."""
        return None if self.sms_gateway == "off" else (self.data / "outbox-sms").absolute()

    @property
    def address(self) -> str:
        """Return the address that a browser on this machine opens."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 - compared
        return f"{'https' if self.tls_cert else 'http'}://{host}:{self.port}"

    def environment(self) -> dict[str, str]:
        """Return the variables that give a child process exactly these settings."""
        values = self.model_dump(mode="json", exclude_none=True)
        return {f"{_PREFIX}{key.upper()}": str(value) for key, value in values.items()}


def _listed(text: str | None) -> list[str]:
    return [part.strip().lower() for part in (text or "").split(",") if part.strip()]


def load(
    *,
    config: Path | None = None,
    environment: Mapping[str, str] | None = None,
    **options: Any,
) -> Settings:
    """Return the settings; ``options`` are those of the command line (``None``: not given).

    Raises ``settings_invalid`` with the offending key.
    """
    environment = os.environ if environment is None else environment
    given = {key: value for key, value in options.items() if value is not None}
    from_environment = _environment(environment)
    data = Path(given.get("data") or from_environment.get("data") or "var")
    explicit = config or (Path(environment["YIWANG_CONFIG"]) if "YIWANG_CONFIG" in environment else None)
    from_file = _file(explicit or data / "yiwang.toml", required=explicit is not None)
    try:
        return Settings.model_validate(from_file | from_environment | given)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "tls_cert"
        known = ", ".join(sorted(Settings.model_fields))
        unknown = first["type"] == "extra_forbidden"
        raise SettingsError(
            field=key,
            key=key,
            why_zh=f"没有这一项；可用的有 {known}" if unknown else first["msg"],
            why_en=f"there is no such key; known are {known}" if unknown else first["msg"],
        ) from None


def _environment(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name[len(_PREFIX) :].lower(): value
        for name, value in environment.items()
        if name.startswith(_PREFIX) and name not in _OTHERS and not name.startswith(_TEST_PREFIX)
    }


def _file(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        with path.open("rb") as source:
            return tomllib.load(source)
    except FileNotFoundError:
        if required:
            raise SettingsError(key=str(path), why_zh="文件不存在", why_en="there is no such file") from None
        return {}
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(key=str(path), why_zh=str(error), why_en=str(error)) from None
