"""Addresses of suggested wordings, below /projects/CODE/PERIOD/wording/."""

from django.urls import path

from contributions.wordings import views

app_name = "wordings"

urlpatterns = [
    path("", views.list_wordings, name="list"),
    path("add/", views.add, name="add"),
    path("<slug:uid>/accept/", views.accept, name="accept"),
    path("<slug:uid>/apply/", views.apply, name="apply"),
    path("<slug:uid>/decline/", views.decline, name="decline"),
    path("<slug:uid>/withdraw/", views.withdraw, name="withdraw"),
]
