"""The demo on one's own machine: made-up accounts, local addresses only, mail written to var/mail."""

import os
import secrets
from pathlib import Path

from .base import *  # noqa: F403
from .base import VAR_DIR, env


def kept_secret(path: Path) -> str:
    """Return the secret kept in the file, which is made on the first call for its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text()


PORTAL_IS_DEMO = True
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = kept_secret(VAR_DIR / "demo-secret-key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = "portal@example.org"
