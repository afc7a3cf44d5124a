"""Briefs to print and hand round: one country on two pages, a region or the Alliance on four, as tagged PDF."""

from dashboard.exports.briefs.country import country_brief
from dashboard.exports.briefs.group import alliance_brief, regional_brief
from dashboard.exports.briefs.shared import Edition

__all__ = ["Edition", "alliance_brief", "country_brief", "regional_brief"]
