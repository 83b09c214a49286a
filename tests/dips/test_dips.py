"""Does a sample open just what was drawn, to those who were named, for its time, and does what they found stand?"""

import uuid
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import Person, RoleGrant, Team
from supervision.audit.models import AuditEvent
from supervision.dip_vocabulary import Grade, SecondReviews
from supervision.dips import queries, result_queries
from supervision.dips.models import DipSample, RecordReview, SampledRecord
from supervision.outbox.models import Notice
from supervision.policy import Denied
from supervision.rules.sampling import draw as drawn_by
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.sessions.services import notes, records
from supervision.vocabulary import AuditAction, NoticeKind, Role, Scope
from tests.dips import cast
from tests.people import NOW, PASSWORD, TODAY, begin, lock, make_person, make_team, send, start
from tests.test_query_counts import MOST, asked

K = NoticeKind
PAGE = "/dip-samples/"
WORDS, PRIVATE = "Words between the two.", "Mine alone."


@pytest.fixture
def record(arrangement: SupervisionArrangement) -> SupervisionSession:
    """One of two signed records of the month."""
    lock(send(start(arrangement)))
    drafted = send(start(arrangement), text=WORDS)
    notes.save(supervision_session=drafted, body=PRIVATE, base_version=0, by=arrangement.practitioner, at=NOW)
    found = lock(drafted)
    Notice.objects.all().delete()
    return found


@pytest.fixture
def auditor(db: None) -> Person:
    return make_person("Abe Reeds", Role.SUPERVISOR, team=make_team("Far"))


@pytest.fixture
def other(db: None) -> Person:
    return make_person("Bo Reeds", Role.SUPERVISOR)


def told(person: Person) -> list[str]:
    return list(Notice.objects.filter(person=person, settled_at=None).order_by("pk").values_list("kind", flat=True))


def answers(sample: DipSample, grade: Grade = Grade.GOOD) -> dict[str, str]:
    grades = {f"criterion-{one.pk}": grade.value for one in sample.criteria.all()}
    return grades | {"difference": "A calmer week", "feedback": "Go on asking what they say"}


def test_a_sample_is_drawn_read_reviewed_twice_and_closed(
    record: SupervisionSession, manager: Person, auditor: Person, other: Person, supervisor: Person,
    practitioner: Person, signed_in: Any,
) -> None:  # fmt: skip
    asks = signed_in(manager)
    form = {
        "first_on": TODAY - timedelta(days=30), "last_on": TODAY, "size": 1, "second": "all",
        "auditors": [auditor.pk, other.pk, supervisor.pk], "ends_on": TODAY + timedelta(days=9), "key": uuid.uuid4(),
    }  # fmt: skip
    assert asks.post(f"{PAGE}draw/", form | {"password": "wrong"}).status_code == 422
    for _ in range(2):  # pressed twice
        made = asks.post(f"{PAGE}draw/", form | {"password": PASSWORD})
    sample = DipSample.objects.get()
    assert made["Location"] == f"{PAGE}{sample.pk}/"
    one = sample.records.get()
    assert (sample.frame_size, sample.criteria.count(), one.reviews.count()) == (2, 7, 2)
    assert told(auditor) == told(other) == [K.DIP_NAMED]
    assert told(practitioner) == told(supervisor) == [K.RECORD_SAMPLED]
    page = asks.get(f"{PAGE}{sample.pk}/").content.decode()
    assert f'Seed</dt><dd class="govuk-summary-list__value">{sample.seed}.' in page
    assert "the same record" in asks.get(f"{PAGE}{sample.pk}/draw-again/").content.decode()

    first, second = (review.auditor for review in one.reviews.select_related("auditor"))
    found = f"{PAGE}records/{one.pk}/"
    reads, other_reads = signed_in(first), signed_in(second)
    assert reads.get(found).status_code == 403  # nothing was found yet
    assert reads.post(f"{found}review/", {"difference": "x"}).status_code == 422
    assert reads.post(f"{found}review/", answers(sample))["Location"] == found
    assert reads.post(f"{found}review/", answers(sample))["Location"] == found
    assert (told(first), told(second)) == ([], [K.DIP_NAMED])
    assert [signed_in(who).get(found).status_code for who in (first, second, supervisor, manager)] == [200, *[403] * 3]
    other_reads.post(f"{found}review/", answers(sample, Grade.OUTSTANDING))
    assert told(supervisor) == [K.RECORD_SAMPLED, K.DIP_FEEDBACK]
    assert found in signed_in(supervisor).get(PAGE).content.decode()
    assert "A calmer week" in signed_in(supervisor).get(found).content.decode()
    assert "Good</dd>" in other_reads.get(found).content.decode()  # they have given theirs
    assert signed_in(practitioner).get(found).status_code == 404

    assert "What was found<" not in asks.get(f"{PAGE}{sample.pk}/").content.decode()
    for _ in range(2):
        asks.post(f"{PAGE}{sample.pk}/close/")
    assert "What was found<" in asks.get(f"{PAGE}{sample.pk}/").content.decode()
    graded = asks.get(found).content.decode()
    assert "Good</dd>" in graded
    assert "A calmer week" not in graded
    assert [signed_in(who).get(found).status_code for who in (first, supervisor)] == [403, 200]
    assert "Reflection" in asks.get(f"{PAGE}over-time/").content.decode()


