"""More of a story is told, or some of it taken back, before any form is open: it is kept, said back, and the form offered."""

from dataclasses import replace

from actions.answering import Answering
from actions.passing_on import PASS_ON_CHOICES, ask_to_pass_on
from actions.patterns.acts import refuses
from actions.patterns.beginning import is_of_district, is_of_fund, open_from_story
from actions.question import Answer, OfferedChoice, Question
from actions.stories import DEATH, hear_closed, is_of_relative
from actions.story import adds, takes_back
from actions.talk import AskedNow, Draft, Remark
from actions.tasks import filing, relief
from actions.tasks.answers import say_corrected
from actions.tasks.correcting import change, correct
from actions.tasks.forms import TASKS, Forms
from actions.tasks.listening import listen
from actions.tasks.notes import keep_rest
from actions.tasks.signals import goes_on, left_lately
from actions.tasks.starting import hear, start
from claims.access import access_claims, access_relief_applications
from claims.values import MemberId
from vocabulary.expects import Asked, Move
from vocabulary.tickets import TicketReason

_OFFERS = {
    filing.NAME: ("要我现在帮您登记吗？", OfferedChoice("现在登记", "我要申请理赔"), "file_claim"),
    relief.NAME: ("要我现在帮您申请吗？", OfferedChoice("现在申请", "我要申请应急救助"), "apply_relief"),
}
_TO_PERSON = OfferedChoice("找同事说", "转人工")
_SENT = "这份已经交上去了，我这里改不了。您说的改动（{said}），要我转给同事改吗？"
_CHANGED = "好，改过来了。"
_OFF_WORK = "记下了，不是干活时伤的。"
_GO_ON = "想问哪样，接着说，说过的我都记着。"
_HOW = OfferedChoice("应急救助", "怎么申请应急救助")
_KEPT = "好，先放下。您说的这些给您留七天，想办的时候说“{words}”，我接着来，不用从头讲。"


async def take(answering: Answering, question: Question) -> Answer | None:
    """What was changed or added, and whether to begin now; None where the message does something else."""
    if closed := hear_closed(question):
        return closed
    waiting = question.waiting
    is_called = waiting is not None and waiting.reason is not TicketReason.RELIEF_URGENT
    if question.way_back or is_called or question.talk.is_asked(Asked.KIND, DEATH):
        return None
    name = _find_form(question)
    is_own = question.told is None or not is_of_relative(question.told)
    if name == relief.NAME and is_own and not await is_of_district(answering, question):
        name = filing.NAME
    if question.talk.told and name in question.talk.told.sent and takes_back(question):
        return await _pass_on(answering, name, question)
    if not any(one.tells for one in question.story(name)):
        return None
    if _puts_off(question):
        _, choice, act = _OFFERS[name]
        return Answer(_KEPT.format(words=choice.text), (choice,), asks=AskedNow(Asked.STEP, act))
    said = _say_change(name, question) if takes_back(question) else ""
    is_on_page = question.member is None and question.talk.unanswered is not None
    if not said and adds(question) and not is_on_page:
        said = _say_more(name, question)
    if not said:
        return None
    if name == relief.NAME and not any(map(is_of_fund, question.talk.topics[:1])):
        return Answer(f"{said}{_GO_ON}", (_HOW, _TO_PERSON))
    ask, choice, act = _OFFERS[name]
    return Answer(f"{said}{ask}", (choice, _TO_PERSON), asks=AskedNow(Asked.STEP, act))


async def take_up(answering: Answering, question: Question) -> Answer | None:
    """Who goes on with what was told, and left no form behind, begins the form: 昨天说的那个接着弄."""
    if question.way_back or "join_activity" in question.intents:
        return None
    if not (goes_on(question) or left_lately(question)):
        return None
    name = _find_form(question)
    is_told = any(one.tells for one in question.story(name))
    forms = Forms(answering.claims, answering.knowledge)
    return await open_from_story(forms, name, question) if is_told else None


async def _pass_on(answering: Answering, name: str, question: Question) -> Answer | None:
    """What was wrong in a form that is sent is the staff's to change: after a yes."""
    draft = Draft(name)
    for part in question.story():
        draft = hear(TASKS[name], draft, part)
    corrected = correct(TASKS[name], draft, replace(question, move=Move.CORRECT))
    if corrected is None or corrected.problem or question.member is None:
        return None
    key = await _find_sent(answering, name, question.member)
    said = corrected.say().removeprefix("改好了，").removesuffix("。")
    return Answer(
        _SENT.format(said=said),
        PASS_ON_CHOICES,
        asks=ask_to_pass_on(key),
        remarks=(Remark(key, question.text),),
    )


async def _find_sent(answering: Answering, name: str, member: MemberId) -> str:
    """The number of what was sent last."""
    if name == relief.NAME:
        cases = await access_relief_applications(answering.claims, member)
        return max((one.number for one in cases), default="")
    return max((one.number for one in await access_claims(answering.claims, member)), default="")


def _find_form(question: Question) -> str:
    is_of_other = question.told is not None and is_of_relative(question.told)
    return relief.NAME if is_of_other or any(map(is_of_fund, question.talk.topics[:1])) else filing.NAME


def _puts_off(question: Question) -> bool:
    """Whether what was told is left for later, and nothing else is open."""
    asked = question.talk.asked
    is_open = asked is not None and asked.kind not in (Asked.STEP, Asked.KIND)
    is_told = any(one.tells for one in question.story(_find_form(question)))
    is_elsewhere = question.talk.left or question.aspects or _is_of_record(question)
    return (
        is_told and not is_open and not is_elsewhere and question.move is Move.PUT_OFF and refuses(question)
    )


def _is_of_record(question: Question) -> bool:
    topic = question.talk.topic
    return topic is not None and bool(topic.key) and not is_of_fund(topic) and not topic.programmes


def _say_change(name: str, question: Question) -> str:
    """`改好了，日期：…`; nothing where no word of the story fits."""
    task, draft = TASKS[name], _begin(name, question)
    corrected = correct(task, draft, replace(question, move=Move.CORRECT))
    if corrected is None or corrected.problem:
        return ""
    if not corrected.notes and all(one.is_story for one in corrected.fields):
        return _CHANGED
    return say_corrected(task, corrected, question).text


def _say_more(name: str, question: Question) -> str:
    """`记下了：花费 6,000 元。`; nothing where it is said already."""
    task, draft = TASKS[name], _begin(name, question)
    heard = listen(task, draft, question)
    if heard.found:
        taken = [heard.draft.values[one.name] for one in heard.found]
        return heard.say() + keep_rest(heard.draft, question, taken, True, task.side_money)[1]
    changed = change(task, draft, question, is_plain=True)
    if changed and not changed.problem and all(one.asked is Asked.SUM for one in changed.fields):
        return changed.say()
    noted = keep_rest(draft, question, side=task.side_money)[1]
    is_off_work = "off_work" in question.entities.get("circumstance", ())
    return noted or (_OFF_WORK if is_off_work else "")


def _begin(name: str, question: Question) -> Draft:
    """The form as it would begin with what was told before."""
    before = replace(question, text="", entities={}, intents=(), programmes=(), move=None)
    return start(TASKS[name], before, {})
