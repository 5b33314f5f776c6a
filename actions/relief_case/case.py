"""One application with all that is known of it: whose unit, in whose hands it is, how long, what was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from actions.knowledge import Knowledge
from actions.question import Question
from actions.windows import say_window
from actions.wording import say_list, shorten_plan
from claims.access import (
    access_claims,
    access_enrolments,
    access_profile,
    access_relief_applications,
    access_relief_requests,
)
from claims.database import ClaimsDatabase
from claims.states import ReliefStep
from claims.values import Claim, Enrolment, MemberId, Profile, ReliefApplication
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject
from vocabulary.saying import say_date

UNDER_REVIEW = frozenset(
    {
        ReliefStep.SUBMITTED,
        ReliefStep.UNIT_REVIEW,
        ReliefStep.TOWNSHIP_REVIEW,
        ReliefStep.COMMITTEE_REVIEW,
    }
)
_LONGEST_CAUSE = 16
_AGO = {0: "今天", 1: "昨天", 2: "前天"}


@dataclass(frozen=True)
class OwnApplication:
    """What is answered from; `filed` are the member's claims; `requested` is what staff asked to be handed in, in their words, while that is open."""

    one: ReliefApplication
    profile: Profile
    cover: Sequence[Enrolment]
    filed: Sequence[Claim]
    requested: str
    knowledge: Knowledge
    question: Question
    window: str
    """Where to be seen in person."""

    @property
    def is_under_review(self) -> bool:
        return self.one.step in UNDER_REVIEW

    @property
    def is_person_awaited(self) -> bool:
        return self.question.waiting is not None

    @property
    def is_spoken_of(self) -> bool:
        """Whether it is what was spoken of last, so that it needs no name."""
        topic = self.question.talk.topic
        return topic is not None and (topic.subject, topic.key) == (Subject.RELIEF, self.one.number)

    def was_asked(self, aspect: Aspect) -> bool:
        """Whether that was answered of it last."""
        topic = self.question.talk.topic
        return self.is_spoken_of and topic is not None and aspect in topic.aspects

    @property
    def name(self) -> str:
        """`您尿毒症透析这份应急救助`, or `您这份` once it is spoken of."""
        return "您这份" if self.is_spoken_of else f"您{self.cause}这份应急救助"

    @property
    def cause(self) -> str:
        return self.one.cause.split("，")[0][:_LONGEST_CAUSE]

    @property
    def unit(self) -> str:
        """`您的单位工会（某印刷厂工会）`."""
        return f"您的单位工会（{self.profile.union_name}）"

    @property
    def township(self) -> str:
        """The union above the unit's; of another district than the fund's it is not known which."""
        is_here = self.profile.district == self.one.district
        return f"{self.profile.township}的工会" if is_here else "镇（街道）的工会"

    @property
    def is_of_another_district(self) -> bool:
        return self.profile.district != self.one.district

    @property
    def where(self) -> str:
        """In whose hands it is: `在庞各庄镇的工会`."""
        return {
            ReliefStep.SUBMITTED: f"交到了{self.unit}",
            ReliefStep.UNIT_REVIEW: f"在{self.unit}核实",
            ReliefStep.TOWNSHIP_REVIEW: f"在{self.township}审",
            ReliefStep.COMMITTEE_REVIEW: "在评审委员会评审",
        }.get(self.one.step, "有结果了")

    @property
    def days(self) -> int:
        return self.days_since(self.one.step_since)

    @property
    def waited(self) -> str:
        """`11月19日起，11 天了`."""
        since = say_date(self.one.step_since, self.question.today)
        return f"{since}起，{self.days} 天了" if self.days else "今天才到这一步"

    @property
    def decided(self) -> str:
        """`11月1日（30 天前）`."""
        return self.say_day(self.one.step_since)

    def say_day(self, day: date) -> str:
        """The day with how long ago it was: `11月29日（昨天）`."""
        days = self.days_since(day)
        return f"{say_date(day, self.question.today)}（{_AGO.get(days, f'{days} 天前')}）"

    def days_since(self, day: date) -> int:
        return (self.question.today - day).days

    @property
    def valid_cover(self) -> str:
        """What is in force for the member, by short names."""
        names = (shorten_plan(one.plan_name) for one in self.cover if one.standing == "valid")
        return say_list(dict.fromkeys(names))


async def read_cases(
    claims: ClaimsDatabase, knowledge: Knowledge, member: MemberId, question: Question
) -> tuple[OwnApplication, ...]:
    """The member's applications, newest first."""
    every = await access_relief_applications(claims, member)
    if not every:
        return ()
    profile = await access_profile(claims, member)
    cover = await access_enrolments(claims, member, question.today)
    window = await say_window(claims, profile.district)
    requested = await access_relief_requests(claims, member)
    filed = await access_claims(claims, member)
    return tuple(
        OwnApplication(one, profile, cover, filed, requested.get(one.number, ""), knowledge, question, window)
        for one in every
    )
