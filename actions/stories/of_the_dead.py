"""Asked on the telephone of somebody who died: what stands in their name, in words for who is left; nothing is changed and nothing promised."""

from collections.abc import Sequence

from actions.identity import asks_for_owner
from actions.knowledge import Knowledge
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.relief_case import OwnApplication, read_cases
from actions.wording import say_list
from claims.access import access_enrolments, access_profile
from claims.database import ClaimsDatabase
from claims.values import Enrolment
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject
from vocabulary.intents import INTENTS, IntentKind

_FOR_ALL = ("secondary_reimbursement", "non_work_accident_property")
_TO_PERSON = OfferedChoice("找同事说", "转人工")
_RELIEF = (
    "{whose}{cause}这份应急救助{day}交上去的，{where}，我一样没动。人走了还算不算，公开的材料没写，我不敢说。"
    "问单位工会（{union}）的经办人；要同事帮着问，点下面。"
)
_COVER = (
    "{whose}名下在保的是{held}{none}。免费的家财险里有身故这一条，管不算工伤的意外；病故在不在里头要经办人核，"
    "能不能领我不敢说。先问单位工会（{union}）；要同事帮着问，点下面。"
)
_NO_COVER = "{whose}名下现在没有查到在保的。是不是单位还没录进来，问单位工会（{union}）的经办人；要同事帮着问，点下面。"
_MONEY = (
    "真有钱下来，打给谁、怎么领，公开的材料没写，我不敢说打哪张卡。问单位工会（{union}）的经办人；"
    "京卡里的钱怎么取，带证件问北京银行网点。要同事帮着问，点下面。"
)
_AGAIN = ("能查到的就是刚才那些，不用您一个人跑。单位工会（{union}）的经办人最清楚；要同事帮着问，点下面。",)


async def take(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer | None:
    """What is asked of the dead member's own; None where nothing is asked, or where it is not their telephone."""
    is_first = not question.story() and not question.aspects
    if question.member is None or is_first or not is_on_their_phone(question) or not _asks(question):
        return None
    profile = await access_profile(claims, question.member)
    union, whose = profile.union_name, "她" if "她" in _words(question) else "他"
    again = tuple(one.format(union=union) for one in _AGAIN)
    if Aspect.CARD in question.aspects or "check_payment" in question.intents:
        return Answer(_MONEY.format(union=union), (_TO_PERSON,), again=again, says="money_of_the_dead")
    if _is_of_relief(question):
        cases = await read_cases(claims, knowledge, question.member, question)
        if cases:
            return _say_relief(cases[0], whose, union, again)
    cover = await access_enrolments(claims, question.member, question.today)
    return _say_cover(cover, knowledge, whose, union, again)


def is_on_their_phone(question: Question) -> bool:
    """Whether one of the family said that they write on the telephone of the dead."""
    return asks_for_owner(question) or any(
        asks_for_owner(_as_known(one, question)) for one in question.story()
    )


def _as_known(told: Question, question: Question) -> Question:
    return Question(told.text, (), (), told.entities, question.member, told.now)


def _words(question: Question) -> str:
    return " ".join((question.text, *(one.text for one in question.story())))


def _asks(question: Question) -> bool:
    known = [INTENTS[one] for one in question.intents if one in INTENTS]
    return any(one.looks_up or one.kind is IntentKind.PROGRAMME for one in known) and not any(
        one in question.intents for one in ("ask_documents", "ask_contact", "ask_labour_rights")
    )


def _is_of_relief(question: Question) -> bool:
    is_named = any(code.startswith("relief_") for code in question.programmes)
    return question.about is Subject.RELIEF or is_named or "check_relief" in question.intents


def _say_relief(case: OwnApplication, whose: str, union: str, again: tuple[str, ...]) -> Answer:
    text = _RELIEF.format(
        whose=whose,
        cause=case.cause,
        day=case.say_day(case.one.submitted_on),
        where=case.where.replace("您的单位工会", f"{whose}的单位工会"),
        union=union,
    )
    facts = (Fact(f"relief:{case.one.number}", case.one.updated_at),)
    return Answer(text, (_TO_PERSON,), facts, again=again, says="relief_of_the_dead")


def _say_cover(
    cover: Sequence[Enrolment], knowledge: Knowledge, whose: str, union: str, again: tuple[str, ...]
) -> Answer:
    valid = list(dict.fromkeys(one.plan_code for one in cover if one.standing == "valid"))
    if not valid:
        return Answer(_NO_COVER.format(whose=whose, union=union), (_TO_PERSON,), again=again)
    none = "" if set(valid) - set(_FOR_ALL) else "，单位另外给上的没有查到"
    held = say_list(knowledge.short_name(one) for one in valid)
    text = _COVER.format(whose=whose, held=held, none=none, union=union)
    return Answer(text, (_TO_PERSON,), again=again, says="cover_of_the_dead")
