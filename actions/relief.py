"""Emergency relief: where an application stands, and a first answer to those who need it now."""

import re
from dataclasses import replace
from datetime import date

from actions.districts import CALLED, URGENT, find_district, say_elsewhere
from actions.identity import for_member
from actions.interests import explain, find_interest, is_wished, take_down
from actions.knowledge import Knowledge
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.talk import Topic
from actions.tasks import relief as relief_task
from actions.tasks.forms import Forms
from actions.urgency import tells_emergency
from actions.wording import say_as_of
from claims.access import access_relief_applications
from claims.database import ClaimsDatabase
from claims.states import ReliefStep
from claims.values import MemberId, ReliefApplication
from vocabulary.expects import Subject
from vocabulary.saying import say_date, say_money

_ABOUT_RELIEF = (Topic(Subject.RELIEF, programmes=("relief_fund",)),)
"""What "那能给多少" asks about afterwards."""
_REVIEWS = {
    ReliefStep.SUBMITTED: ("已经交到单位工会（共三步，还没开始审）", "单位工会核实上报"),
    ReliefStep.UNIT_REVIEW: ("在单位工会核实（第一步，共三步）", "镇（街道）工会把关"),
    ReliefStep.TOWNSHIP_REVIEW: ("在镇（街道）工会把关（第二步，共三步）", "评审委员会定方案和金额"),
    ReliefStep.COMMITTEE_REVIEW: ("在评审委员会（第三步，共三步）", ""),
}
_ASKS_TO_URGE = re.compile(r"催|加急|快[点些]")
_ASKS_SUM = re.compile(r"[给批能]我?多少|多少钱")
_ASKS_WHO = re.compile(r"下一?步|接下来|谁|哪个部门|归")
_ASKS_ON = re.compile(r"催|加急|快[点些]|下一?步|接下来|谁|哪个部门|归|等|多久|几天|啥时候|什么时候")
_NONE = "系统里没有查到您的救助申请。要是刚交给单位工会，可能还没录进来；想申请就回复“怎么申请应急救助”。"
_UNKNOWN = "您名下没有找到 {number} 这个编号。请对一下编号，或者直接问“我的救助到哪一步了”。"
_AS_URGENT = ("crisis", "relief_urgent")
_BEGIN = "好，我帮您填应急救助申请，几句话就行。"
_BEGIN_KINDLY = "这病折腾人，您和家里人都受累了。我帮您填应急救助申请，一句一句来。"
_SAFE = "人都平安吗？还有危险就先离开，打 119。"
_DANGERS = frozenset({"fire", "disaster", "pipe_burst"})
_OPEN_ALREADY = "您有一份申请还在办（{number}，{stage}），不用重复交。要是另一件事，接着说。"


