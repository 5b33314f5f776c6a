"""All cover of one member, by how it stands on a day, under short names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from actions.knowledge import Knowledge
from actions.question import Question
from actions.talk import Topic
from actions.windows import say_window
from actions.wording import say_list
from claims.access import access_claims, access_enrolments, access_profile, access_relief_applications
from claims.database import ClaimsDatabase
from claims.values import Claim, Enrolment, MemberId, Profile, ReliefApplication
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject
from vocabulary.programmes import find_plan
from vocabulary.saying import say_date

UNIVERSAL = ("secondary_reimbursement", "non_work_accident_property")
"""What every member with a card in force is in."""
_NAMES = {
    "non_work_accident_property": "非工伤意外家财险",
    "tailored_after_school": "托管班意外",
    "tailored_social_worker": "社工套餐（意外、重疾、津贴）",
    "tailored_recuperation": "疗休养短期意外",
    "tailored_site_worker": "工程建设者意外",
}
_STANDS = frozenset({Aspect.STATE, Aspect.VALID})
_PARTS_OF_PACKAGE = frozenset({"accident", "critical_illness", "hospital_cash"})
_PACKAGE = "tailored_social_worker"


@dataclass(frozen=True)
class OwnCover:
    """What is answered from."""

    every: Sequence[Enrolment]
    profile: Profile
    window: str
    """Where to be seen in person."""
    knowledge: Knowledge
    question: Question
    filed: Sequence[Claim] = ()
    applied: Sequence[ReliefApplication] = ()

    @property
    def today(self) -> date:
        return self.question.today

    @property
    def valid(self) -> list[Enrolment]:
        return [one for one in self.every if one.standing == "valid"]

    @property
    def upcoming(self) -> list[Enrolment]:
        return [one for one in self.every if one.standing == "upcoming"]

    @property
    def over(self) -> list[Enrolment]:
        """What ended and was not renewed."""
        going_on = {one.plan_code for one in self.every if one.standing != "expired"}
        return [one for one in self.every if one.standing == "expired" and one.plan_code not in going_on]

    @property
    def asked_plans(self) -> tuple[str, ...]:
        """The plans that the message names, else the one that was spoken of; a part of a package is the package."""
        question, topic = self.question, self.question.talk.topic
        is_of_it = topic is not None and (topic.subject is Subject.COVER or self._asks_of_programme(topic))
        spoken = topic.programmes if topic and is_of_it else ()
        plans = tuple(
            dict.fromkeys(
                plan for code in question.programmes or spoken if (plan := find_plan(code)) is not None
            )
        )
        held = {one.plan_code for one in self.every}
        own_kinds = [plan for plan in plans if plan.startswith("tailored_") and plan in held]
        if own_kinds:  # 托管班的意外 is one cover, and no accident plan besides.
            plans = tuple(plan for plan in plans if plan in held)
        if _PACKAGE in held and set(plans) <= _PARTS_OF_PACKAGE - held and plans:
            return (_PACKAGE,)
        return plans

    def _asks_of_programme(self, topic: Topic) -> bool:
        """Whether a plan was explained, and it is asked whether that one is theirs: 那我自己有没有这个."""
        question = self.question
        is_one = topic.subject is Subject.PROGRAMME and len(topic.programmes) == 1
        return is_one and question.about is Subject.COVER and set(question.aspects) <= _STANDS

    @property
    def asked(self) -> list[Enrolment]:
        """The newest term of each plan that is asked about; without any, of those that the unit took out."""
        plans = self.asked_plans
        terms: dict[str, Enrolment] = {}
        for one in self.every:
            is_asked = one.plan_code in plans if plans else one.plan_code not in UNIVERSAL
            if is_asked and (one.plan_code not in terms or terms[one.plan_code].standing == "expired"):
                terms[one.plan_code] = one if one.standing != "expired" else terms.get(one.plan_code, one)
        return list(terms.values())

    @property
    def missing(self) -> list[str]:
        """The plans asked about that are not among theirs, as one calls them."""
        held = {one.plan_code for one in self.every}
        return [self.name_plan(plan) for plan in self.asked_plans if plan not in held]

    @property
    def union(self) -> str:
        return f"您的单位工会（{self.profile.union_name}）"

    @property
    def district_union(self) -> str:
        return f"{self.profile.district}区总工会"

    def on(self, day: date) -> list[Enrolment]:
        """What was in force then."""
        return [one for one in self.every if one.effective_date <= day <= one.expiry_date]

    def name(self, one: Enrolment) -> str:
        """`意外险四档`, `女工特疾 2 份`, `二次报销`."""
        plan = self.name_plan(one.plan_code)
        if one.plan_code in UNIVERSAL or (one.plan_code in _NAMES and one.units == 1):
            return plan
        return f"{plan}{one.tier}" if one.tier else f"{plan} {one.units} 份"

    def name_plan(self, plan: str) -> str:
        return _NAMES.get(plan) or self.knowledge.short_name(plan)

    def names(self, some: Iterable[Enrolment]) -> str:
        return say_list(dict.fromkeys(self.name(one) for one in some))

    def say_date(self, day: date) -> str:
        return say_date(day, self.today)


async def read_cover(
    claims: ClaimsDatabase, knowledge: Knowledge, member: MemberId, question: Question
) -> OwnCover:
    profile = await access_profile(claims, member)
    every = await access_enrolments(claims, member, question.today)
    window = await say_window(claims, profile.district)
    filed = await access_claims(claims, member)
    applied = await access_relief_applications(claims, member)
    return OwnCover(every, profile, window, knowledge, question, filed, applied)
