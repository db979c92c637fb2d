"""Tests: quick password hashes, mail kept in memory, files in a folder that goes when the tests end."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import STORAGES, database_from, env

# Browser tests drive the server from a thread with an event loop; Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "portal@example.org"

DATABASES = {"default": database_from(env.str("DATABASE_URL", "sqlite://:memory:"))}

# Each test process counts sign-in attempts by itself, and no page's query count depends on them.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Made when a test first keeps a file, so that reading the settings leaves nothing behind.
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"portal-media-{os.getpid()}"
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
