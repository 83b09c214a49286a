"""What receives the mail in a test? A real mail server of this machine, that keeps what it is given."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller

from tests.support.served import free_port


class MailServer:
    """Keeps each mail; `answer` is what it says to the next ones, `slow` how many seconds it takes.

    `refused` are recipients it refuses, with what it says; with `hangs_up` it takes a mail and closes without a word.
    """

    def __init__(self) -> None:
        self.received: list[Message] = []
        self.answer, self.slow, self.hangs_up = "250 OK", 0.0, False
        self.refused: dict[str, str] = {}
        self.peers: set[Any] = set()
        self.got_one = threading.Event()
        self.port = free_port()
        self.controller: Controller | None = None

    def start(self) -> None:
        """From now on it is there, on the same port as before."""
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        """Whoever connects is refused."""
        assert self.controller is not None
        self.controller.stop()
        self.controller = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address not in self.refused:
            envelope.rcpt_tos.append(address)
        return self.refused.get(address, "250 OK")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.received.append(message_from_bytes(envelope.content))
        self.peers.add(session.peer)
        self.got_one.set()
        time.sleep(self.slow)
        if self.hangs_up:
            server.transport.close()
        return self.answer

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.received]


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    try:
        yield server
    finally:
        if server.controller:
            server.stop()
