"""What was agreed: portfolios, projects, who takes part, the results framework, periods and form editions."""

from projects.models.editions import FormEdition, Question, Section
from projects.models.framework import Outcome, Output
from projects.models.people import Membership
from projects.models.periods import ReportingPeriod
from projects.models.plan import FocusArea, Participation, Portfolio, Project

__all__ = [
    "FocusArea",
    "FormEdition",
    "Membership",
    "Outcome",
    "Output",
    "Participation",
    "Portfolio",
    "Project",
    "Question",
    "ReportingPeriod",
    "Section",
]
