"""The Celery tasks that send mail to staff."""

from __future__ import annotations

from celery import shared_task

from jobs.outbox.leases import to_be_rung
from kilowire.accounts import mail_outbox
from kilowire.models import StaffMail


@shared_task(name="kilowire.tasks.send_staff_mail")
def send_staff_mail(pk: int) -> None:
    """Send this mail if it still needs sending."""
    mail_outbox.send_staff_mail(pk)


@shared_task(name="kilowire.tasks.sweep_staff_mail")
def sweep_staff_mail() -> None:
    """Tell the workers again of mail that is overdue: the message was lost or the worker was killed."""
    for pk in to_be_rung(StaffMail):
        send_staff_mail.apply_async(args=[pk], retry=False)
