"""The root URLconf."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from kilowire.running import health
from kilowire.web import style
from kilowire.web import tablet_shell as tablet

# The admin uses allauth's sign-in, with its rate limits and second factor, as its docs say.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.index_title = "Directory"

handler400 = "kilowire.web.error_answers.bad_request"
handler403 = "kilowire.web.error_answers.not_allowed"
handler404 = "kilowire.web.error_answers.not_found"
handler500 = "kilowire.web.error_answers.server_error"

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("admin/", admin.site.urls),
    path("accounts/", include("kilowire.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("kilowire.accounts.team_urls")),
    path("", include("jobs.urls")),
    path("", include("jobs.intake.public_urls")),
    path("", include("jobs.homeowner.urls")),
    path("webhooks/", include("jobs.inbox.webhook_urls")),
    path("messages/", include("jobs.notices.stop_urls")),
    path("", include("jobs.from_homeowner.urls")),
    path("", include("assessments.urls")),
    path("", include("permits.urls")),
    path("", include("utility_requests.urls")),
    path("field/", tablet.shell, name="tablet"),
    path("field/worker.js", tablet.worker, name="tablet_worker"),
    path("field/manifest.webmanifest", tablet.manifest, name="tablet_manifest"),
    path("field/app/<str:version>/<path:path>", tablet.shell_file, name="tablet_file"),
    path("field/", include("jobs.field_urls")),
    path("style/", style.style, name="style"),
    path("style/<slug:part>/", style.style_part, name="style_part"),
]