async def _read_relief_status(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    applications = await access_relief_applications(claims, member)
    number = question.named("relief_number")
    wanted = [one for one in applications if number is None or one.number == number]
    if not wanted:
        return Answer(_UNKNOWN.format(number=number) if number else _NONE)
    lines = [_say_application(one, question.today) for one in wanted[:3]]
    as_of = say_as_of(one.updated_at for one in wanted[:3])
    facts = tuple(Fact(f"relief:{one.number}", one.updated_at) for one in wanted[:3])
    topics = (replace(_ABOUT_RELIEF[0], key=wanted[0].number),) if len(wanted) == 1 else _ABOUT_RELIEF
    return Answer("\n".join([*lines, as_of]), facts=facts, topics=topics)


answer_relief_status = for_member(_read_relief_status)


async def _read_following(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    """What is asked on of the application that is spoken of: the wait, who has it, a push; else where it stands."""
    topic = question.talk.topic
    every = await access_relief_applications(claims, member)
    one = next((one for one in every if topic and one.number == topic.key), None)
    review = _REVIEWS.get(one.step) if one else None
    if one is not None and one.step is ReliefStep.APPROVED and _ASKS_ON.search(question.text):
        return _say_until_paid(one, question.today, question.text)
    if one is None or review is None or not _ASKS_ON.search(question.text):
        return await _read_relief_status(claims, member, question)
    stage, following = review
    since, days = say_date(one.step_since, question.today), (question.today - one.step_since).days
    then = f"接下来由{following}。" if following else "这是最后一步，委员会定了就有结果。"
    facts = (Fact(f"relief:{one.number}", one.updated_at),)
    topics = (replace(_ABOUT_RELIEF[0], key=one.number),)
    if _ASKS_TO_URGE.search(question.text):
        text = f"您的申请现在{stage}，{since}起。想催一催，回复“转人工”，管救助的同事帮您问；也可以问单位工会的经办人。"
        return Answer(text, (OfferedChoice("转人工", "转人工"),), facts, topics=topics)
    if _ASKS_WHO.search(question.text):
        return Answer(f"现在{stage}。{then}", facts=facts, topics=topics)
    text = f"现在{stage}，{since}起，到今天 {days} 天。{then}每一步要几天没有公布，我给不了准日子。"
    return Answer(text, facts=facts, topics=topics)


def _say_until_paid(one: ReliefApplication, today: date, words: str) -> Answer:
    sum_ = say_money(one.approved_amount) if one.approved_amount is not None else "救助金"
    ask = "可以问单位工会的经办人，或回复“转人工”，管救助的同事帮您问。"
    stands = f"{sum_}{say_date(one.step_since, today)}批准的，还没发。哪天发系统里没写，{ask}"
    text = (
        f"找您单位工会的经办人问，{ask.removeprefix('可以问单位工会的经办人，')}"
        if _ASKS_WHO.search(words)
        else stands
    )
    facts = (Fact(f"relief:{one.number}", one.updated_at),)
    return Answer(
        text, (OfferedChoice("转人工", "转人工"),), facts, topics=(replace(_ABOUT_RELIEF[0], key=one.number),)
    )


_answer_following = for_member(_read_following)


async def answer_following(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """The same; who asks how much, before it was decided, also hears what there may be at most."""
    answer = await _answer_following(claims, knowledge, question)
    if question.member is None or not _ASKS_SUM.search(question.text) or not answer.topics:
        return answer
    every = await access_relief_applications(claims, question.member)
    one = next((one for one in every if one.number == answer.topics[-1].key), None)
    if one is None or one.step not in _REVIEWS:
        return answer
    known = knowledge.find(f"relief_{one.kind}", "benefit").text
    return replace(answer, text=f"给多少由评审委员会定，您这份现在{_REVIEWS[one.step][0]}，还没定。{known}")


async def answer_relief_application(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question
) -> Answer:
    """The application, as a form; a person besides, for whoever tells of an emergency."""
    interest = find_interest(question)
    if interest:
        is_meant = is_wished(question.text)
        return (take_down if is_meant else explain)(knowledge, interest, question)
    if question.member is None and not is_wished(question.text):
        return _say_way(knowledge)
    district = await find_district(claims, question)
    if district and district != relief_task.OF_DISTRICT:
        return say_elsewhere(knowledge, question, district)
    lead = _begin(question)
    more = {"district": district} if district else None
    lead += await _say_open_one(claims, question)
    opened = await Forms(claims, knowledge).open(relief_task.NAME, question, lead, more)
    return replace(opened, topics=_ABOUT_RELIEF)


def _begin(question: Question) -> str:
    """First words to whoever tells of need: people's safety where there is danger, a kind word for the ill."""
    if tells_emergency(question.text):
        return f"{CALLED}{_SAFE if question.named('event') in _DANGERS else ''}"
    return _BEGIN_KINDLY if question.named("illness") else _BEGIN


def _say_way(knowledge: Knowledge) -> Answer:
    """A question of whoever is not known yet: who may apply, how, and how much, before any identity is asked for."""
    choices = (OfferedChoice("申请应急救助", "我要申请应急救助"),)
    return Answer(knowledge.find("relief_fund", "process").text, choices, topics=_ABOUT_RELIEF)


async def _say_open_one(claims: ClaimsDatabase, question: Question) -> str:
    """The application that is under way already, so that nobody sends the same one twice."""
    if question.member is None:
        return ""
    applications = await access_relief_applications(claims, question.member)
    under_way = next((one for one in applications if one.step in _REVIEWS), None)
    if under_way is None:
        return ""
    return _OPEN_ALREADY.format(number=under_way.number, stage=_REVIEWS[under_way.step][0])


def call_for_need(question: Question, answer: Answer) -> Answer:
    """Whatever was asked besides: a person for whoever tells of danger or need that cannot wait."""
    if not tells_emergency(question.text) or (answer.person and answer.person.reason in _AS_URGENT):
        return answer
    about = answer.person.about if answer.person else ""
    answer = replace(answer, person=replace(URGENT, about=about))
    if answer.text.startswith(CALLED) or answer.opens:
        return answer
    is_known = "relief_fund" in question.context_programmes
    choices = (
        answer.choices if is_known else (*answer.choices, OfferedChoice("申请应急救助", "我要申请应急救助"))
    )
    return replace(answer, text="\n".join(filter(None, (CALLED, answer.text))), choices=choices)


def _say_application(one: ReliefApplication, today: date) -> str:
    head = f"您的应急救助申请（{one.number}，{one.cause}）"
    since = say_date(one.step_since, today)
    amount = f"，{say_money(one.approved_amount)}" if one.approved_amount is not None else ""
    if one.step is ReliefStep.PAID:
        return f"{head}已经批准并发放{amount}，{since}发的。"
    if one.step is ReliefStep.APPROVED:
        return f"{head}批准了{amount}，{since}定的，等着发放。"
    if one.step is ReliefStep.DENIED:
        reason = f"理由是：{one.denial_reason}。" if one.denial_reason else ""
        return f"{head}没有批准，{since}定的。{reason}想请人再看，回复“转人工”。"
    stage, following = _REVIEWS[one.step]
    after = f"接下来由{following}。" if following else "委员会定了就有结果，要多久没有公布，我不乱说。"
    return f"{head}现在{stage}，{since}起。{after}"
