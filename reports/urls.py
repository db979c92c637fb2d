"""Addresses of the joint report, below /projects/CODE/PERIOD/report/."""

from django.urls import path

from reports import views
from reports.review import act_views
from reports.review import views as review_views
from reports.versions import views as version_views

app_name = "reports"

urlpatterns = [
    path("", views.show_report, name="report"),
    path("check/", act_views.check_report, name="check"),
    path("review/", review_views.show_review, name="review"),
    path("quality/", review_views.rate_report, name="quality"),
    path("return/", act_views.return_report, name="send_back"),
    path("clear/", act_views.clear, name="clear"),
    path("final/", act_views.finalise, name="final"),
    path("correct/", act_views.correct, name="correct"),
    path("sign-offs/", act_views.show_sign_offs, name="sign_offs"),
    path("sign-offs/<slug:uid>/", act_views.sign_off, name="sign_off"),
    path("preview/", views.preview_report, name="preview"),
    path("download/<slug:document_format>/", views.download_report, name="download"),
    path("compare/", version_views.compare_states, name="compare"),
    path("versions/<int:number>/", version_views.show_version, name="version"),
    path("versions/<int:number>/submission/", version_views.record, name="submission"),
    path("versions/<int:number>/public/", version_views.publish, name="make-public"),
    path("versions/<int:number>/<slug:document_format>/", version_views.download_file, name="version-file"),
    path("<slug:section>/", views.edit_section, name="section"),
]
