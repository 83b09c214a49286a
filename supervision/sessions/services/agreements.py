"""How is a supervision agreement written and signed? A change is a new version, signed afresh."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record
from supervision.policy import Denied
from supervision.rules.intervals import in_words, is_less_often
from supervision.vocabulary import AuditAction, Party, Place

from ..frequency import asked_for
from ..models import AgreementSignature, SupervisionAgreement, SupervisionArrangement
from .arrangements import refresh_due


@transaction.atomic
def write(
    *,
    arrangement: SupervisionArrangement,
    interval_days: int | None,
    minutes: int,
    place: Place,
    review_on: date,
    confidentiality: str,
    disagreements: str,
    adjustments: str,
    less_often_reason: str = "",
    prompts_ahead: bool = False,
    by: Person,
    at: datetime,
) -> SupervisionAgreement:
    """Write the next version of an agreement; its writer signs it by writing it. The same words again are the same.

    Raises ValidationError for sessions that are less often than the policy asks for and have no reason.
    """
    SupervisionArrangement.objects.select_for_update(no_key=True).get(pk=arrangement.pk)
    _check_party(arrangement, by)
    _check_reason(arrangement, interval_days, less_often_reason, localdate(at))
    terms = {
        "interval_days": interval_days,
        "minutes": minutes,
        "place": place,
        "review_on": review_on,
        "confidentiality": confidentiality,
        "disagreements": disagreements,
        "adjustments": adjustments,
        "less_often_reason": less_often_reason or None,
        "prompts_ahead": prompts_ahead,
        "written_by": by,
    }
    last = arrangement.agreements.select_related("written_by").first()
    if last and all(getattr(last, name) == value for name, value in terms.items()):
        return last  # a double click
    agreement = SupervisionAgreement.objects.create(
        arrangement=arrangement, number=last.number + 1 if last else 1, written_at=at, **terms
    )
    record(actor=by, action=AuditAction.CREATED, kind="agreement", object_id=agreement.pk, at=at)
    sign(agreement=agreement, by=by, at=at)
    return agreement


@transaction.atomic
def sign(*, agreement: SupervisionAgreement, by: Person, at: datetime) -> None:
    """Sign as one of the two. The second signature puts its frequency into force."""
    arrangement = SupervisionArrangement.objects.select_for_update(no_key=True).get(pk=agreement.arrangement_id)
    _check_party(arrangement, by)
    if arrangement.agreements.filter(number__gt=agreement.number).exists():
        raise Denied("There is a newer version of this agreement. Sign that one.")
    party = Party.PRACTITIONER if arrangement.practitioner_id == by.pk else Party.SUPERVISOR
    _, created = AgreementSignature.objects.get_or_create(
        agreement=agreement, party=party, defaults={"person": by, "signed_at": at}
    )
    if created:
        record(actor=by, action=AuditAction.STEPPED, kind="agreement", object_id=agreement.pk, at=at)
    # Counted in the table: the agreement in hand may carry the signatures that were read before this one.
    if created and AgreementSignature.objects.filter(agreement=agreement).count() == len(Party):
        arrangement.interval_days = agreement.interval_days
        arrangement.is_less_often = agreement.less_often_reason is not None
        arrangement.save(update_fields=["interval_days", "is_less_often"])
        refresh_due(practitioner_id=arrangement.practitioner_id)


def _check_reason(arrangement: SupervisionArrangement, interval_days: int | None, reason: str, on: date) -> None:
    if interval_days is None:
        if reason:
            raise ValidationError({"less_often_reason": "Leave this empty when you meet as often as the policy says"})
        return
    # With a specialist supervisor, whom no policy is about, the two agree as they see fit.
    if arrangement.policy is None or reason:
        return
    asked = asked_for(arrangement, on=on)
    if is_less_often(interval_days, asked):
        words = f"Write why this is less often than the policy, which asks for {in_words(asked)}"
        raise ValidationError({"less_often_reason": words})


def _check_party(arrangement: SupervisionArrangement, by: Person) -> None:
    if by.pk not in (arrangement.practitioner_id, arrangement.supervisor_id):
        raise Denied("Only the two people in an arrangement can agree how it works.")
