"""Apply migrations; detects changes with the autodetector of makemigrations, as Django requires."""

from django.core.management.commands import migrate

from kilowire.management.one_step_migrations import OneStepAutodetector


class Command(migrate.Command):
    autodetector = OneStepAutodetector
