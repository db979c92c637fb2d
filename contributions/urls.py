"""Addresses of an agency's input."""

from django.urls import path, register_converter

from contributions.pages import act_views, views


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
    path("<slug:uid>/submit/", act_views.submit_input, name="submit"),
    path("<slug:uid>/accept/", act_views.accept_input, name="accept"),
    path("<slug:uid>/return/", act_views.return_input, name="return"),
    path("<slug:uid>/take-back/", act_views.take_back_input, name="take_back"),
    path("<slug:uid>/behalf/", act_views.enter_on_behalf, name="behalf"),
    path("<slug:uid>/days/", act_views.give_days, name="days"),
    path("<slug:uid>/share/", act_views.share_input, name="share"),
    path("<slug:uid>/<section:section>/", views.edit_input, name="edit"),
    path("<slug:uid>/<section:section>/<slug:anchor>/", views.save_row, name="row"),
]
