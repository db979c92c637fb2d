"""Form fields that take what people type: numbers with spaces or commas, dates in the usual ways, long texts."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import formatting
from core.answers import says_nothing
from core.markup import clean

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_PLAIN = re.compile(r"^[+-]?\d+(\.\d+)?$")
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")
_COMMA_DECIMAL = re.compile(r"^[+-]?\d+,\d+$")
_DATE_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d.%m.%y")

NOT_A_NUMBER = _(
    "Write digits only, for example 1377 or 12.5. Words such as “over 50%” belong into the text."
)
NOT_WHOLE = _("Write a whole number of people, for example 97.")
NOT_A_DATE = _("Write the date as day, month and year, for example 30.06.2021.")
NEGATIVE = _("Write a number of 0 or more.")
TOO_LARGE = _(
    "This number is too large to be stored: write it with at most %(digits)d digits before the point."
)


def read_number(text: str) -> Decimal | None:
    """Return the number that someone typed ("1 377", "1,377", "12,5", "45 %", "$ 70 000"), or None for words."""
    bare = _SPACES.sub("", text).removesuffix("%").removeprefix("US$").removeprefix("$").removesuffix("USD")
    if _THOUSANDS.match(bare):
        bare = bare.replace(",", "")
    elif _COMMA_DECIMAL.match(bare):
        bare = bare.replace(",", ".")
    return Decimal(bare) if _PLAIN.match(bare) else None


class LongTextField(forms.CharField):
    """A running text without a limit that cuts: stored with LF and without NUL, counted on the page.

    `needed` is the sentence that is said where it stays empty.
    """

    def __init__(
        self,
        *,
        rows: int = 4,
        limit: int | None = None,
        share: int | None = None,
        needed: Any = "",
        **options: Any,
    ) -> None:
        self.needed = needed
        attrs: dict[str, Any] = {"rows": rows}
        if limit:
            attrs["data-limit"] = limit
        if share:
            attrs["data-share"] = share
        super().__init__(required=False, widget=forms.Textarea(attrs), **options)

    def to_python(self, value: Any) -> str:
        text, _had_nul = clean(str(value or ""))
        return super().to_python(text) or ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.needed and not value.strip():
            raise ValidationError(self.needed)


class LineField(forms.CharField):
    """A short text; longer than its column is an error with what to do, never a cut.

    `needed` is the sentence that is said where it stays empty.
    """

    def __init__(self, *, longest: int, needed: Any = "", **options: Any) -> None:
        self.longest, self.needed = longest, needed
        super().__init__(required=False, **options)

    def to_python(self, value: Any) -> str:
        text, _had_nul = clean(str(value or ""))
        return (super().to_python(text) or "").replace("\n", " ")

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.needed and not value.strip():
            raise ValidationError(self.needed)
        if len(value) > self.longest:
            raise ValidationError(
                _("Shorten this to %(longest)d characters; it has %(count)d."),
                params={"longest": self.longest, "count": len(value)},
            )


class ReasonField(LineField):
    """A short reason; a dash or "n/a" is none."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.needed and says_nothing(value):
            raise ValidationError(self.needed)


class NumberField(forms.Field):
    """A number of 0 or more, as a Decimal with at most four decimals."""

    def __init__(self, *, places: int = 4, **options: Any) -> None:
        self.places = places
        widget = forms.TextInput({"inputmode": "decimal", "class": "short", "autocomplete": "off"})
        super().__init__(required=False, widget=options.pop("widget", widget), **options)

    def prepare_value(self, value: Any) -> Any:
        return formatting.number(value) if isinstance(value, Decimal | int) else value

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        number = read_number(text)
        if number is None:
            raise ValidationError(NOT_A_NUMBER)
        if number < 0:
            raise ValidationError(NEGATIVE)
        digits = 11 if self.places == 4 else 12  # SQLite keeps fifteen digits
        limit = Decimal(10) ** digits
        rounded = number.quantize(Decimal(1).scaleb(-self.places)) if number < limit else number
        if rounded >= limit:
            raise ValidationError(TOO_LARGE, params={"digits": digits})
        return rounded


class PeopleField(NumberField):
    """A number of people."""

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        number = super().to_python(value)
        if number is None:
            return None
        if number != number.to_integral_value() or number > 2_000_000_000:
            raise ValidationError(NOT_WHOLE)
        return int(number)


class MoneyField(NumberField):
    """An amount in US dollars with cents."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "data-prefix": "US$", "autocomplete": "off"})
        super().__init__(places=2, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return formatting.money(value) if isinstance(value, Decimal) else value


class DayField(forms.Field):
    """A date, typed the usual ways, shown as day.month.year.

    `needed` is the sentence that is said where it stays empty, `from_today` where the day has passed, `until_today`
    where it is still to come.
    """

    def __init__(
        self, *, needed: Any = "", from_today: Any = "", until_today: Any = "", **options: Any
    ) -> None:
        self.needed, self.from_today, self.until_today = needed, from_today, until_today
        widget = forms.TextInput({"class": "short", "autocomplete": "off", "inputmode": "text"})
        super().__init__(required=False, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        # Not strftime: it writes the year 21 as "21", which would be read as 2021 the next time.
        return f"{value:%d.%m}.{value.year:04d}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        text = " ".join(str(value or "").split())
        if not text:
            if self.needed:
                raise ValidationError(self.needed)
            return None
        for pattern in _DATE_FORMATS:
            try:
                return datetime.strptime(text, pattern).date()
            except ValueError:
                continue
        raise ValidationError(NOT_A_DATE)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if self.from_today and value is not None and value < timezone.localdate():
            raise ValidationError(self.from_today)
        if self.until_today and value is not None and value > timezone.localdate():
            raise ValidationError(self.until_today)
