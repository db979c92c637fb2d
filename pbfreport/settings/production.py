"""Production: everything that differs between installations comes from the environment.

Required: SECRET_KEY, ALLOWED_HOSTS (comma separated), DATABASE_URL, EMAIL_URL, DEFAULT_FROM_EMAIL.
Optional: MEDIA_ROOT, STATIC_ROOT, TRUSTED_PROXY_COUNT, SECURE_HSTS_SECONDS.
"""

from .base import *  # noqa: F403
from .base import VAR_DIR, database_from, env

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
PORTAL_URL = env.str("PORTAL_URL", f"https://{ALLOWED_HOSTS[0]}")
DATABASES = {"default": database_from(env.str("DATABASE_URL"))}

mail = env.email_url("EMAIL_URL")
EMAIL_BACKEND = mail["EMAIL_BACKEND"]
EMAIL_HOST = mail["EMAIL_HOST"]
EMAIL_PORT = mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL")

MEDIA_ROOT = env.str("MEDIA_ROOT", str(VAR_DIR / "media"))
STATIC_ROOT = env.str("STATIC_ROOT", str(VAR_DIR / "static"))

# Encrypted connections only. "__Host-" binds a cookie to this host, path / and encryption.
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_NAME = "__Host-language"
LANGUAGE_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

# Behind a web server that sets X-Forwarded-Proto and appends to X-Forwarded-For, say how many there are:
# only then are these headers believed, for the encryption and for the address that throttling counts.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
