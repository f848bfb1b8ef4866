"""The product's own settings for a site behind nginx, whose static files are not collected."""

from kilowire.settings import *  # noqa: F403 - all of them, and one other

STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
