"""Diagnostics as text for people, and as JSON, SARIF, workflow annotations and JUnit for machines; builds as Markdown. All are strings."""

from leafletgen.build.reports.github import github_report
from leafletgen.build.reports.junit import junit_report
from leafletgen.build.reports.records import json_report
from leafletgen.build.reports.sarif import sarif_report
from leafletgen.build.reports.summary import build_summary
from leafletgen.build.reports.text import count_line, text_report

__all__ = ["build_summary", "count_line", "github_report", "json_report", "junit_report", "sarif_report", "text_report"]
