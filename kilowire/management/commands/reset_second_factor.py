"""Remove the second factor that somebody lost; they set up another after their next sign-in."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kilowire.accounts.second_factor_duty import has_second_factor, reset_second_factor
from kilowire.models import User


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email", help="the address that they sign in with")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError("Nobody signs in with this address.")
        if not has_second_factor(user):
            raise CommandError(f"{user.name} has no second factor.")
        reset_second_factor(user)
        self.stdout.write(f"{user.name} sets up another after the next sign-in.")
