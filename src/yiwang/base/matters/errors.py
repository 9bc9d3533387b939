"""Named errors of matters and responsibilities."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class MatterNotFoundError(YiwangError):
    """No entry of the catalogue has this key."""

    code = "matter_not_found"
    status = 404
    zh = "事项目录中没有“{key}”"
    en = "The catalogue has no matter {key!r}"


class MatterScopeError(YiwangError):
    """A lower level tries to redefine what a higher level defined."""

    code = "matter_scope"
    status = 409
    zh = "“{key}”已由上级目录定义，{area} 不能重新定义。"
    en = "{key!r} is defined by a higher level; {area} cannot redefine it."


class ResponsibilityNotFoundError(YiwangError):
    """No entry of the responsibility list has this id."""

    code = "responsibility_not_found"
    status = 404
    zh = "权责清单中没有条目“{key}”"
    en = "The responsibility list has no entry {key!r}"


class ResponsibilityStateError(YiwangError):
    """The step does not fit the state of the entry."""

    code = "responsibility_state"
    status = 409
    zh = "该权责条目现为“{status}”，不能{step_zh}。"
    en = "This entry is {status}; it cannot be {step_en}."


class SelfApprovalError(YiwangError):
    """An applicant tries to approve their own change."""

    code = "self_approval"
    status = 403
    zh = "申请人不能审批自己提交的权责变更。"
    en = "An applicant may not approve their own change."


class SheetInvalidError(YiwangError):
    """An imported sheet has errors; nothing was stored."""

    code = "sheet_invalid"
    status = 422
    zh = "表格有 {count} 处错误，未导入任何内容：{zh_first}"
    en = "The sheet has {count} errors and nothing was imported: {en_first}"
