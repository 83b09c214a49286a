"""Which sessions are counted: held, when and with what record; or not held, by whom and why?"""

from datetime import timedelta

from django.db.models import DurationField, Exists, ExpressionWrapper, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import TruncDate
from django.utils import timezone

from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.sessions.models import RecordEvent, Signature
from supervision.sessions.models.session import UNSIGNED
from supervision.vocabulary import NotHeldBy, NotHeldReason, RecordState, RecordStep, SignatureResponse, Timeliness

from . import timeliness
from .figures import Days, Figure, Rows, Subject, always

WRITTEN_WITHIN = 7  # days
SESSIONS = Subject.SESSIONS
NOT_HELD = Q(state=RecordState.NOT_HELD)
TO_SIGN = Q(state__in=COUNTED_AS_HELD, sign_by__isnull=False)


def _sent() -> QuerySet[RecordEvent]:
    return RecordEvent.objects.filter(supervision_session=OuterRef("pk"), step=RecordStep.SEND)


def first_sent_at() -> Subquery:
    """When a record was first sent for signature."""
    return Subquery(_sent().order_by().values("supervision_session").annotate(first=Min("at")).values("first"))


class MiddleGap(Subquery):
    """The median time from the day of a session to the day on which its record was first sent."""

    template = "(SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) FROM (%(subquery)s) written)"
    output_field = DurationField()

    def __init__(self, held: Rows) -> None:
        day = TruncDate(first_sent_at(), tzinfo=timezone.get_default_timezone())
        gap = ExpressionWrapper(day - F("held_on"), output_field=DurationField())
        super().__init__(held.order_by().annotate(gap=gap).values("gap"))


def _written_late(days: Days) -> Q:
    """Not sent within some days after the session: sent later, or not sent yet.

    Whatever was sent last within these days was sent first within them: of the rest alone is it looked up when.
    """
    last = OuterRef("held_on") + Value(timedelta(days=WRITTEN_WITHIN))
    sent = _sent().annotate(day=TruncDate("at", tzinfo=timezone.get_default_timezone()))
    in_time = Q(sent_at__date__lte=F("held_on") + Value(timedelta(days=WRITTEN_WITHIN)))
    in_time |= Q(Exists(sent.filter(day__lte=last)))
    long_enough_ago = days.on - timedelta(days=WRITTEN_WITHIN)
    return Q(state__in=COUNTED_AS_HELD, held_on__lt=long_enough_ago) & ~in_time


def _disputed(days: Days) -> Q:
    standing = Signature.objects.filter(supervision_session=OuterRef("pk"), voided_at=None)
    return ~Q(state=RecordState.STRUCK) & Q(Exists(standing.filter(response=SignatureResponse.DO_NOT_AGREE)))


def _signed_in_time(days: Days) -> Q:
    return TO_SIGN & Q(state=RecordState.LOCKED, locked_at__date__lte=F("sign_by"))


def _to_have_signed(days: Days) -> Q:
    return TO_SIGN & (Q(state=RecordState.LOCKED) | Q(sign_by__lt=days.on))


FIGURES = {
    "unsigned": Figure(
        "Not signed by both",
        "Records that are being written or still wait for a signature.",
        SESSIONS,
        always(Q(state__in=UNSIGNED)),
        oldest_first=True,
    ),
    "sign-late": Figure(
        "Past the day to sign by",
        "Of those, the ones past their last day for signing.",
        SESSIONS,
        lambda days: Q(state__in=UNSIGNED, sign_by__lt=days.on),
        oldest_first=True,
    ),
    "held": Figure(
        "Sessions held",
        "Sessions with a record of having been held.",
        SESSIONS,
        always(Q(state__in=COUNTED_AS_HELD)),
        in_period=True,
    ),
    "not-held": Figure(
        "Did not happen", "Sessions that were recorded as not held.", SESSIONS, always(NOT_HELD), in_period=True
    ),
    "short-notice": Figure(
        "At short notice",
        "Of those, the ones that were cancelled at short notice.",
        SESSIONS,
        always(NOT_HELD & Q(is_short_notice=True)),
        in_period=True,
    ),
    "not-agreed": Figure(
        "Signed without agreeing",
        "Records that one of the two signed with “I do not agree”.",
        SESSIONS,
        _disputed,
        in_period=True,
    ),
    "written-late": Figure(
        f"Written more than {WRITTEN_WITHIN} days later",
        f"Records that were not sent for signature within {WRITTEN_WITHIN} days after the session.",
        SESSIONS,
        _written_late,
        in_period=True,
    ),
    "to-have-signed": Figure(
        "Signed, or past the day to sign by",
        "Sessions held whose record is signed by both, or whose last day for signing has passed.",
        SESSIONS,
        _to_have_signed,
        in_period=True,
    ),
    "signed-in-time": Figure(
        "Signed in time",
        "Sessions held whose record both had signed by its last day for signing.",
        SESSIONS,
        _signed_in_time,
        in_period=True,
        out_of=("to-have-signed",),
    ),
    "were-due": Figure(
        "Held when one was due",
        "Sessions held for which a due date was known. A session that moves no due date is not among them.",
        SESSIONS,
        always(timeliness.KNOWN),
        in_period=True,
    ),
    "in-interval": Figure(
        "Held in their interval",
        "Of those, the ones held by the day on which they were due or within the days of grace, by the interval that "
        "applied to this person then. Days away have moved the due date before.",
        SESSIONS,
        always(timeliness.HELD[Timeliness.ON_TIME] | timeliness.HELD[Timeliness.WITHIN_GRACE]),
        in_period=True,
        out_of=("were-due", "past-grace"),
    ),
    **{
        f"held-{when.value}": Figure(
            f"Held {when.label[0].lower()}{when.label[1:]}",
            "Sessions held, beside the day on which they were due at that time.",
            SESSIONS,
            always(wanted),
            in_period=True,
            out_of=("were-due",),
        )
        for when, wanted in timeliness.HELD.items()
    },
    **{
        f"not-held-{by.value}-{why.value}": Figure(
            f"Did not happen: {by.label[0].lower()}{by.label[1:]}, {why.label[0].lower()}{why.label[1:]}",
            f"Sessions that were recorded as not held: it was {by.label[0].lower()}{by.label[1:]} who could not, "
            "with this reason.",
            SESSIONS,
            always(NOT_HELD & Q(not_held_by=by, not_held_reason=why)),
            in_period=True,
            out_of=("not-held",),
        )
        for by in NotHeldBy
        for why in NotHeldReason
    },
}
