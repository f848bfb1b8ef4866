"""The Celery app, its queues and the beat schedule."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from celery import Celery
from celery.contrib.django.task import DjangoTask
from celery.schedules import crontab
from celery.signals import beat_init, setup_logging
from django.conf import settings
from django.db import transaction
from django.utils.log import configure_logging
from kombu.entity import Queue
from kombu.transport import TRANSPORT_ALIASES

from kilowire.web.logs import log_what_ends_a_thread

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilowire.settings")
TRANSPORT_ALIASES["filesystem"] = "kilowire.running.mailbox:Transport"

CANARY = "jobs.tasks.ring_canary"
PAPERS = "papers"


class Doorbell(DjangoTask):
    """A task sent after COMMIT; the row is the message, so while the broker is away work is only delayed."""

    def apply_async_on_commit(self, *args: Any, **kwargs: Any) -> None:
        def send() -> None:  # a function and no partial: Django logs a failure by its name
            self.apply_async(*args, **kwargs)

        transaction.on_commit(send, robust=True)

    def delay_on_commit(self, *args: Any, **kwargs: Any) -> None:
        self.apply_async_on_commit(args, kwargs)


app = Celery("kilowire", task_cls=Doorbell)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="nightly")
# Papers take long and have a queue of their own: behind a hundred of them the canary would be late and the
# worker restarted, and a homeowner's one-time code would be late. A worker takes from both queues in turn.
app.conf.task_queues = [Queue("celery", routing_key="celery"), Queue(PAPERS, routing_key=PAPERS)]
app.conf.task_routes = {
    "jobs.tasks.render_document": {"queue": PAPERS},
    "jobs.tasks.draw_upload": {"queue": PAPERS},
    "jobs.tasks.bring_in_zip": {"queue": PAPERS},
    "jobs.tasks.read_list": {"queue": PAPERS},
    "jobs.tasks.make_signing": {"queue": PAPERS},
}
app.conf.beat_schedule = {
    "the canary": {"task": CANARY, "schedule": timedelta(seconds=20)},
    "papers and notices that are overdue": {"task": "jobs.tasks.sweep", "schedule": timedelta(seconds=30)},
    "mail to staff that is overdue": {
        "task": "kilowire.tasks.sweep_staff_mail",
        "schedule": timedelta(seconds=30),
    },
    "the utility's visits, by the clock": {
        "task": "utility_requests.nightly.look_at_visits",
        "schedule": timedelta(hours=1),
    },
    "warranties and dig tickets, by the clock": {
        "task": "jobs.nightly.look_at_jackets",
        "schedule": timedelta(hours=1),
    },
    "what the stages of closed jobs took": {
        "task": "jobs.nightly.count_usual_times",
        "schedule": crontab(hour=3, minute=40),
    },
    "what comes, told the day before": {
        "task": "jobs.nightly.tell_what_comes",
        "schedule": timedelta(minutes=10),
    },
    "the utility's visits, told the day before": {
        "task": "utility_requests.nightly.tell_of_visits",
        "schedule": timedelta(minutes=10),
    },
    "the daily digest": {"task": "kilowire.nightly.send_digests", "schedule": timedelta(minutes=10)},
    "forms that were sent": {
        "task": "kilowire.nightly.remove_old_forms",
        "schedule": timedelta(minutes=20),
    },
    "second factors, under the newest key": {
        "task": "kilowire.nightly.use_the_newest_key",
        "schedule": timedelta(hours=6),
    },
    "files that no row names": {
        "task": "kilowire.nightly.remove_stray_files",
        "schedule": timedelta(hours=24),
    },
    "the security log": {"task": "kilowire.nightly.turn_security_log", "schedule": timedelta(hours=6)},
    "error pages": {"task": "jobs.tasks.write_error_pages", "schedule": timedelta(hours=1)},
    "sessions that ended": {
        "task": "kilowire.nightly.remove_ended_sessions",
        "schedule": crontab(hour=3, minute=20),
    },
    "permits, by the clock": {"task": "permits.nightly.look_at_permits", "schedule": timedelta(hours=1)},
}


@setup_logging.connect
def log_as_the_site_does(**_: Any) -> None:
    """Make Celery's processes log in the format of the site."""
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
    log_what_ends_a_thread()


@beat_init.connect
def ring_the_canary_at_once(**_: Any) -> None:
    """Send the canary when beat starts, so that a start need not wait 20 seconds for the first one."""
    app.send_task(CANARY)
