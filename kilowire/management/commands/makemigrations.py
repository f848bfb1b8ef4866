"""Write migrations whose new tables come with their constraints and indexes."""

from django.core.management.commands import makemigrations

from kilowire.management.one_step_migrations import OneStepAutodetector


class Command(makemigrations.Command):
    autodetector = OneStepAutodetector
