"""Nothing is filed: that is said of what was asked for, with what the member is covered by."""

from collections.abc import Sequence

from actions.answering import Answering
from actions.likely import find_likely
from actions.question import Answer, OfferedChoice, Question
from actions.records.claim.asked import FOR_EVERY_MEMBER
from actions.records.claim.reading import is_understood, may_speak_of_record
from actions.records.claim.taking import OF_RECORD
from actions.wording import say_list
from claims.access import access_claims, access_enrolments
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject
from vocabulary.programmes import find_plan

_CHOICES = (OfferedChoice("我要申请理赔", "我要申请理赔"), OfferedChoice("转人工", "转人工"))
_UNKNOWN = (
    "您名下没有找到 {number} 这个编号，别的理赔也没有查到。请对一下编号；刚交给单位工会的，可能还没录进来。"
)
_AGAIN = ("还是没有查到。材料交给了谁，先问问那位经办人录没录；要我请同事查，点“转人工”。",)


async def answer_none_filed(
    answering: Answering, question: Question, aspects: Sequence[Aspect]
) -> Answer | None:
    """For whoever asks after a claim and has none; None where there are any."""
    is_looked_up = question.about is Subject.CLAIM and not aspects and "check_claim" in question.intents
    is_read = is_understood(question) and OF_RECORD.intersection(aspects) and may_speak_of_record(question)
    is_asked = is_looked_up or is_read
    if question.member is None or not is_asked or await access_claims(answering.claims, question.member):
        return None
    if number := question.named("claim_number"):
        return Answer(_UNKNOWN.format(number=number), _CHOICES, again=_AGAIN)
    covers = await access_enrolments(answering.claims, question.member, question.today)
    meant = question.programmes or find_likely(question)
    plans = [plan for code in meant if (plan := find_plan(code)) and plan not in FOR_EVERY_MEMBER]
    named = say_list(answering.knowledge.short_name(plan) for plan in plans if question.programmes)
    held = [cover.plan_code for cover in covers if cover.standing == "valid"]
    lacking = [plan for plan in plans if plan not in held]
    names = say_list(dict.fromkeys(answering.knowledge.short_name(code) for code in held))
    others = f"在保的有{names}" if names else "现在也没有在保的项目"
    cover = (
        f"{say_list(answering.knowledge.short_name(plan) for plan in lacking)}也没看到单位给您上；"
        if lacking
        else ""
    )
    text = (
        f"系统里没有查到您的{f'{named}的' if named else ''}理赔。{cover}{others}。"
        "要是刚交给单位工会，可能还没录进来，先问经办人；还没报过，说“我要申请理赔”。"
    )
    return Answer(text, _CHOICES, again=_AGAIN, says="none_filed")
