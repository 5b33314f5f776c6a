"""Emergency relief: where an application stands, and a first answer to those who need it now."""

import re
from dataclasses import replace

from actions.districts import CALLED, URGENT, find_district, find_others, say_called, say_elsewhere
from actions.eligibility import is_told_for_relief, say_eligible, say_not_of_fund
from actions.emergency import calls_for_help
from actions.identity import for_member
from actions.interests import explain, find_interest, is_wished, take_down
from actions.knowledge import Knowledge
from actions.likely import find_events
from actions.question import Answer, OfferedChoice, Question
from actions.relief_case import OwnApplication, answer_case, answer_cases, read_aspects, read_cases
from actions.talk import AskedNow, Topic
from actions.tasks import relief as relief_task
from actions.tasks.forms import Forms
from actions.urgency import has_no_shelter, presses_for_money, tells_emergency
from actions.warm_words import feel_with
from actions.whether import asks_whether
from actions.wording import say_list
from claims.database import ClaimsDatabase
from claims.values import MemberId
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject

_ABOUT_RELIEF = (Topic(Subject.RELIEF, programmes=("relief_fund",)),)
"""What "那能给多少" asks about afterwards."""
_NONE = "系统里没有查到您的救助申请。要是刚交给单位工会，可能还没录进来；想申请就回复“怎么申请应急救助”。"
_NOT_YET = "您还没有申请过应急救助，所以还没有进度。"
UNKNOWN_NUMBER = "您名下没有找到 {number} 这个编号。请对一下编号，或者直接问“我的救助到哪一步了”。"
_AS_URGENT = ("crisis", "relief_urgent")
_APPLY = OfferedChoice("申请应急救助", "我要申请应急救助")
_BEGIN_SHORT = "我先帮您填应急救助申请。"
_BEGIN = "好，我帮您填应急救助申请，几句话就行。"
_HARD = "钱逼到这一步，换谁都慌。"
_STANDS = "您的应急救助还在办（{number}，{stage}），能不能先给、给多少我不敢应。"
_OFFERED = "要我现在帮您填应急救助申请吗？说“申请”就开始，您说过的不用再说。"
_WHICH_DISTRICT = "单位工会建在大兴的，能申请应急救助，说“申请”就开始；您单位在哪个区？"
_TELL_OTHERS = "同时跟单位工会说一声，也问问医院能不能缓一缓。"
_CRY_AGAIN = (
    "您说的是急事，都给同事留着。别一个人扛着：单位工会、医院两头都说一声，职工热线 12351 也能打。",
    "我知道您等不起。同事那边是按急的排的；跟医院把情况说明白，问问能不能先不停。",
)
_WISHES = re.compile(r"申请|填|登记|报名|帮我报|给我报|报[吧呗]")
_WISHES_HELP = re.compile(r"[救求补]助|帮扶")
_SHORTEST_TELLING = 6
_MAY_PAY = "{names}也可能用得上，说“我要报案”我先帮您登记。"
_FILE = OfferedChoice("我要报案", "我要报案")
_TO_APPLY = AskedNow(Asked.STEP, "apply_relief")
_GLAD = "人没事就好。"
_PEOPLE_FIRST = (
    "先顾人，手续不急。想申请应急救助，等人安顿好，点下面核对一下身份，我接着帮您办，说过的不用再说。"
)
_SAFE = "人都平安吗？还有危险就先离开，打 119；有人受伤打 120。"
_ALL_SAFE = re.compile(
    r"人(?:都|倒|倒是|员)?(?:没(?:什么)?事|平安|安全|没伤)|没(?:有)?(?:人|伤着人|伤到人|人受)?伤"
)
_DANGERS = frozenset({"fire", "disaster", "pipe_burst"})
_OPEN_ALREADY = "您有一份申请还在办（{number}，{stage}），不用重复交。要是另一件事，接着说。"


