"""A second try for tests that drive a browser, and the word that they needed it.

A real browser on a busy machine can lose a key or a click between two drawings of a page. Such a test is done
once more; what passes then is named in the summary, so that it is looked at and not forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from _pytest.runner import runtestprotocol

_MARK = "second_try"


def done(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Do ``item``, once more if it fails; report the last try only."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if any(report.failed for report in reports):
        first = next(str(report.longreprtext) for report in reports if report.failed)
        item._initrequest()  # type: ignore[attr-defined]  # its fixtures are made anew
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        failed = [report for report in reports if report.failed]
        for report in failed:
            report.sections.append(("the first try", first))
        if not failed:
            reports[-1].user_properties.append((_MARK, first.strip().splitlines()[-1]))
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def told(reports: Sequence[pytest.TestReport]) -> list[str]:
    """Return a line for each test that passed at the second try only."""
    return [
        f"{report.nodeid}: {value}"
        for report in reports
        for name, value in report.user_properties
        if name == _MARK
    ]
