"""Administration of what was agreed: projects, framework, periods, people's roles, form editions."""

from projects.admin.editions import FormEditionAdmin, SectionAdmin
from projects.admin.framework import OutcomeAdmin, OutputAdmin
from projects.admin.people import MembershipAdmin
from projects.admin.periods import ReportingPeriodAdmin
from projects.admin.plan import FocusAreaAdmin, PortfolioAdmin, ProjectAdmin

__all__ = [
    "FocusAreaAdmin",
    "FormEditionAdmin",
    "MembershipAdmin",
    "OutcomeAdmin",
    "OutputAdmin",
    "PortfolioAdmin",
    "ProjectAdmin",
    "ReportingPeriodAdmin",
    "SectionAdmin",
]
