"""Apply migrations; looks for changes with the same eyes as makemigrations, as Django demands."""

from django.core.management.commands import migrate

from kilowire.management.one_step_migrations import OneStepAutodetector


class Command(migrate.Command):
    autodetector = OneStepAutodetector
