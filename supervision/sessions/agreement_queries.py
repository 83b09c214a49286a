"""Which version of an agreement holds, and which waits for a signature?"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from supervision.vocabulary import Party

from .models import AgreementSignature, SupervisionAgreement, SupervisionArrangement


def _signed_by_both(version: str) -> Q:
    signed = AgreementSignature.objects.filter(agreement=OuterRef(version))
    return Q(*(Exists(signed.filter(party=party)) for party in Party))


# One that was passed over holds until the new two have signed theirs.
HOLDS = _signed_by_both("pk") | _signed_by_both("passed_over_from")


def in_force() -> QuerySet[SupervisionAgreement]:
    """Versions that both have signed, the newest first."""
    return SupervisionAgreement.objects.filter(HOLDS).order_by("-number")


def current_adjustments(arrangement: SupervisionArrangement) -> str:
    """What both signed to make supervision work for the practitioner; empty when nothing was."""
    agreement = in_force().filter(arrangement=arrangement).only("arrangement", "adjustments").first()
    return agreement.adjustments if agreement else ""


def current_agreement(arrangement: SupervisionArrangement) -> SupervisionAgreement | None:
    """The newest version, signed by both or not: what can be signed and changed."""
    return _whole(SupervisionAgreement.objects.filter(arrangement=arrangement)).first()


@dataclass(frozen=True)
class Agreed:
    """The newest version, and the newest that holds; one and the same unless a newer one waits for a signature."""

    newest: SupervisionAgreement | None = None
    in_force: SupervisionAgreement | None = None


def agreed_in(arrangement: SupervisionArrangement) -> Agreed:
    own = SupervisionAgreement.objects.filter(arrangement=arrangement).order_by("-number")
    known = own.filter(Q(pk__in=own.values("pk")[:1]) | Q(pk__in=own.filter(HOLDS).values("pk")[:1]))
    found = list(_whole(known.annotate(holds=Exists(in_force().filter(pk=OuterRef("pk"))))))
    if not found:
        return Agreed()
    return Agreed(found[0], next((version for version in found if version.holds), None))  # type: ignore[attr-defined]


def _whole(found: QuerySet[SupervisionAgreement]) -> QuerySet[SupervisionAgreement]:
    whence = "passed_over_from__arrangement__supervisor"
    return found.prefetch_related("signatures__person").select_related("written_by", whence)
