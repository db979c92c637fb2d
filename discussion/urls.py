"""Addresses of what is said about a report, below /projects/CODE/PERIOD/talk/."""

from django.urls import path

from discussion import guest_views, views

app_name = "discussion"

urlpatterns = [
    path("", views.list_comments, name="list"),
    path("add/", views.add, name="add"),
    path("guests/", guest_views.invite_guests, name="guests"),
    path("guests/<slug:uid>/end/", guest_views.end_guest, name="end-guest"),
    path("phrases/", views.keep_phrases, name="phrases"),
    path("phrases/<int:pk>/remove/", views.remove_phrase, name="remove-phrase"),
    path("<slug:uid>/reply/", views.reply, name="reply"),
    path("<slug:uid>/resolve/", views.resolve, name="resolve"),
    path("<slug:uid>/reopen/", views.reopen, name="reopen"),
]
