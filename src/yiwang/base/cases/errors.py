"""Named errors of cases: the door's part that clients see."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class CaseNotFoundError(YiwangError):
    """No case visible to the caller has this number."""

    code = "case_not_found"
    status = 404
    zh = "没有案件 {number}，或您无权查看。"
    en = "There is no case {number}, or you may not see it."


class IllegalMoveError(YiwangError):
    """The action does not exist in the case's present stage or side state."""

    code = "illegal_move"
    status = 409
    zh = "案件 {number} 处于“{stage_zh}”，不能“{action_zh}”。"
    en = "Case {number} is in stage {stage!r}; {action!r} is not possible there."


class UnknownActionError(YiwangError):
    """The flow of the case has no such action."""

    code = "unknown_action"
    status = 404
    zh = "流程中没有动作“{action}”。"
    en = "The flow has no action {action!r}."


class RoleRefusedError(YiwangError):
    """The caller's roles do not include one that may do this action."""

    code = "role_refused"
    status = 403
    zh = "“{action_zh}”须由{roles_zh}办理。"
    en = "{action!r} needs one of the roles: {roles}."


class NotYourTaskError(YiwangError):
    """The task belongs to another unit."""

    code = "not_your_task"
    status = 403
    zh = "该任务由单位 {unit} 承办，您不能办理。"
    en = "The task belongs to unit {unit}; you cannot act on it."


class NoSuchTaskError(YiwangError):
    """The case has no live task that fits."""

    code = "no_such_task"
    status = 409
    zh = "案件没有可办理的任务（{kinds}）。"
    en = "The case has no live task of kind {kinds}."


class GuardRefusedError(YiwangError):
    """A condition that the flow sets for this action does not hold."""

    code = "guard_refused"
    status = 409
    zh = "暂不能“{action_zh}”：{why_zh}"
    en = "{action!r} is refused: {why_en}"


class EvidenceMissingError(YiwangError):
    """The matter demands evidence of the work, and none comes with the result."""

    code = "evidence_missing"
    status = 422
    zh = "该事项要求处置证据，请附上处置后的照片或文件。"
    en = "The matter demands evidence of the work: attach pictures or files of its result."


class StaleCaseError(YiwangError):
    """The case changed since the caller looked at it."""

    code = "stale_case"
    status = 409
    zh = "案件已被他人更新（现为第 {version} 版），请刷新后再办。"
    en = "The case has changed (now version {version}); reload and try again."


class ActConflictError(YiwangError):
    """The idempotency key was used by its caller for another act on the case."""

    code = "act_conflict"
    status = 409
    zh = "这个操作标识已经用于另一个操作，请重新操作。"
    en = "This key was used for another act; act again with a new one."


class NotJoinableError(YiwangError):
    """The case takes in no further reports of the public."""

    code = "not_joinable"
    status = 409
    zh = "这个问题已经办结或不再公开，请另行反映。"
    en = "This problem is closed or no longer public; please report it anew."


class UnknownVoterError(YiwangError):
    """What stands for the voter was not made here."""

    code = "unknown_voter"
    status = 403
    zh = "这台设备的附议凭据无效，请重新取得。"
    en = "What stands for this device is not valid; ask for it anew."


class UnknownUnitError(YiwangError):
    """A unit code that the directory does not know."""

    code = "unknown_unit"
    status = 422
    zh = "没有单位“{unit}”。"
    en = "There is no unit {unit!r}."


class UnknownMatterError(YiwangError):
    """A matter that is not a published leaf of the catalogue."""

    code = "unknown_matter"
    status = 422
    zh = "“{matter}”不是目录中已发布的事项。"
    en = "{matter!r} is not a published matter of the catalogue."


class NoUniqueUnitError(YiwangError):
    """No unit was named and the responsibility list gives no single one."""

    code = "no_unique_unit"
    status = 422
    zh = "权责清单没有给出唯一的主办单位，请指定单位。"
    en = "The responsibility list gives no single unit; name one."


class ReturnLimitError(YiwangError):
    """The case was returned as often as the flow allows; a consultation must decide."""

    code = "return_limit"
    status = 409
    zh = "该案件已退回 {limit} 次，达到上限，请发起会商裁决。"
    en = "The case was returned {limit} times, which is the limit; call a consultation."


class ReturnWindowError(YiwangError):
    """The window for returning a task is over."""

    code = "return_window"
    status = 409
    zh = "退回时限已过（{due} 前可退）。"
    en = "The window for returning ended at {due}."


class RulingBindsError(YiwangError):
    """A consultation ruled whose case it is; that cannot be returned."""

    code = "ruling_binds"
    status = 409
    zh = "会商裁决对各方有约束力，不能退回。"
    en = "The consultation's ruling binds; the case cannot be returned."


class ExtensionTooLateError(YiwangError):
    """An extension can only be asked for before the deadline."""

    code = "extension_too_late"
    status = 409
    zh = "延期须在到期前申请，该时限已到期。"
    en = "An extension must be asked for before the deadline; it has passed."


