"""A real SMTP server of the tests' own."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Server:
    """Takes mails, or refuses receivers with the answer that the test gives."""

    taken: list[Envelope] = field(default_factory=list)
    refusal: str = ""
    sessions: set[int] = field(default_factory=set)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken.append(envelope)
        self.sessions.add(id(session))
        return "250 OK"

    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(each.content, policy=policy.default) for each in self.taken]

    def mail(self) -> EmailMessage:
        [mail] = self.mails()
        return mail


class AnyPort(Controller):
    """Listens on a port that the system gives."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def listening(server: Server, port: int = 0) -> Iterator[int]:
    """Its port: the one named, or one that the system gives."""
    controller = AnyPort(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """Where nobody listens yet, as when a mail server is down."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
