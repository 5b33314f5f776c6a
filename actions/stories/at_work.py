"""A hurt at work is the employer's to report; what the member holds besides is looked at."""

import re
from collections.abc import Sequence

from actions.coverage.days import find_day_of_loss, find_past_day, is_whole_year, say_past_days
from actions.knowledge import Knowledge
from actions.offices import WORK_INJURY
from actions.question import Answer, OfferedChoice, Question
from actions.stories.reading import is_hurt, looks_up, names
from actions.urgency import is_long_ago
from actions.whether import asks_whether
from actions.wording import say_list
from claims.access import access_enrolments
from claims.database import ClaimsDatabase
from claims.values import Enrolment
from vocabulary.days import Days
from vocabulary.expects import Asked, Move
from vocabulary.saying import say_date

AT_WORK = "at_work"
_ON_THE_WAY = "on_the_way"
_MAY_PAY = frozenset({"accident", "comprehensive", "tailored_site_worker", "tailored_social_worker"})
_FREE = "non_work_accident_property"
_MAY_BE_NAMED = frozenset({"tailored_site_worker", _FREE, "accident"})
_FIRST = (
    "干活时受的伤先按工伤办：让单位去报，怎么认定打 12333（人社局）；"
    "单位推着不报，您自己也能问，12351 是工会的热线，能帮着维权。"
)
_ON_WAY = "上下班路上受的伤，算不算工伤由人社局定，先告诉单位，再打 12333 问；交警开的事故认定书收好。"
_AGAIN = (
    "这事该单位去报工伤，不能推给您自己跑。先打 12333 问怎么认定，再打 12351，工会能帮您跟单位说。"
    "哪天、在哪、谁看见的记好，看病的票据留着。"
)
_TOLD = 0.8
_KIND = "伤得重不重？先把伤看好。"
_KIND_LONG_AGO = "那回伤得不轻，您受罪了。"
_KIND_GRAVE = "人在重症里，您守着最难熬。"
_WHICH_DAY = "要是在那以前伤的，还能报上来审：是哪年哪月的事？"
_THEN = "{when}您名下的{names}在保，能不能也报，要审过才知道，想报说“我要报案”。"
_WITHIN = "您名下的{name}那份从{begin}到{end}，那段里伤的能报上来审：是几月的事？"
_NOT_THEN = "{when}您名下没有管这个的保障在保。"
_SITE_PLAN = re.compile(r"建设者|(?:二十四|24)[个]?小时")
_COUNTED = re.compile(r"，\d{4}年有[^，。]*人")
_HURT = re.compile(r"摔|砸|压[断伤着]|夹[了伤断着]|轧|扎[了伤]|割|烫|触电|骨折|受伤|伤[了着]")
_OF_BUILDERS = _KIND + "您说的那份，{said}；干活时受的伤算哪样，没写，先告诉单位工会。"
_UNKNOWN = "单位给没给您上过意外、工地这类保障，核对身份我就能看。"
_NOT_FREE = "免费的那份只管不算工伤的，这次用不上。"


