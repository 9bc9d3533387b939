"""Named errors of indicators."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class FormulaError(YiwangError):
    """A condition or formula cannot be read, names something unknown, or joins what does not go together."""

    code = "indicator_formula"
    status = 422
    zh = "公式有误：{why_zh}"
    en = "Wrong formula: {why_en}"


class DefinitionError(YiwangError):
    """A definition does not hold together."""

    code = "indicator_definition"
    status = 422
    zh = "指标“{name}”的定义有误：{why_zh}"
    en = "Indicator {name!r} is defined wrongly: {why_en}"


class IndicatorNotFoundError(YiwangError):
    """There is no such indicator, or not this version of it."""

    code = "indicator_not_found"
    status = 404
    zh = "没有指标“{name}”。"
    en = "There is no indicator {name!r}."


class PeriodError(YiwangError):
    """The text is no period."""

    code = "indicator_period"
    status = 422
    zh = "“{text}”不是统计周期：可用 2016、2016-Q4、2016-12、2016-W50、2016-12-05 或 2016-12-01..2016-12-15。"
    en = "{text!r} is no period: use 2016, 2016-Q4, 2016-12, 2016-W50, 2016-12-05 or 2016-12-01..2016-12-15."


class OutOfSightError(YiwangError):
    """The caller may not see figures of that area or unit."""

    code = "indicator_out_of_sight"
    status = 404
    zh = "没有{what_zh}“{key}”，或您无权查看其指标。"
    en = "There is no {what_en} {key!r}, or you may not see its figures."


class SourceNotFoundError(YiwangError):
    """There is no such source, it takes no such data, or the caller has nothing to do with it."""

    code = "indicator_source_not_found"
    status = 404
    zh = "没有数据来源“{name}”，或它不收这样的数据。"
    en = "There is no source {name!r}, or it takes no such data."


class FilesError(YiwangError):
    """The files of facts are not there or cannot be read; the database can still answer."""

    code = "indicator_files"
    status = 503
    zh = "指标事实文件无法读取：{why}。可运行 yiwang indicators export 重新生成。"
    en = "The files of facts cannot be read: {why}. Make them anew with: yiwang indicators export."


class NotDecomposableError(YiwangError):
    """A change of this indicator is not the sum of what its parts give."""

    code = "indicator_not_decomposable"
    status = 422
    zh = "指标“{code}”的变化无法分解：{why_zh}。"
    en = "The change of {code!r} cannot be divided: {why_en}."
