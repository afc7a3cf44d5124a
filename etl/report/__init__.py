"""Country reports: their workbook's template, reading and checks, and the tables they become."""

from etl.report.check import CheckResult, check_file
from etl.report.problem import Problem
from etl.report.read import read_workbook
from etl.report.tables import read_reports, report_files
from etl.report.template import write_template, write_workbook
from etl.report.workbook import Report, Row, Words

__all__ = [
    "CheckResult",
    "Problem",
    "Report",
    "Row",
    "Words",
    "check_file",
    "read_reports",
    "read_workbook",
    "report_files",
    "write_template",
    "write_workbook",
]
