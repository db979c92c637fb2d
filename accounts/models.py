"""People, organisations and their offices. What a person may do stands in projects.Membership."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.models import WithUid


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person; without a password they can only come in by an invitation or reset link."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator (used by Django's createsuperuser)."""
        return self.create_user(email, password, is_staff=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, WithUid):
    """A person; the e-mail address is the name to sign in with. Administrators have `is_staff`."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(
        _("administrator"),
        default=False,
        help_text=_("Manages projects, people and form editions; never writes results."),
    )
    joined_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_ignoring_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Answer for Django's admin: administrators may use all of it; results are read-only there anyway."""
        return self.is_active and self.is_staff

    def has_perms(self, perm_list: Any, obj: Any = None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff


class Organisation(WithUid):
    """A recipient organisation: a United Nations agency or a civil-society organisation."""

    class Kind(models.TextChoices):
        RUNO = "runo", _("RUNO – recipient United Nations organisation")
        NUNO = "nuno", _("NUNO – recipient organisation outside the United Nations")
        CSO = "cso", _("CSO – civil-society organisation")

    short_name = models.CharField(_("short name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("type"), max_length=10, choices=Kind, default=Kind.RUNO)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["short_name"]

    def __str__(self) -> str:
        return self.short_name


class Office(WithUid):
    """An organisation in one country; it, not the organisation, takes part in projects."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="offices", verbose_name=_("organisation")
    )
    country = models.CharField(_("country or region"), max_length=100)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["country", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "country"], name="office_once_per_country")
        ]

    def __str__(self) -> str:
        return f"{self.organisation.short_name}, {self.country}"

    @property
    def short_name(self) -> str:
        return self.organisation.short_name
