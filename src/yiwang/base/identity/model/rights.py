"""The rights that identity guards."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

CHANGE_ORGANISATION = permission(
    "identity.organisation", "维护单位、岗位与人员", "change units, posts and persons", "admin"
)
SEE_CONTACTS = permission(
    "identity.contacts",
    "查看人员联系方式（留痕）",
    "see contact data of persons (recorded)",
    "admin",
    "dispatcher",
    "supervisor",
)
ERASE_PERSON = permission("identity.erase", "删除个人资料", "erase personal data", "security")
MANAGE_ACCOUNTS = permission(
    "identity.accounts",
    "管理账号、角色、令牌与登录链接",
    "manage accounts, roles, tokens and links",
    "security",
)
SEE_ACCOUNTS = permission(
    "identity.accounts.see", "查看账号与角色", "see accounts and their roles", "security", "auditor"
)
