"""Did a mail arrive when the connection broke? Unknown only if all of it was handed over and no answer came."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend


class _Noting:
    """A connection that knows whether it waits for the answer to a whole mail."""

    is_in_doubt = False

    def send(self, given: Any) -> None:
        self.is_in_doubt = isinstance(given, bytes)  # commands are str, a mail is bytes
        super().send(given)  # type: ignore[misc]

    def getreply(self) -> tuple[int, bytes]:
        reply: tuple[int, bytes] = super().getreply()  # type: ignore[misc]
        self.is_in_doubt = False
        return reply


class _Plain(_Noting, smtplib.SMTP):
    pass


class _Secure(_Noting, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Secure if self.use_ssl else _Plain

    @property
    def is_in_doubt(self) -> bool:
        return bool(getattr(self.connection, "is_in_doubt", False))
