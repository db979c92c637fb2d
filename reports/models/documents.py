"""The Word file of a form edition, replaceable by an administrator."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import WithUid
from core.uids import new_uid


def stored_name(_instance: models.Model, _filename: str) -> str:
    """Return a generated name; the name that someone gave a file never reaches the disk."""
    return f"forms/{new_uid()}.docx"


class DocumentTemplate(WithUid):
    """A Word file with placeholders for one edition; the latest one is used, else the portal's own."""

    edition = models.ForeignKey(
        "projects.FormEdition", models.CASCADE, related_name="documents", verbose_name=_("form edition")
    )
    file = models.FileField(_("Word file (.docx)"), upload_to=stored_name)
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )

    class Meta:
        verbose_name = _("Word file of a form edition")
        verbose_name_plural = _("Word files of form editions")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.edition} – {self.uploaded_at:%Y-%m-%d}" if self.uploaded_at else str(self.edition)
