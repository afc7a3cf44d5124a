"""Briefs to print and hand round: a country on two pages, a region on two to four, the Alliance on four, as tagged PDF."""

from dashboard.exports.briefs.country import country_brief
from dashboard.exports.briefs.group import alliance_brief, regional_brief
from dashboard.exports.briefs.shared import Edition, file_name

__all__ = ["Edition", "alliance_brief", "country_brief", "file_name", "regional_brief"]
