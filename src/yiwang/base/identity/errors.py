"""Named errors of identity."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class SignInRefusedError(YiwangError):
    """Name and password, or link, do not open a session; which of them is wrong is not said."""

    code = "sign_in_refused"
    status = 401
    zh = "账号或密码不正确，或登录链接已失效。"
    en = "The name or password is wrong, or the link is no longer valid."


class SignInLockedError(YiwangError):
    """Too many failed attempts for this account or address."""

    code = "sign_in_locked"
    status = 429
    zh = "失败次数过多，请在 {minutes} 分钟后重试，或请安全管理员发放登录链接。"
    en = "Too many failures; try again in {minutes} minutes or ask the security administrator for a link."


class WeakPasswordError(YiwangError):
    """The new password does not meet the rules."""

    code = "weak_password"
    status = 422
    zh = "密码不符合要求：{why_zh}。"
    en = "The password does not meet the rules: {why_en}."


class RolesSeparatedError(YiwangError):
    """三员分立: the roles admin, security and auditor exclude each other."""

    code = "roles_separated"
    status = 409
    zh = "三员分立：系统管理员、安全管理员、安全审计员不能由同一账号或同一人兼任（{roles}）。"
    en = "Administrator, security administrator and auditor must be different people ({roles})."


class OwnAccountError(YiwangError):
    """Nobody changes the rights of the account they are using."""

    code = "own_account"
    status = 403
    zh = "不能更改自己正在使用的账号的角色或状态。"
    en = "You cannot change the roles or status of the account you are using."


class StillUsedError(YiwangError):
    """A unit or post that others hang on cannot be retired."""

    code = "still_used"
    status = 409
    zh = "“{code}”仍被 {users} 使用，不能停用。"
    en = "{code!r} is still used by {users} and cannot be retired."
