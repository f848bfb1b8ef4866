"""The models ``PostedForm`` and ``KeptForm``: what is kept of forms that were sent."""

from __future__ import annotations

from django.db import models


class PostedForm(models.Model):
    """A form's POST that was carried out, so that the same one sent again is not carried out twice.

    ``key`` is the SHA-256 of user, address, the page's token and everything sent. ``leads_to`` is where the
    answer redirected, without the token of a homeowner's link; empty until that answer is made.
    """

    key = models.CharField(max_length=64, primary_key=True)
    leads_to = models.CharField(max_length=500, blank=True)
    posted_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.key[:8]


class KeptForm(models.Model):
    """What was typed into a form that could not be saved because its page or its session had ended.

    Its key stands in the session of the browser that sent it, and nobody else has it. Removed once the form
    is sent again, or after an hour.
    """

    key = models.CharField(max_length=64, primary_key=True)
    form = models.CharField(max_length=64, help_text="The SHA-256 of the form's address.")
    typed = models.TextField(help_text="The fields as a browser encodes them, without files and tokens.")
    files = models.JSONField(default=list, help_text="Names of the fields whose files must be chosen again.")
    signed_out = models.BooleanField(help_text="Whether the session had ended; else only the page was old.")
    kept_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.key[:8]
