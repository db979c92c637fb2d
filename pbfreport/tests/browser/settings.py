"""Settings of the server that the browser tests visit: compressed static files and mail in a folder of the tests."""

import os
from pathlib import Path

from pbfreport.settings.base import STORAGES as DEPLOYED_STORAGES
from pbfreport.settings.test import *  # noqa: F403

FOLDER = Path(os.environ["BROWSER_TESTS_FOLDER"])
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = FOLDER / "mail"
MEDIA_ROOT = FOLDER / "media"

# As deployed: what a first visit weighs is measured.
STATIC_ROOT = Path(os.environ["BROWSER_TESTS_STATIC"])
STORAGES = DEPLOYED_STORAGES
