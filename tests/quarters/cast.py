"""How does a test get a quarter that closed, with a figure of the organisation for each area?"""

from supervision.quarters.models import ClosedQuarter, QuarterFigure
from supervision.rules.quarters import Quarter
from supervision.sessions.models import ConfidenceDomain
from tests.people import NOW, TODAY


def closed(ago: int) -> ClosedQuarter:
    """So many quarters before the present one."""
    quarter = Quarter.of(TODAY)
    for _ in range(ago):
        quarter = quarter.before()
    made = ClosedQuarter.objects.create(first_day=quarter.first_day, closed_at=NOW, least=5)
    QuarterFigure.objects.bulk_create(
        QuarterFigure(quarter=made, domain=domain, raters=7, confident=3) for domain in ConfidenceDomain.objects.all()
    )
    return made
