"""Who is behind a session? The person with the roles they hold, in one question to the database."""

from allauth.account.auth_backends import AuthenticationBackend

from .models import Person
from .queries import person_with_roles


class Backend(AuthenticationBackend):
    """The sign-in library's own, but for loading the person of each request."""

    def get_user(self, user_id: int) -> Person | None:
        person = person_with_roles(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None
