"""Named errors of bulletins."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class TemplateError(YiwangError):
    """A template does not hold together: the block and what is wrong in it are named."""

    code = "bulletin_template"
    status = 422
    zh = "模板“{name}”{where_zh}有误：{why_zh}"
    en = "Template {name!r} is wrong{where_en}: {why_en}"


class TemplateNotFoundError(YiwangError):
    """There is no such template, or not this version of it."""

    code = "bulletin_template_not_found"
    status = 404
    zh = "没有简报模板“{name}”。"
    en = "There is no bulletin template {name!r}."


class BulletinPeriodError(YiwangError):
    """The template is made for periods of another length."""

    code = "bulletin_period"
    status = 422
    zh = "模板“{name}”按{every_zh}编制，“{period}”不是这样的周期。"
    en = "Template {name!r} is made by the {every_en}: {period!r} is none."


class FormError(YiwangError):
    """A bulletin cannot be written as that."""

    code = "bulletin_form"
    status = 422
    zh = "不能生成“{form}”：可用 docx、pdf、xlsx、html。"
    en = "A bulletin cannot be written as {form!r}: use docx, pdf, xlsx or html."


class BulletinNotFoundError(YiwangError):
    """There is no such bulletin, or the caller may not see it."""

    code = "bulletin_not_found"
    status = 404
    zh = "没有这份简报，或您无权查看。"
    en = "There is no such bulletin, or you may not see it."


class BulletinStateError(YiwangError):
    """In this state that cannot be done."""

    code = "bulletin_state"
    status = 409
    zh = "简报当前为“{state_zh}”，不能这样做。"
    en = "The bulletin is {state_en}: that cannot be done now."


class BulletinOwnError(YiwangError):
    """Who wrote or edited a bulletin does not approve it."""

    code = "bulletin_own"
    status = 403
    zh = "编制或修改过本期简报的人不能审定，须由他人审定。"
    en = "Who wrote or edited a bulletin does not approve it: somebody else must."


class BulletinBlockError(YiwangError):
    """That part of a bulletin holds figures or is not there: only words can be changed."""

    code = "bulletin_block"
    status = 422
    zh = "这一部分不能改写：只能修改文字段落和标题，不能修改表格和图。"
    en = "That part cannot be rewritten: only paragraphs and headings can, not tables and charts."
