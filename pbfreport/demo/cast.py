"""The people of the demo: one account per role."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Person:
    """One account; `roles` holds (role, project code, organisation)."""

    email: str
    name: str
    does: object
    roles: tuple[tuple[str, str, str], ...] = ()
    portfolio_role: str = ""
    is_staff: bool = False
    rows: tuple[int, ...] = field(default=())  # running numbers of a writer's work rows


PVE_1, PVE_2 = "KGZ-PVE-1", "KGZ-PVE-2"

CAST = (
    Person(
        "undp@example.org",
        "UNDP focal point",
        _("writes for UNDP on both projects"),
        (("focal_point", PVE_1, "UNDP"), ("focal_point", PVE_2, "UNDP")),
    ),
    Person(
        "ohchr@example.org", "OHCHR focal point", _("writes for OHCHR"), (("focal_point", PVE_1, "OHCHR"),)
    ),
    Person(
        "unwomen@example.org",
        "UN Women focal point",
        _("writes for UN Women"),
        (("focal_point", PVE_1, "UN Women"),),
    ),
    Person(
        "unicef@example.org",
        "UNICEF focal point",
        _("writes for UNICEF"),
        (("focal_point", PVE_1, "UNICEF"),),
    ),
    Person(
        "unodc@example.org", "UNODC focal point", _("writes for UNODC"), (("focal_point", PVE_2, "UNODC"),)
    ),
    Person(
        "coordinator@example.org",
        "PVE 1 coordinator",
        _("makes the joint report of KGZ-PVE-1 (UNDP convenes)"),
        (("coordinator", PVE_1, "UNDP"),),
    ),
    Person(
        "coordinator2@example.org",
        "PVE 2 coordinator",
        _("makes the joint report of KGZ-PVE-2 (UNODC convenes)"),
        (("coordinator", PVE_2, "UNODC"),),
    ),
    Person(
        "writer@example.org",
        "UN Women writer",
        _("writes two rows for UN Women"),
        (("writer", PVE_1, "UN Women"),),
        rows=(14, 28),
    ),
    Person(
        "secretariat@example.org",
        "PBF Secretariat reviewer",
        _("reviews, clears and makes reports final"),
        portfolio_role="reviewer",
    ),
    Person("reader@example.org", "UNICEF reader", _("reads for UNICEF"), (("reader", PVE_1, "UNICEF"),)),
    Person(
        "admin@example.org", "Administrator", _("manages projects, people and form editions"), is_staff=True
    ),
)