class NoClockError(YiwangError):
    """There is no running clock that the action could work on."""

    code = "no_clock"
    status = 409
    zh = "没有可延期的时限（{kind}）。"
    en = "There is no running clock {kind!r}."


class NothingPendingError(YiwangError):
    """Nothing waits for this decision or answer."""

    code = "nothing_pending"
    status = 409
    zh = "没有待处理的{what_zh}。"
    en = "No {what_en} is pending."


class MergeRefusedError(YiwangError):
    """Two cases cannot be merged as asked."""

    code = "merge_refused"
    status = 409
    zh = "不能合并：{why_zh}"
    en = "Cannot merge: {why_en}"


class InvalidNumberError(YiwangError):
    """A text is not a case number: wrong length, wrong check digit, impossible date."""

    code = "invalid_number"
    status = 422
    zh = "案件编号“{number}”无效：{why_zh}。"
    en = "{number!r} is not a case number: {why_en}."


class NumbersExhaustedError(YiwangError):
    """An area, source and day have no serial left; the report stays stored and waits."""

    code = "numbers_exhausted"
    status = 503
    zh = "区域 {area}、来源 {source} 在 {day} 的编号已用完，来件已保存，待处理。"
    en = "No case number is left for area {area}, source {source} on {day}; the report is kept and waits."


class ReportConflictError(YiwangError):
    """The source used this id before for another content."""

    code = "report_conflict"
    status = 409
    zh = "来源“{source}”已用编号“{external_id}”报过不同的内容，本次提交没有保存。"
    en = "Source {source!r} already used id {external_id!r} for another content; nothing was stored."


class UnknownSourceError(YiwangError):
    """A source or channel that is not registered."""

    code = "unknown_channel"
    status = 422
    zh = "没有登记的{what_zh}“{key}”。"
    en = "There is no {what_en} {key!r}."


class ReportNotFoundError(YiwangError):
    """No report visible to the caller has this id."""

    code = "report_not_found"
    status = 404
    zh = "没有来件 {key}，或您无权查看。"
    en = "There is no report {key}, or you may not see it."


class ReceiptRefusedError(YiwangError):
    """The number and the receipt secret do not belong together, or there is no such case."""

    code = "receipt_refused"
    status = 404
    zh = "编号与查询码不匹配。"
    en = "The number and the receipt secret do not belong together."


class NotRatableError(YiwangError):
    """The case cannot be rated or supplemented in its present stage."""

    code = "not_ratable"
    status = 409
    zh = "案件现处于“{stage_zh}”，不能{what_zh}。"
    en = "The case is in stage {stage!r}; it cannot be {what_en} now."


class ExportTooLargeError(YiwangError):
    """The filter gives more rows than one workbook may hold."""

    code = "export_too_large"
    status = 422
    zh = "筛选结果超过 {limit} 行，请缩小范围后再导出。"
    en = "The filter gives more than {limit} rows; narrow it before exporting."


class ImportNotFoundError(YiwangError):
    """There is no import with this id."""

    code = "import_not_found"
    status = 404
    zh = "没有编号为 {key} 的导入。"
    en = "There is no import {key}."


class ImportBusyError(YiwangError):
    """Another import of the same source is writing now."""

    code = "import_busy"
    status = 409
    zh = "来源“{source}”的另一次导入正在进行，请稍后再试。"
    en = "Another import of the source {source!r} is running; try again later."


class ImportTouchedError(YiwangError):
    """Something was done on cases of the import, so it cannot be taken back."""

    code = "import_touched"
    status = 409
    zh = "不能撤回导入：已有 {count} 件案件被办理过（{numbers}）。"
    en = "The import cannot be taken back: {count} of its cases were worked on ({numbers})."


class ImportStateError(YiwangError):
    """The import was taken back already."""

    code = "import_undone"
    status = 409
    zh = "该导入已经撤回。"
    en = "The import was taken back already."


class TooManySavedViewsError(YiwangError):
    """A person keeps more saved views than anybody finds again."""

    code = "too_many_saved_views"
    status = 409
    zh = "最多保存 {limit} 个视图，请先删除不用的。"
    en = "At most {limit} views are kept; delete one that is not used first."


class TooFewVerdictsError(YiwangError):
    """People judged too few pairs for the matcher of duplicates to learn from."""

    code = "too_few_verdicts"
    status = 409
    zh = "判断还不够学习：相同 {same} 对、不同 {different} 对，各需至少 {needed} 对。"
    en = "Too few verdicts to learn from: {same} same, {different} different, {needed} of each are needed."


class NoSuchPairError(YiwangError):
    """The two cases are not suggested as duplicates, or somebody has judged them already."""

    code = "no_such_pair"
    status = 404
    zh = "这两件案件没有待判断的重复建议。"
    en = "No open suggestion says that these two cases are about the same thing."