async def take(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer | None:
    """Whose matter it is, and what cover there was on the side; None where no hurt at work is told."""
    if (
        set(question.programmes) - _MAY_BE_NAMED
        or looks_up(question)
        or "child" in names(question, "relation")
        or _wishes_to_file(question)
    ):
        return None
    topic = question.talk.topic
    is_again = topic is not None and topic.key == WORK_INJURY.key
    only_tells = question.chances.get("inform", 0.0) >= _TOLD and bool(question.named("date"))
    if is_again and only_tells and find_past_day(question) and _find_how(question) is None:
        return await _answer(claims, knowledge, question, "")  # When it was is what was asked.
    if "ask_labour_rights" in question.intents or {"ask_payout_time", "ask_documents"} & set(
        question.intents
    ):
        return None
    if (
        is_again
        and not question.programmes
        and set(question.intents) <= {"inform", "out_of_scope", "complain"}
    ):
        if find_past_day(question):
            return await _answer(claims, knowledge, question, "")  # When it was is what was still open.
        return await _answer(claims, knowledge, question, _AGAIN)
    how = _find_how(question)
    if how is None:
        return None
    first = _ON_WAY if how == _ON_THE_WAY else _FIRST
    return await _answer(claims, knowledge, question, f"{_feel(question)}{first}")


def _feel(question: Question) -> str:
    """A kind word that fits: no question how bad it is where somebody lies in intensive care, or long ago."""
    told = (question, *filter(None, (question.told,)))
    if any("grave" in names(one, "circumstance") for one in told):
        return _KIND_GRAVE
    if is_long_ago(question.text) or (question.move is Move.CORRECT and find_day_of_loss(question)):
        return _KIND_LONG_AGO
    return _KIND


def _wishes_to_file(question: Question) -> bool:
    """Whether the form is wished for, which says itself whose matter it is first."""
    return "file_claim" in question.intents and question.move is Move.ASK and not asks_whether(question)


def _find_how(question: Question) -> str | None:
    """At work or on the way there, where a hurt is told now, or was told and this answers how."""
    told = set(names(question, "circumstance"))
    is_answer = question.talk.is_asked(Asked.KIND, AT_WORK)
    if not is_answer and not is_hurt(question) and not (AT_WORK in told and _HURT.search(question.text)):
        return None
    if _ON_THE_WAY in told:
        return _ON_THE_WAY
    is_of_work = AT_WORK in told and "off_work" not in told
    return AT_WORK if is_of_work or "work_injury" in names(question, "office") else None


async def _answer(claims: ClaimsDatabase, knowledge: Knowledge, question: Question, text: str) -> Answer:
    asks_of_plan = _SITE_PLAN.search(question.text)
    text = f"{_say_of_builders(knowledge, question)}{text.removeprefix(_KIND)}" if asks_of_plan else text
    if {"other", "spouse", "parent"}.intersection(names(question, "relation")):
        return Answer(text, topics=(WORK_INJURY,), again=(_AGAIN,))
    if question.member is None:
        return Answer(f"{text}{_UNKNOWN}", needs=("identity",), topics=(WORK_INJURY,))
    enrolments = await access_enrolments(claims, question.member, question.today)
    return Answer(
        f"{text}{_say_cover(enrolments, knowledge, question)}", topics=(WORK_INJURY,), again=(_AGAIN,)
    )


def _say_of_builders(knowledge: Knowledge, question: Question) -> str:
    """What is known of the cover for builders, where it is asked about by its name."""
    said = knowledge.find("tailored_site_worker", "overview").text
    return _OF_BUILDERS.format(said=_COUNTED.sub("", said).split("。")[0].removeprefix("这"))


def _say_cover(enrolments: tuple[Enrolment, ...], knowledge: Knowledge, question: Question) -> str:
    may_pay = [one for one in enrolments if one.plan_code in _MAY_PAY]
    day = find_day_of_loss(question)
    if day is not None and day.first < question.today:
        return _say_then(may_pay, day, knowledge, question)
    held = [knowledge.short_name(one.plan_code) for one in may_pay if one.standing == "valid"]
    over = [one for one in may_pay if one.standing == "expired"]
    free = _NOT_FREE if any(one.plan_code == _FREE for one in enrolments) else ""
    if held:
        return f"您名下的{say_list(held)}在保，能不能也报，要审过才知道，想报说“我要报案”。"
    if over:
        last = max(over, key=lambda one: one.expiry_date)
        ended = say_date(last.expiry_date, question.today)
        return f"您名下的{knowledge.short_name(last.plan_code)}那份{ended}就到期了；{_WHICH_DAY}"
    return f"您名下没有管这个的保障；{free}" if free else ""


def _say_then(may_pay: Sequence[Enrolment], day: Days, knowledge: Knowledge, question: Question) -> str:
    """What was in force on the day that is told."""
    when = say_past_days(day, question.today)
    within = [one for one in may_pay if one.effective_date <= day.last and day.first <= one.expiry_date]
    if is_whole_year(day) and within:
        one = within[0]
        begin, end = say_date(one.effective_date, question.today), say_date(one.expiry_date, question.today)
        return _WITHIN.format(name=knowledge.short_name(one.plan_code), begin=begin, end=end)
    then = [one for one in within if one.effective_date <= day.first]
    if then:
        held = say_list(dict.fromkeys(knowledge.short_name(one.plan_code) for one in then))
        return _THEN.format(when=when, names=held)
    ended = [one for one in may_pay if one.expiry_date < day.first]
    last = max(ended, key=lambda one: one.expiry_date, default=None)
    over = (
        f"{knowledge.short_name(last.plan_code)}那份{say_date(last.expiry_date, question.today)}已经到期。"
        if last
        else ""
    )
    return f"{_NOT_THEN.format(when=when)}{over}"


KIND_CHOICES = (
    OfferedChoice("上班干活时", "是上班干活时伤的"),
    OfferedChoice("平时伤的", "是平时伤的"),
)
