"""Addresses of an agency's input."""

from django.urls import path, register_converter

from contributions import views


class SectionConverter:
    """A section of an input, or all of them on one page."""

    regex = "activities|indicators|texts|budget|all"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SectionConverter, "section")
app_name = "contributions"

urlpatterns = [
    path("<slug:uid>/", views.show_input, name="input"),
    path("<slug:uid>/submit/", views.submit_input, name="submit"),
    path("<slug:uid>/reopen/", views.reopen_input, name="reopen"),
    path("<slug:uid>/days/", views.give_days, name="days"),
    path("<slug:uid>/share/", views.share_input, name="share"),
    path("<slug:uid>/<section:section>/", views.edit_input, name="edit"),
    path("<slug:uid>/<section:section>/<slug:anchor>/", views.save_row, name="row"),
]
