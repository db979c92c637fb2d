"""What has to be right in the settings before the portal can do what it promises."""

from email.utils import getaddresses
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def one_sender(**_options: Any) -> list[CheckMessage]:
    """Refuse a sender's address that no letter can carry, for example a name with a comma and no quotation marks."""
    wrong = [
        name
        for name in ("DEFAULT_FROM_EMAIL", "SERVER_EMAIL")
        if [bool(address.count("@") == 1) for _name, address in getaddresses([getattr(settings, name)])]
        != [True]
    ]
    return [
        Error(
            f"{name} is not one address: {getattr(settings, name)}",
            hint='Write it as portal@example.org, or as "PBF portal, Kyrgyzstan" <portal@example.org>.',
            id="core.E001",
        )
        for name in wrong
    ]
