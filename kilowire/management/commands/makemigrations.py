"""Write migrations whose new tables come with their constraints and indexes."""

from django.core.management.commands import makemigrations

from kilowire.tables import OneStepAutodetector


class Command(makemigrations.Command):
    autodetector = OneStepAutodetector
