"""Entry point of the application server; without DJANGO_SETTINGS_MODULE on the production settings."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbfreport.settings.production")

application = get_wsgi_application()
