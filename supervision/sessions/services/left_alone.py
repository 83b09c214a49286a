"""Who hears that somebody has no lead supervisor? Every administrator, until somebody leads again."""

from datetime import date, datetime

from accounts.models import Person
from supervision.outbox.notices import notify, settle
from supervision.vocabulary import NoticeKind, Role


def tell(practitioner: Person, *, from_on: date, at: datetime) -> None:
    for to in Person.objects.filter(is_active=True, role_grants__role=Role.ADMINISTRATOR).distinct():
        notify(
            person_id=to.pk, kind=NoticeKind.WITHOUT_LEAD, about_id=practitioner.pk, at=at, mail_after=at,
            key=f"without_lead:{practitioner.pk}:{from_on}:{to.pk}", about_person_id=practitioner.pk, about_on=from_on,
        )  # fmt: skip


def is_led_again(practitioner: Person, *, at: datetime) -> None:
    settle(kinds=NoticeKind.WITHOUT_LEAD, about_id=practitioner.pk, at=at)