async def _read_relief_status(
    claims: ClaimsDatabase, knowledge: Knowledge, member: MemberId, question: Question
) -> Answer:
    cases = await read_cases(claims, knowledge, member, question)
    number = question.named("relief_number")
    wanted = [case for case in cases if number is None or case.one.number == number]
    if not wanted:
        if number is None and (district := await find_district(claims, question)) not in (
            None,
            relief_task.OF_DISTRICT,
        ):
            elsewhere = await say_not_of_fund(claims, member, str(district), relief_task.OF_DISTRICT)
            return Answer(f"系统里没有查到您的救助申请。{elsewhere}", topics=_ABOUT_RELIEF)
        if number is None and is_told_for_relief(question):
            here = await say_eligible(claims, member, relief_task.OF_DISTRICT)
            return Answer(f"{_NOT_YET}{here}{_OFFERED}", (_APPLY,), topics=_ABOUT_RELIEF)
        return Answer(UNKNOWN_NUMBER.format(number=number) if number else _NONE)
    asked = read_aspects(question, question.aspects)
    return answer_case(wanted[0], asked) if len(wanted) == 1 else answer_cases(wanted)


async def answer_relief_status(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """Where the member's applications stand."""

    async def read(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
        return await _read_relief_status(claims, knowledge, member, question)

    return await for_member(read)(claims, knowledge, question)


async def answer_relief_application(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question
) -> Answer:
    """The application, as a form; a person besides, for whoever tells of an emergency."""
    interest = find_interest(question)
    if interest:
        is_meant = is_wished(question.text)
        return (take_down if is_meant else explain)(knowledge, interest, question)
    if question.member is None and not is_wished(question.text) and not _is_cry(question):
        return _say_way(knowledge)
    district = await find_district(claims, question)
    if district and district != relief_task.OF_DISTRICT:
        return await say_elsewhere(claims, knowledge, question, district)
    if asks_whether(question) and not tells_emergency(question.text):
        return await _say_who_may(claims, knowledge, question)
    if _is_cry(question):
        return await _hear_cry(claims, knowledge, question, district)
    if question.about is Subject.RELIEF and not tells_emergency(question.text) and not _is_wish(question):
        under_way = await _find_under_way(claims, knowledge, question)
        if under_way is not None:
            return answer_case(under_way, (Aspect.MORE,))  # 这个月又花了八千 能不能加进去
    if not _is_wish(question):
        return await _offer_form(claims, knowledge, question)
    lead = _begin(question)
    if question.member is None and tells_emergency(question.text):
        text = f"{lead.removesuffix(_BEGIN_SHORT)}{_PEOPLE_FIRST}"
        return Answer(text, needs=("identity",), topics=_ABOUT_RELIEF)
    more = {"district": district} if district else None
    lead += await _say_open_one(claims, knowledge, question)
    opened = await Forms(claims, knowledge).open(relief_task.NAME, question, lead, more)
    return replace(opened, topics=_ABOUT_RELIEF)


def _is_cry(question: Question) -> bool:
    """Whether need of today is told and nothing is asked to be filled in: no form comes of that without a yes."""
    return presses_for_money(question.text) and not _WISHES.search(question.text)


def _is_wish(question: Question) -> bool:
    """Whether the application is wished for in so many words, or what was proposed agreed to: what is only told opens no form."""
    is_short = len(question.text.strip()) < _SHORTEST_TELLING
    return (
        is_short
        or question.move in (Move.AGREE, Move.GO_ON)
        or bool(_WISHES.search(question.text) or _WISHES_HELP.search(question.text))
    )


async def _offer_form(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """What befell them met with a kind word, and the form as an offer, with what else may pay for it."""
    is_urgent = tells_emergency(question.text)
    lead = (_GLAD if _ALL_SAFE.search(question.text) else _ask_safety(question)) if is_urgent else ""
    kind = "" if lead else feel_with(question)
    called = say_called(question) if is_urgent and not _is_over(question) else ""
    others = await find_others(claims, question)
    names = say_list(knowledge.short_name(code) for code in others)
    more = _MAY_PAY.format(names=names) if others else ""
    choices = (_APPLY, *((_FILE,) if others else ()))
    text = f"{lead}{kind}{called}{_OFFERED}{more}"
    return Answer(text, choices, topics=_ABOUT_RELIEF, asks=_TO_APPLY, says="cry", again=_CRY_AGAIN)


async def _hear_cry(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question, district: str | None
) -> Answer:
    """A kind word, a person, whom to tell besides, and the form as an offer; no money is promised."""
    kind = feel_with(question) or _HARD
    under_way = await _find_under_way(claims, knowledge, question)
    called = say_called(question)
    if under_way is not None:
        standing = _STANDS.format(number=under_way.one.number, stage=under_way.where)
        return Answer(
            f"{kind}{called}{standing}{_TELL_OTHERS}", topics=_ABOUT_RELIEF, again=_CRY_AGAIN, says="cry"
        )
    offer = _OFFERED if question.member is not None or district else _WHICH_DISTRICT
    text = f"{kind}{called}{offer}{_TELL_OTHERS}"
    return Answer(text, (_APPLY,), topics=_ABOUT_RELIEF, asks=_TO_APPLY, again=_CRY_AGAIN, says="cry")


def _begin(question: Question) -> str:
    """First words to whoever tells of need: people's safety where there is danger, a kind word for the ill."""
    if not tells_emergency(question.text):
        return feel_with(question) + _BEGIN
    if question.waiting or _ALL_SAFE.search(question.text):
        kind = _GLAD if _ALL_SAFE.search(question.text) else ""
        return f"{kind}{say_called(question)}{_BEGIN_SHORT}"
    return f"{_ask_safety(question)}{feel_with(question)}{say_called(question)}{_BEGIN_SHORT}"


def _is_over(question: Question) -> bool:
    """Whether a fire or a flood is told of as over, with nobody hurt and a roof overhead, and nothing is wished for yet."""
    struck = bool(_DANGERS.intersection(find_events(question))) and bool(_ALL_SAFE.search(question.text))
    is_told = question.move in (Move.GIVE, Move.FEELING, None) and not _WISHES.search(question.text)
    return struck and is_told and not has_no_shelter(question.text)


def _ask_safety(question: Question) -> str:
    """Asked once, where there is danger to life; who says that all are safe is not asked."""
    is_danger = question.named("event") in _DANGERS and not question.waiting
    return _SAFE if is_danger and not _ALL_SAFE.search(question.text) else ""


async def _say_who_may(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """Whether this very member may apply, and for what; the form comes once it is wished for."""
    is_struck = question.named("event") in (*_DANGERS, "traffic_accident")
    is_ill = question.named("illness") or question.named("event") == "hospital_stay"
    code = "relief_disaster" if is_struck else "relief_medical" if is_ill else "relief_fund"
    lead = await say_eligible(claims, question.member, relief_task.OF_DISTRICT)
    text = f"{feel_with(question)}{lead}{knowledge.find(code, 'eligibility').text}"
    return Answer(text, (_APPLY,), topics=(Topic(Subject.RELIEF, programmes=(code,)),))


def _say_way(knowledge: Knowledge) -> Answer:
    """A question of whoever is not known yet: who may apply, how, and how much, before any identity is asked for."""
    choices = (_APPLY,)
    return Answer(knowledge.find("relief_fund", "process").text, choices, topics=_ABOUT_RELIEF)


async def _say_open_one(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> str:
    """The application that is under way already, so that nobody sends the same one twice."""
    under_way = await _find_under_way(claims, knowledge, question)
    if under_way is None:
        return ""
    return _OPEN_ALREADY.format(number=under_way.one.number, stage=under_way.where)


async def _find_under_way(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question
) -> OwnApplication | None:
    if question.member is None:
        return None
    cases = await read_cases(claims, knowledge, question.member, question)
    return next((case for case in cases if case.is_under_review), None)


def call_for_need(question: Question, answer: Answer) -> Answer:
    """Whatever was asked besides: a person for whoever tells of danger or need that cannot wait."""
    if _is_over(question):
        return answer
    if not calls_for_help(question) or (answer.person and answer.person.reason in _AS_URGENT):
        return answer
    about = answer.person.about if answer.person else ""
    answer = replace(answer, person=replace(URGENT, about=about))
    if answer.opens:
        return (
            replace(answer, text=_ask_safety(question) + answer.text) if _SAFE not in answer.text else answer
        )
    if CALLED in answer.text or question.waiting:
        return answer
    is_known = "relief_fund" in question.context_programmes or _APPLY in answer.choices
    choices = answer.choices if is_known else (*answer.choices, _APPLY)
    called = f"{'' if _SAFE in answer.text else _ask_safety(question)}{CALLED}"
    return replace(answer, text="\n".join(filter(None, (called, answer.text))), choices=choices)
