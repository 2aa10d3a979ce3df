"""Notices to buyers: written by advisor or leader, approved by another leader; the worker sends them (WHO-15)."""

from dataclasses import asdict
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.lifecycle import advance
from accounts.models import PLANNERS, User
from accounts.verbs import verb
from advisory.access import advises
from advisory.models import Consultation, Duty, Incident
from factories.access import holds_role, require_role
from factories.models import Buyer
from reporting import notices
from reporting.models import Notice

S = Notice.Status


@verb
def write_notice(*, notice: Notice, words: str, language: str = "", by: User, at: datetime) -> Notice:
    """Saves the draft; whoever wrote last cannot approve it. `language` is that of the words; empty: as before."""
    _require_writer(notice, by)
    if notice.status != S.DRAFT:
        raise WrongState(_("This notice is no draft any more. Load the page again."))
    _check_words(notice, words)
    given = {"words": words.strip(), "words_language": language or notice.words_language, "written_by": by}
    changed = Notice.rows.filter(pk=notice.pk, status=S.DRAFT).update(**given)
    if changed != 1:
        raise WrongState(_("Somebody changed this while you were looking. Load the page again."))
    notice.refresh_from_db()
    return notice


@verb
def ask_for_approval(*, notice: Notice, words: str, language: str = "", by: User, at: datetime) -> Notice:
    """Saves the words and hands them to another leader."""
    notice = write_notice(notice=notice, words=words, language=language, by=by, at=at)
    _require_consulted(notice)
    return advance(notice, S.ASKED, asked_at=at, status_reason="")


@verb
def approve_notice(*, notice: Notice, by: User, at: datetime) -> Notice:
    """Sent at once by the worker, to each buyer that is entitled then. It cannot be called back.

    The facts that go out are those of this moment: what is corrected until it is sent, nobody has approved.
    """
    require_role(by, *PLANNERS, factory=notice.factory)
    if notice.written_by_id == by.pk:
        raise NotAllowed(_("You wrote this notice. Another leader approves it."))
    if notice.kind == Notice.Kind.MINIMAL:
        raise WrongState(_("A minimal notice is sent by the clock."))
    _require_consulted(notice)
    _check_words(notice, notice.words)
    facts = asdict(notices.facts_of(notice.incident, notice.factory.programme.tz))
    return advance(notice, S.APPROVED, approved_by=by, approved_at=at, status_reason="", facts=facts)


@verb
def send_back_notice(*, notice: Notice, reason: str, by: User, at: datetime) -> Notice:
    require_role(by, *PLANNERS, factory=notice.factory)
    if not reason.strip():
        raise Invalid(_("Write what is to be changed."), field="reason")
    return advance(notice, S.DRAFT, status_reason=reason.strip())


@verb
def begin_notice(*, incident: Incident, by: User, at: datetime) -> Notice:
    """A further notice of the same incident, when more is known; to everybody whom an earlier one reached."""
    kind = notices.kind_of(incident.kind)
    made = Notice(factory=incident.factory, incident=incident, kind=kind, drafted_at=at, written_by=by)
    _require_writer(made, by)
    if Notice.rows.unsent().filter(incident=incident, kind=kind).exists():
        raise WrongState(_("A notice of this is on its way already. Finish that one first."))
    made.words_language = notices.first_language(incident.factory.programme)
    with translation.override(made.words_language):
        made.words = notices.first_words(incident)
    made.save(force_insert=True)
    return made


# -- Guards -------------------------------------------------------------------------------


def _require_writer(notice: Notice, by: User) -> None:
    if not (advises(by, notice.factory) or holds_role(by, *PLANNERS, factory=notice.factory)):
        raise NotAllowed(_("The factory's advisor and the team leaders write notices."))


def _check_words(notice: Notice, words: str) -> None:
    if not words.strip():
        raise Invalid(_("Write what buyers are to read."), field="words")
    owed = Duty.rows.filter(incident=notice.incident_id).values("buyer")
    names = Buyer.rows.filter(pk__in=owed).values_list("name", flat=True)
    if named := notices.named_buyers(words, set(names)):
        said = _("A notice names no buyer, because every buyer reads it. Take out: %(names)s.")
        raise Invalid(said % {"names": ", ".join(sorted(named))}, field="words")


def _require_consulted(notice: Notice) -> None:
    """Our assessment of a strike needs that each party was asked, or that we tried."""
    if notice.kind != Notice.Kind.ASSESSMENT:
        return
    asked = list(Consultation.rows.filter(incident=notice.incident_id))
    if missing := notices.unconsulted(asked, notice.factory.unions or 0):
        said = _(
            "Record first whom you asked, also who refused or was not reachable. Still missing: %(who)s."
        )
        raise Invalid(said % {"who": ", ".join(missing)}, field="words")
