"""Make the first owner's account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kilowire.models import User
from kilowire.running import first_owner


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        owner = first_owner.ask()
        if User.objects.filter(email=owner.email.lower()).exists():
            raise CommandError("Somebody with this email address is there already.")
        self.stdout.write(f"{first_owner.make(owner).email} may sign in.")
