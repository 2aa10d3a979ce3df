"""The mail channel: one connection a round, one mail a letter."""

from collections.abc import Sequence
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import translation

from factories import outbox
from factories.models import Delivery


class ForGood(Exception):
    """The mail server refused this mail in a way that another try does not change."""


class Post:
    """Sends mails over one connection, opened with the first. Once the server cannot be reached, the
    rest of the round is put off at once: no mail waits for another mail's time-out."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._down: Exception | None = None

    def __enter__(self) -> "Post":
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    @property
    def is_down(self) -> bool:
        return self._down is not None

    def send(self, letter: Sequence[Delivery]) -> tuple[str, str]:
        mail = _mail(letter)  # before the network: words that cannot be made are no fault of the server
        connection = self._open()
        try:
            connection.send_messages([mail])
        except (OSError, SMTPException) as error:
            self._close()
            raise _for_good(error) or error from error
        return mail.to[0], ""

    def _open(self) -> Any:
        if self._down:
            raise self._down
        if self._connection is None:
            connection = get_connection()
            try:
                connection.open()
            except (OSError, SMTPException) as error:
                self._down = error
                raise
            self._connection = connection
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _for_good(error: Exception) -> ForGood | None:
    """5xx about the receiver or the mail itself; everything else may be otherwise in a minute."""
    answers: list[tuple[int, bytes | str]]
    if isinstance(error, SMTPRecipientsRefused):
        answers = list(error.recipients.values())
    elif isinstance(error, SMTPDataError):
        answers = [(error.smtp_code, error.smtp_error)]
    else:
        return None
    if not all(500 <= code < 600 for code, _words in answers):
        return None
    return ForGood("; ".join(f"{code} {_text(words)}" for code, words in answers))


def _text(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words


def _mail(letter: Sequence[Delivery]) -> EmailMessage:
    first = letter[0]
    subject, body = digest_words(letter) if first.digest_at else outbox.mail_words(first.message)
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": message_id(first),
        "Auto-Submitted": "auto-generated",
        "Content-Language": outbox.language_of(first.message.to),
    }
    to = first.address or first.message.to.email
    return EmailMessage(subject, body, settings.BOUNCES_TO, [to], headers=headers)


def message_id(delivery: Delivery) -> str:
    return f"<{delivery.mail_id}@{domain()}>"


def domain() -> str:
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return address.rsplit("@", 1)[-1]


def digest_words(letter: Sequence[Delivery]) -> tuple[str, str]:
    """The subjects of a day's messages, each once; what is said in full stands in the inbox."""
    to = letter[0].message.to
    with translation.override(outbox.language_of(to)):
        lines = [outbox.mail_words(each.message)[0] for each in letter]
        said = {"to": to, "lines": lines, "count": len(lines), "base_url": settings.BASE_URL}
        return outbox.split(render_to_string("mail/digest.txt", said))
