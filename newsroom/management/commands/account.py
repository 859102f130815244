"""Makes an account, or gives one another role: reader, editor, chief (editor) or admin."""

import getpass
import secrets

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from annotate.readiness import expect_tables
from newsroom.accounts import READER, ROLES, give_role


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("name", help="what one signs in with")
        parser.add_argument("--role", choices=ROLES, help="reader for a new account; else as it was")
        parser.add_argument("--password", action="store_true", help="ask for a password instead of making one")

    def handle(self, *, name, role, password, **options):
        expect_tables()
        user = User.objects.filter(username=name).first()
        is_new = user is None
        user = user or User(username=name)
        try:
            user.full_clean(exclude=["password"])
        except ValidationError as error:
            raise CommandError(f"“{name}” cannot be a name: {' '.join(error.messages)}") from error
        given = self._asked(user) if password else secrets.token_urlsafe(12) if is_new else ""
        with transaction.atomic():
            if given:
                user.set_password(given)
                user.is_active = True
                user.save()
            if role or is_new:
                give_role(user, role or READER)
        now = f" Role: {role or READER}." if role or is_new else ""
        self.stdout.write(f"The account {name} is {'made' if is_new else 'as you said'}.{now}")
        if given and not password:
            self.stdout.write(f"The password, which is shown only now: {given}")

    def _asked(self, user: User) -> str:
        given = getpass.getpass("Password: ")
        if given != getpass.getpass("Once more: "):
            raise CommandError("These were two different passwords. Nothing was changed.")
        if not given:
            raise CommandError("An account needs a password. Nothing was changed.")
        return given
