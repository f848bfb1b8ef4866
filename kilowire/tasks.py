"""Celery tasks of the building; importing those of a room lets Celery find them here."""

from kilowire.accounts.tasks import send_staff_mail, sweep_staff_mail

__all__ = ["send_staff_mail", "sweep_staff_mail"]
