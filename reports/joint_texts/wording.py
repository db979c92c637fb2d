"""Wordings suggested for the coordinator's own texts: reading a joint text, and writing it if it still reads so."""

from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from contributions.wordings.texts import FIELDS
from core.decisions import WrongState
from projects import addresses
from projects.models import ReportingPeriod
from reports.joint_texts.services import while_writable
from reports.models import JointAnswer, JointIndicatorText, Report

JOINT = {kind: FIELDS[kind] for kind in ("question", "indicator")}  # a work row has no joint text


def _found(period: ReportingPeriod, address: str, field: str) -> JointAnswer | JointIndicatorText | None:
    where = addresses.parse(address)
    if where is None or field not in JOINT.get(where.kind, ()):
        return None
    if where.kind == "indicator":
        indicators = JointIndicatorText.objects.filter(report__period=period, indicator__uid=where.key)
        return indicators.select_related("report").first()
    texts = JointAnswer.objects.filter(report__period=period, question__key=where.key)
    outcome: dict[str, Any] = {"outcome__uid": where.outcome} if where.outcome else {"outcome__isnull": True}
    return texts.filter(**outcome).select_related("report").first()


class JointWording:
    """What `contributions.wordings` asks of the app that makes the report."""

    def read(self, period: ReportingPeriod, address: str, field: str) -> str | None:
        """Return a joint text as it reads now; None where the coordinator has written none."""
        text = _found(period, address, field)
        stored: str = getattr(text, field) if text is not None else ""
        return stored if stored.strip() else None

    def write(
        self, period: ReportingPeriod, address: str, field: str, before: str, after: str, by: User
    ) -> None:
        """Write a joint text if it still reads as `before` and is open, with its audit line; else WrongState."""
        text = _found(period, address, field)
        done = 0
        if text is not None:
            # Held until the end of the transaction: the report cannot go to review meanwhile.
            text.report = Report.objects.select_for_update().get(pk=text.report_id)
            model = type(text)
            open_now = model._default_manager.filter(pk=text.pk, **while_writable(text.report, address))
            done = model._default_manager.filter(
                pk=text.pk, pk__in=open_now.order_by().values("pk"), **{field: before}
            ).update(**{field: after}, version=F("version") + 1, updated_at=timezone.now(), updated_by=by)
        if text is None or not done:
            raise WrongState(
                _(
                    "The text was changed since this was suggested, or is not open: compare and write it yourself."
                )
            )
        record(
            by=by,
            action="write",
            on=text,
            changes={field: [before, after]},
            reason=_("A suggested wording was accepted"),
        )
