"""Addresses of signing in: django-allauth's, without those that change the address someone was invited with."""

from allauth.account import urls

LEFT_OUT = {
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_confirm_login_code",
}

urlpatterns = [pattern for pattern in urls.urlpatterns if getattr(pattern, "name", None) not in LEFT_OUT]
