"""Diagnostics as reports: text for people, JSON, SARIF, workflow annotations and JUnit for machines. Each returns a string."""

from leafletgen.build.reports.github import github_report
from leafletgen.build.reports.junit import junit_report
from leafletgen.build.reports.records import json_report
from leafletgen.build.reports.sarif import sarif_report
from leafletgen.build.reports.text import count_line, text_report

__all__ = ["count_line", "github_report", "json_report", "junit_report", "sarif_report", "text_report"]
