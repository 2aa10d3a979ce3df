"""Updates on the conditions in a country: written, asked for, approved; the worker publishes (PHS-5, WHO-15)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from accounts.errors import Invalid
from accounts.lifecycle import advance
from accounts.models import Membership, Role, User
from accounts.verbs import verb
from factories import alone, outbox
from factories.access import require_programme_role
from programmes.models import CountryProgramme
from reporting.composing.conditions import compose
from reporting.models import ConditionsUpdate

S = ConditionsUpdate.Status
WRITERS = (Role.ADMINISTRATOR, Role.COUNTRY_MANAGER)
NOBODY: dict[str, object] = {
    "approved_by": None,
    "approved_at": None,
    "alone_because": "",
    "publish_at": None,
}


@verb
def write_update(
    *,
    programme: CountryProgramme,
    on: date,
    titles: Mapping[str, str],
    words: Mapping[str, str],
    by: User,
    at: datetime,
) -> ConditionsUpdate:
    """A new one, about the local day `on`; titles and words by language."""
    require_programme_role(by, *WRITERS, programme=programme)
    update = ConditionsUpdate(programme=programme, made_at=at)
    return _written(update, on, titles, words, by)


@verb
def rewrite_update(
    *,
    update: ConditionsUpdate,
    on: date,
    titles: Mapping[str, str],
    words: Mapping[str, str],
    by: User,
    at: datetime,
) -> ConditionsUpdate:
    """While it is a draft; whoever wrote last is its author."""
    require_programme_role(by, *WRITERS, programme=update.programme)
    locked = ConditionsUpdate.rows.select_for_update().filter(pk=update.pk, status=S.DRAFT).first()
    if locked is None:
        raise Invalid(_("It is no draft any more. Have it given back first."))
    return _written(locked, on, titles, words, by)


def _written(
    update: ConditionsUpdate, on: date, titles: Mapping[str, str], words: Mapping[str, str], by: User
) -> ConditionsUpdate:
    update.on, update.made_by = on, by
    update.titles = {language: title.strip() for language, title in titles.items() if title.strip()}
    update.words = {language: text.strip() for language, text in words.items() if text.strip()}
    _insist_on_titles(update)
    update.save()
    return update


def languages_of(programme: CountryProgramme) -> list[str]:
    """Those of the programme that the product speaks; English where it speaks none of them."""
    spoken = [language for language, _name in settings.LANGUAGES if language in programme.languages]
    return spoken or [settings.LANGUAGE_CODE]


def _insist_on_titles(update: ConditionsUpdate) -> None:
    for language in languages_of(update.programme):
        if not update.titles.get(language):
            name = get_language_info(language)["name_translated"]
            raise Invalid(
                _("Write the title in this language: %(name)s.") % {"name": name}, f"title_{language}"
            )


@verb
def ask_for_publication(*, update: ConditionsUpdate, by: User, at: datetime) -> ConditionsUpdate:
    """What holds on its day is frozen: just this is approved and published."""
    require_programme_role(by, *WRITERS, programme=update.programme)
    _insist_on_titles(update)
    advance(update, S.ASKED, payload=compose(update.programme, update.on))
    for to in _country_managers(update.programme):
        outbox.enqueue(
            key=f"conditions_asked:{update.pk}:{at.isoformat()}:{to.pk}",
            kind="conditions_asked",
            to=to,
            at=at,
            subject_id=update.pk,
            facts={"country": update.programme.name, "titles": update.titles},
        )
    return update


def _country_managers(programme: CountryProgramme) -> list[User]:
    held = Membership.objects.current().filter(
        organisation=programme.organisation_id, role=Role.COUNTRY_MANAGER, user__is_active=True
    )
    return [each.user for each in held.select_related("user").order_by("user__name", "pk")]


@verb
def approve_update(
    *, update: ConditionsUpdate, publish_at: datetime | None = None, reason: str = "", by: User, at: datetime
) -> ConditionsUpdate:
    """At once where no moment is named. Who wrote it says why nobody else could approve it (WHO-15)."""
    require_programme_role(by, Role.COUNTRY_MANAGER, programme=update.programme)
    because = alone.reason_kept(update.made_by_id, by, reason, "reason")
    if publish_at is not None and publish_at < at:
        raise Invalid(
            _("This moment is over. Name a later one, or none: then it is published at once."), "publish_at"
        )
    if update.status == S.ASKED and compose(update.programme, update.on) != update.payload:
        raise Invalid(_("What holds on that day has changed since approval was asked for. Give it back."))
    return advance(
        update,
        S.APPROVED,
        approved_by=by,
        approved_at=at,
        alone_because=because,
        publish_at=publish_at or at,
    )


@verb
def give_back_update(*, update: ConditionsUpdate, by: User, at: datetime) -> ConditionsUpdate:
    """Not as it is; an approved one too, while it waits for its moment."""
    require_programme_role(by, Role.COUNTRY_MANAGER, programme=update.programme)
    return advance(update, S.DRAFT, payload="", **NOBODY)


@verb
def throw_away_update(*, update: ConditionsUpdate, by: User, at: datetime) -> ConditionsUpdate:
    require_programme_role(by, *WRITERS, programme=update.programme)
    return advance(update, S.THROWN_AWAY, payload="", **NOBODY)
