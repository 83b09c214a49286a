"""Does a chart's sentence say of when its score is?"""

import pytest

from supervision.measures.charts import Names, overall
from supervision.measures.confidence import ConfidenceOverTime
from supervision.rules.confidence import Month

MONTHS = [Month(2026, month) for month in (7, 8, 9)]


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ([2.0, None, 3.0], "is now 3 out of 5 and has gone up by 1 since the first rating, 2 in July 2026."),
        (
            [2.0, 3.0, None],
            "was last 3 out of 5, in August 2026, and has gone up by 1 since the first rating, 2 in July 2026.",
        ),
        (
            [3.5, 3.5, None],
            "was last 3.5 out of 5, in August 2026, and has not moved since the first rating, 3.5 in July 2026.",
        ),
    ],
)
def test_a_score_of_an_earlier_month_is_said_with_its_month(scores: list[float | None], sentence: str) -> None:
    chart = overall(ConfidenceOverTime(MONTHS, [], scores), Names("You", "Your supervisor", ""))
    assert chart
    assert chart.sentence == f"The average over all areas {sentence}"
