"""The web server's entrance."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilowire.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - read before the workers fork, so that no visitor waits for it
gc.collect()
gc.freeze()  # a collector that looked at what is loaded would copy it for each worker