def test_what_a_reviewer_reads_is_what_was_signed_and_each_time_is_on_the_trail(
    record: SupervisionSession, manager: Person, auditor: Person, other: Person, practitioner: Person, signed_in: Any
) -> None:
    one = cast.drawn_with(record, manager, [auditor], at=timezone.now())
    page = f"/records/sampled/{one.pk}/"
    text = signed_in(auditor).get(page).content.decode()
    assert WORDS in text
    assert PRIVATE not in text
    assert "Confidence</h2>" not in text
    assert "How the work felt</h2>" not in text
    assert signed_in(auditor).get(f"/records/{record.pk}/").status_code == 404
    assert [signed_in(who).get(page).status_code for who in (other, manager, practitioner)] == [404, 403, 404]
    event = AuditEvent.objects.get(actor=auditor, action=AuditAction.READ, kind="record")
    assert (event.object_id, event.detail) == (str(record.pk), {"sample": str(one.sample_id)})
    assert auditor.name in signed_in(practitioner).get(f"/records/{record.pk}/").content.decode()
    log = signed_in(manager).get(f"/managers/access/?person={auditor.pk}").content.decode()
    assert "a record of supervision" in log


def test_it_is_open_until_the_last_moment_of_its_last_day_and_not_once_it_is_closed(
    record: SupervisionSession, manager: Person, auditor: Person, signed_in: Any
) -> None:
    one = cast.drawn_with(record, manager, [auditor], ends_on=TODAY)
    midnight = timezone.make_aware(datetime.combine(TODAY + timedelta(days=1), time()))
    with pytest.raises(Denied, match="last day of this sample has passed"):
        cast.give(one, auditor, at=midnight)
    just_before, place = midnight - timedelta(seconds=1), queries.get_sampled(auditor, one.pk, at=midnight)[1]
    assert place.is_over
    assert not queries.get_sampled(auditor, one.pk, at=just_before)[1].is_over
    cast.give(one, auditor, at=just_before)
    again = cast.drawn_with(record, manager, [auditor], at=timezone.now(), ends_on=timezone.localdate())
    page = signed_in(auditor)
    assert page.get(f"/records/sampled/{again.pk}/").status_code == 200
    cast.close(again.sample, manager)
    refused = page.get(f"/records/sampled/{again.pk}/")
    assert (refused.status_code, "sample is closed" in refused.content.decode()) == (403, True)
    with pytest.raises(Denied, match="sample is closed"):
        cast.give(again, auditor)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"size": 2}, "size"),  # more than half
        ({"first_on": TODAY, "last_on": TODAY}, "last_on"),  # nothing was held
        ({"ends_on": TODAY - timedelta(days=1)}, "ends_on"),
        ({"ends_on": TODAY + timedelta(days=93)}, "ends_on"),
        ({"second": SecondReviews.ALL}, "auditors"),
    ],
)
def test_a_sample_is_refused_that_leaves_nothing_to_chance_or_has_nobody_for_it(
    record: SupervisionSession, manager: Person, auditor: Person, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        cast.draw(manager, [auditor], **given)
    assert field in refused.value.message_dict


def test_nobody_reviews_what_they_had_a_part_in_or_drew_themselves(
    record: SupervisionSession,
    manager: Person,
    auditor: Person,
    supervisor: Person,
    practitioner: Person,
    signed_in: Any,
) -> None:
    for named in ([manager], [practitioner], [supervisor]):
        with pytest.raises(ValidationError) as refused:
            cast.draw(manager, named)
        assert "auditors" in refused.value.message_dict
    with pytest.raises(Denied):
        cast.draw(auditor, [supervisor])
    one = cast.draw(manager, [supervisor, auditor], at=timezone.now()).records.get()
    assert [review.auditor for review in one.reviews.all()] == [auditor]
    assert signed_in(auditor).get(f"/records/sampled/{one.pk}/").status_code == 200
    RoleGrant.objects.filter(person=auditor).delete()  # no longer supervises here
    assert signed_in(auditor).get(f"/records/sampled/{one.pk}/").status_code == 404
    with pytest.raises(Denied):
        cast.give(one, supervisor)


def test_a_manager_draws_and_sees_within_their_reach_and_a_draw_can_be_repeated(
    arrangement: SupervisionArrangement, team: Team, manager: Person, manager_elsewhere: Person, auditor: Person,
    practitioner: Person, signed_in: Any,
) -> None:  # fmt: skip
    far = make_team("Elsewhere too")
    elsewhere = begin(make_person("Far Away", Role.PRACTITIONER, team=far), make_person("Ray", Role.SUPERVISOR))
    for led, many in ((arrangement, 4), (elsewhere, 2)):
        for _ in range(many):
            last = lock(send(start(led)))
    sample = cast.draw(manager, [auditor], size=3)
    assert {(one.team, one.frame_size, one.drawn) for one in sample.strata.all()} == {(team, 4, 2), (far, 2, 1)}
    records.strike(supervision_session=last, reason="x", by=elsewhere.practitioner, at=NOW + timedelta(hours=1))
    frame = queries.frame_then(sample)
    drawn = [one.supervision_session_id for one in sample.records.all()]
    assert [one for _, one in drawn_by(frame, sample.size, sample.seed)] == drawn
    assert "the same 3 records" in signed_in(manager).get(f"{PAGE}{sample.pk}/draw-again/").content.decode()

    near = make_person("Tia Near")
    RoleGrant.objects.create(person=near, role=Role.MANAGER, scope=Scope.TEAM, team=team)
    assert signed_in(near).get(f"{PAGE}{sample.pk}/").status_code == 404
    own = cast.draw(near, [auditor], size=2)
    assert (own.frame_size, signed_in(near).get(f"{PAGE}{own.pk}/").status_code) == (4, 200)
    with pytest.raises(Denied):
        cast.close(sample, near)
    with pytest.raises(ValidationError):
        cast.draw(manager_elsewhere, [auditor])


def test_counts_and_agreement_are_those_worked_out_by_hand(
    arrangement: SupervisionArrangement, manager: Person, auditor: Person, other: Person
) -> None:
    """Three records, all reviewed twice but for one second review: the same grade once, another one once."""
    for _ in range(6):
        lock(send(start(arrangement)))
    sample = cast.draw(manager, [auditor, other], size=3, second=SecondReviews.ALL)
    good, poor = Grade.GOOD, Grade.INADEQUATE
    said = [(good, good), (good, poor), (poor, None)]
    for one, grades in zip(sample.records.all(), said, strict=True):
        for review, grade in zip(one.reviews.all(), grades, strict=True):
            if grade:
                cast.give(one, review.auditor, grade)
    cast.close(sample, manager)
    result = result_queries.results_of([sample])[0]
    assert dict(result.counts) == {good: 2, poor: 1, Grade.OUTSTANDING: 0, Grade.REQUIRES_IMPROVEMENT: 0}
    assert (result.equal, result.pairs, result.agreement) == (1, 2, "50%")
    assert [one.to_do for one in result_queries.themes([result])] == [1]
    supervisor = arrangement.supervisor
    assert Notice.objects.filter(person=supervisor, kind=K.DIP_FEEDBACK).count() == 3  # the last one by closing


def test_a_changed_criterion_is_another_edition_and_a_sample_keeps_its_own(
    record: SupervisionSession, manager: Person, auditor: Person, administrator: Person, signed_in: Any
) -> None:
    page, before = signed_in(administrator), cast.draw(manager, [auditor])
    room, first = "/administration/criteria/", before.criteria.all()[0]
    assert page.post(f"{room}{first.pk}/change/", {"name": "Action points", "asks": "x"}).status_code == 422
    for _ in range(2):  # pressed twice
        page.post(f"{room}{first.pk}/change/", {"name": "Thinking", "asks": "Is there thinking?"})
    page.post(f"{room}add/", {"name": "Reflection", "asks": "Another question?"})
    for one in before.criteria.all()[1:]:
        page.post(f"{room}{one.pk}/retire/")
    after = cast.draw(manager, [auditor])
    kept = [("reflection", 2, "Thinking"), ("reflection-2", 1, "Reflection")]
    assert list(after.criteria.values_list("key", "edition", "name")) == kept
    assert before.criteria.count() == 7
    assert "Thinking" in page.get(room).content.decode()
    only, last = after.criteria.all()
    page.post(f"{room}{only.pk}/retire/")
    assert page.post(f"{room}{last.pk}/retire/").status_code == 422


def pages(record: SupervisionSession, manager: Person, auditor: Person, other: Person, size: int) -> dict[str, Any]:
    """Of a sample to be reviewed, and of one that was reviewed twice and is closed: who looks, and where."""
    left = cast.drawn_with(record, manager, [auditor], size=size)
    one = cast.drawn_with(record, manager, [auditor, other], size=size, second=SecondReviews.ALL)
    for review in RecordReview.objects.filter(sampled__sample=one.sample).select_related("sampled__sample", "auditor"):
        cast.give(review.sampled, review.auditor)
    cast.close(one.sample, manager)
    return {
        "list": (manager, PAGE), "draw": (manager, f"{PAGE}draw/"), "over time": (manager, f"{PAGE}over-time/"),
        "closed": (manager, f"{PAGE}{one.sample_id}/"), "again": (manager, f"{PAGE}{one.sample_id}/draw-again/"),
        "found": (manager, f"{PAGE}records/{one.pk}/"), "words": (record.supervisor, f"{PAGE}records/{one.pk}/"),
        "mine": (auditor, PAGE), "open": (auditor, f"{PAGE}{left.sample_id}/"),
        "read": (auditor, f"/records/sampled/{left.pk}/"), "review": (auditor, f"{PAGE}records/{left.pk}/review/"),
    }  # fmt: skip


def test_every_page_asks_little_and_no_more_when_there_is_more(
    arrangement: SupervisionArrangement, manager: Person, auditor: Person, other: Person
) -> None:
    signed = [lock(send(start(arrangement), points=1)) for _ in range(6)]
    few = {name: len(asked(*page)) for name, page in pages(signed[0], manager, auditor, other, 1).items()}
    many = {name: len(asked(*page)) for name, page in pages(signed[0], manager, auditor, other, 3).items()}
    assert max(many.values()) <= MOST, many
    assert {name for name, count in many.items() if count > few[name]} == set(), (few, many)


REVIEW = (
    "INSERT INTO dips_recordreview (id, sampled_id, auditor_id, place) VALUES (gen_random_uuid(), '{one}', {who}, 2)"
)
GRADE = "INSERT INTO dips_criteriongrade (review_id, criterion_id, grade) VALUES ('{open}', {criterion}, '{grade}')"
ATTACKS = {
    "a fifth grade": GRADE.replace("{grade}", "fair"),
    "the same person twice": REVIEW.replace("{who}", "{auditor}"),
    "one's own record, as its supervisor": REVIEW.replace("{who}", "{supervisor}"),
    "one's own record, as its practitioner": REVIEW.replace("{who}", "{practitioner}"),
    "whoever drew it": REVIEW.replace("{who}", "{manager}"),
    "a grade more, once given": GRADE.replace("{open}", "{given}").replace("{grade}", "good"),
    "another grade": "UPDATE dips_criteriongrade SET grade = 'outstanding' WHERE review_id = '{given}'",
    "no grade": "DELETE FROM dips_criteriongrade WHERE review_id = '{given}'",
    "other words": "UPDATE dips_reviewwords SET feedback = 'x' WHERE review_id = '{given}'",
    "a review taken back": "UPDATE dips_recordreview SET given_at = NULL WHERE id = '{given}'",
    "given to another": "UPDATE dips_recordreview SET auditor_id = {other} WHERE id = '{open}'",
    "a record more": "INSERT INTO dips_sampledrecord (id, sample_id, number, supervision_session_id) "
    "VALUES (gen_random_uuid(), '{sample}', 3, '{left}')",
    "another record": "UPDATE dips_sampledrecord SET supervision_session_id = '{left}' WHERE id = '{one}'",
    "another seed": "UPDATE dips_dipsample SET seed = 8 WHERE id = '{sample}'",
    "a longer time": "UPDATE dips_dipsample SET ends_on = ends_on + 1 WHERE id = '{sample}'",
    "a criterion in other words": "UPDATE dips_criterion SET asks = 'x'",
    "a review after closing": "UPDATE dips_recordreview SET given_at = now() WHERE id = '{closed}'",
    "a grade after closing": GRADE.replace("{open}", "{closed}").replace("{grade}", "good"),
    "open again": "UPDATE dips_dipsample SET closed_at = NULL, closed_by_id = NULL WHERE id = '{over}'",
}


@pytest.fixture
def rows(arrangement: SupervisionArrangement, manager: Person, auditor: Person, other: Person) -> dict[str, Any]:
    """An open sample of two, one of them reviewed, and a closed one that nobody reviewed."""
    signed = [lock(send(start(arrangement))) for _ in range(4)]
    sample, over = cast.draw(manager, [auditor], size=2), cast.draw(manager, [auditor])
    cast.close(over, manager)
    one, two = sample.records.all()
    given = cast.give(one, auditor)
    drawn = SampledRecord.objects.filter(sample=sample).values_list("supervision_session", flat=True)
    return {
        "sample": sample.pk, "over": over.pk, "one": one.pk, "given": given.pk, "open": two.reviews.get().pk,
        "closed": RecordReview.objects.get(sampled__sample=over).pk, "criterion": sample.criteria.all()[0].pk,
        "left": next(record.pk for record in signed if record.pk not in drawn), "grade": "good",
        "auditor": auditor.pk, "other": other.pk, "manager": manager.pk,
        "practitioner": arrangement.practitioner_id, "supervisor": arrangement.supervisor_id,
    }  # fmt: skip


def test_the_database_refuses(rows: dict[str, Any]) -> None:
    let_pass = [attack for attack, said in ATTACKS.items() if refused(said.format(**rows)) != "23"]
    assert let_pass == []
    assert [refused(said.format(**rows)) for said in (REVIEW.replace("{who}", "{other}"), GRADE)] == [None, None]


def refused(statement: str) -> str | None:
    """The class of the error, or nothing when the database let it pass."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return str(error.__cause__.pgcode)[:2]  # type: ignore[union-attr]
    return None
