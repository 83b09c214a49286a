"""What does one invented record say? Answers, ratings that move slowly, and action points."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from random import Random

from supervision.sessions.content import AgreedAction, RecordContent
from supervision.sessions.models import ConfidenceDomain, SupervisionSession, TemplateQuestion, TemplateVersion
from supervision.vocabulary import EmotionalItem, Place, QuestionPart, SupervisionFunction

from . import words


@dataclass(frozen=True)
class Forms:
    """The templates and areas of confidence as stored, read once."""

    questions: dict[int, list[TemplateQuestion]]
    domains: list[ConfidenceDomain]

    @property
    def version_ids(self) -> list[int]:
        return sorted(self.questions)


def read_forms() -> Forms:
    versions = TemplateVersion.objects.prefetch_related("questions")
    return Forms(
        questions={version.pk: list(version.questions.all()) for version in versions},
        domains=list(ConfidenceDomain.objects.filter(is_asked=True)),
    )


def content_for(
    record: SupervisionSession, forms: Forms, random: Random, *, progress: float, how_many: int
) -> RecordContent:
    """A record's content; `progress` runs from 0 at the start of the two years to 1 today."""
    assert record.template_version_id is not None
    return RecordContent(
        held_on=record.held_on,
        minutes=random.choice((45, 60, 60, 75, 90)),
        place=random.choice((Place.IN_PERSON, Place.IN_PERSON, Place.VIDEO)),
        kind_id=record.kind_id,
        others_present="Practice educator, for the first half hour" if random.random() < 0.08 else "",
        answers=_answers(forms.questions[record.template_version_id], random),
        functions=sorted(random.sample([word.value for word in SupervisionFunction], random.randint(2, 4))),
        ratings=ratings_for(forms.domains, random, progress),
        feelings={}
        if record.writer_id == record.supervisor_id
        else {item: max(1, min(5, round(3.4 - 1.4 * progress + random.uniform(-1, 1)))) for item in EmotionalItem},
        action_points=[
            _action_point(record, number, words_of, random)
            for number, words_of in enumerate(random.sample(words.ACTIONS, how_many))
        ],
    )


def _answers(questions: list[TemplateQuestion], random: Random) -> dict[uuid.UUID, str]:
    case = random.choice(words.REFERENCES)
    given: dict[uuid.UUID, str] = {}
    cycle = [question for question in questions if question.part == QuestionPart.CYCLE]
    texts = [words.HAPPENED, words.FELT, words.SENSE, words.SENSE, words.SENSE, words.NEXT]
    for place, question in enumerate(cycle):
        pool = words.NEXT if question is cycle[-1] else texts[place]
        given[question.pk] = random.choice(pool).format(case=case)
    prompts = [words.SENSE, words.CHILD, words.BALANCE, words.NEEDS, words.NEXT]
    for question in questions:
        if question.part == QuestionPart.PROMPT and random.random() < 0.6:
            given[question.pk] = random.choice(prompts[question.position % len(prompts)])
        if question.part == QuestionPart.DECISION and random.random() < 0.8:
            given[question.pk] = random.choice(words.DECIDED)
    return given


def ratings_for(domains: list[ConfidenceDomain], random: Random, progress: float) -> dict[int, int | None]:
    ratings: dict[int, int | None] = {}
    for domain in domains:
        if random.random() < 0.06:
            continue
        easier = {1: 0.6, 3: -0.6, 7: -0.9}.get(domain.position, 0.0)
        score = round(2.4 + easier + 1.5 * progress + random.uniform(-0.7, 0.7))
        ratings[domain.pk] = None if random.random() < 0.08 else max(1, min(5, score))
    return ratings


def _action_point(
    record: SupervisionSession, number: int, words_of: tuple[str, str, str], random: Random
) -> AgreedAction:
    what, why, how = words_of
    owner = record.supervisor_id if random.random() < 0.25 else record.practitioner.pk
    due_on: date = record.held_on + timedelta(days=random.choice((14, 21, 28, 35)))
    return AgreedAction(
        id=uuid.uuid5(record.pk, f"actions-{number}"), what=what, why=why, how=how, owner_id=owner, due_on=due_on
    )


def as_controls(content: RecordContent) -> dict[str, list[str]]:
    """The same content as the form's controls hold it, for a draft."""
    day = content.held_on
    controls = {"held_on_0": str(day.day), "held_on_1": str(day.month), "held_on_2": str(day.year)}
    controls["others_present"] = content.others_present
    controls |= {"kind": content.kind_id, "minutes": str(content.minutes), "place": content.place}
    controls |= {f"answer_{question.hex}": body for question, body in content.answers.items()}
    controls |= {f"rating_{domain}": str(score or "not_used") for domain, score in content.ratings.items()}
    controls |= {f"feeling_{item}": str(score) for item, score in content.feelings.items()}
    for number, point in enumerate(content.action_points):
        row = {"what": point.what, "why": point.why, "how": point.how, "owner": str(point.owner_id)}
        row |= {"due_on": point.due_on.isoformat(), "case": str(point.case_id or "")}
        controls |= {f"actions-{number}-{name}": value for name, value in row.items()}
    for number, said in enumerate(content.cases):
        told = {name: str(value) for name, value in asdict(said).items() if name not in ("id", "case_id")}
        controls |= {f"cases-{number}-{name}": value for name, value in ({"case": str(said.case_id)} | told).items()}
    return {name: [value] for name, value in controls.items()} | {"functions": content.functions}
