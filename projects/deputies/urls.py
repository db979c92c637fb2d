"""Addresses of deputies."""

from django.urls import path

from projects.deputies import views

app_name = "deputies"

urlpatterns = [
    path("", views.list_roles, name="list"),
    path("<slug:uid>/", views.name_one, name="name"),
    path("<slug:uid>/end/", views.end_one, name="end"),
]
