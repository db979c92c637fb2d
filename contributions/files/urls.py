"""Addresses of a project's attachments."""

from django.urls import path

from contributions.files import views

app_name = "files"

urlpatterns = [
    path("", views.show_attachments, name="list"),
    path("add/", views.add_attachment, name="add"),
    path("<slug:uid>/", views.download_attachment, name="download"),
    path("<slug:uid>/change/", views.change_attachment, name="change"),
    path("<slug:uid>/take-away/", views.take_away_attachment, name="take-away"),
]
