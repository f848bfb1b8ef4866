"""The WSGI application for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilowire.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - loaded before the workers fork, so that no request waits for it
gc.collect()
gc.freeze()  # otherwise the garbage collector would write to the shared pages and copy them for each worker
