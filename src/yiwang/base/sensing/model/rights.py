"""Who may look at devices and what they say, and who may change them."""

from __future__ import annotations

from yiwang.kernel.actor import ROLES
from yiwang.kernel.permissions import permission

_WORK = tuple(role for role in ROLES if role not in {"security", "auditor"})

SEE_DEVICES = permission("sensing.see", "查看感知设备与数据", "see devices and what they say", *_WORK)
CHANGE_DEVICES = permission("sensing.change", "管理感知设备", "manage devices", "admin", "dispatcher")
CHANGE_PRODUCTS = permission("sensing.products", "管理产品与物模型", "manage products", "admin")
MANAGE_KEYS = permission("sensing.keys", "管理设备密钥", "manage the keys of devices", "admin", "security")
ASK_USE = permission("sensing.ask", "申请使用他单位设备", "ask to use devices of another unit", *_WORK)
DECIDE_USE = permission(
    "sensing.decide", "审批设备使用", "decide who may use devices", "admin", "dispatcher", "leader"
)
