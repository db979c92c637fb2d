"""Filling in pages of the administration in tests, as a browser would."""

from typing import Any

from django.test import Client


def shown(client: Client, web_address: str) -> dict[str, Any]:
    """Return what the form at this address would post if it were sent as it stands."""
    response = client.get(web_address)
    assert response.status_code == 200, web_address
    forms = [response.context["adminform"].form]
    values: dict[str, Any] = {}
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if bound.field.disabled or value is None or value is False:
                continue
            values[bound.html_name] = _posted(bound, value)
    return values


def _posted(bound: Any, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [str(getattr(item, "pk", item)) for item in value]
    return "on" if value is True else str(value)


def rows(prefix: str, items: list[dict[str, Any]], initial: int = 0) -> dict[str, Any]:
    """Return the posted values of new rows of an inline."""
    values: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": initial + len(items),
        f"{prefix}-INITIAL_FORMS": initial,
    }
    for number, item in enumerate(items, start=initial):
        values |= {f"{prefix}-{number}-{name}": value for name, value in item.items()}
    return values


def errors_of(response: Any) -> str:
    """Return all sentences that a refused form shows."""
    return " ".join(str(error) for error in response.context["errors"])
