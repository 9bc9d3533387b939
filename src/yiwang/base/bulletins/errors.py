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
