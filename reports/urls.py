"""Addresses of the joint report, below /projects/CODE/PERIOD/report/."""

from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("", views.show_report, name="report"),
    path("preview/", views.preview_report, name="preview"),
    path("download/<slug:document_format>/", views.download_report, name="download"),
    path("<slug:section>/", views.edit_section, name="section"),
]
