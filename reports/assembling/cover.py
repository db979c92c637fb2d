"""The cover: every value from where it was entered once, the implementation rate with its basis."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formatting import money
from documents import data
from projects.conditions import ends_within_six_months
from reports.assembling.answers import sum_known
from reports.assembling.sources import ReportSources

WINDOWS = ("window_gender", "window_youth", "window_transition", "window_cross_border")


def cover(sources: ReportSources, labels: Mapping[str, str]) -> data.Cover:
    """Return the values of the cover page (C1-C23)."""
    project, period, report = sources.project, sources.period, sources.report
    total = total_budget(sources)
    rate, basis = implementation_rate(sources, total)
    ending = True if period.kind == "final" else ends_within_six_months(project.ends_on, period.data_as_of)
    return data.Cover(
        country=sources.country,
        report_type=sources.words.get(period.kind, period.kind),
        year=period.year,
        project_title=project.title,
        gateway_number=f"{project.modality} {project.gateway_number}".strip(),
        fund_kind=project.fund_kind,
        fund_name=project.fund_name,
        recipients=tuple(
            data.Recipient(
                office.kind,
                office.name,
                office.is_convening,
                office.approved,
                _spent(sources, office.office_id),
            )
            for office in sources.offices
        ),
        first_transfer=project.first_transfer_on,
        end_date=project.ends_on,
        ends_within_six_months=ending,
        windows=tuple(data.Option(name, labels.get(name, name), getattr(project, name)) for name in WINDOWS),
        total_budget=total,
        implementation_rate=rate,
        rate_basis=basis,
        gender_budget=project.gender_budget,
        gender_spent=sum_known([office.gender_spent for office in sources.readable.values()]),
        gender_marker=project.gender_marker,
        risk_marker=project.risk_marker.capitalize(),
        focus_area=str(project.focus_area) if project.focus_area else "",
        prepared_by=report.prepared_by if report else "",
        approved_by=report.approved_by if report else "",
        secretariat_reviewed="",
        secretariat_comments="",
    )


def _spent(sources: ReportSources, office_id: int) -> Decimal | None:
    office = sources.readable.get(office_id)
    return office.spent if office else None


def total_budget(sources: ReportSources) -> Decimal | None:
    """Return the approved budget: the sum of the shares where all are known, else the project's own figure."""
    shares = [office.approved for office in sources.offices]
    if shares and None not in shares:
        return sum_known(shares)
    approved: Decimal | None = sources.project.approved_budget
    return approved


def implementation_rate(sources: ReportSources, total: Decimal | None) -> tuple[Decimal | None, str]:
    """Return spent ÷ approved in percent with its basis in words; the coordinator's correction goes first."""
    report = sources.report
    if report is not None and report.rate_override is not None:
        reason = {"reason": report.rate_reason}
        return report.rate_override, _(
            "Corrected by the coordinator: %(reason)s"
        ) % reason if report.rate_reason else ""
    known = [office for office in sources.readable.values() if office.spent is not None]
    if not known or not total:
        return None, ""
    spent = sum_known([office.spent for office in known]) or Decimal(0)
    rate = (spent / total * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    basis = ngettext(
        "%(spent)s of %(total)s US dollars spent; figures of %(known)d of %(all)d organisation",
        "%(spent)s of %(total)s US dollars spent; figures of %(known)d of %(all)d organisations",
        len(sources.offices),
    ) % {"spent": money(spent), "total": money(total), "known": len(known), "all": len(sources.offices)}
    if any(office.money_is_provisional for office in known):
        basis = _("%(basis)s; provisional") % {"basis": basis}
    return rate, basis
