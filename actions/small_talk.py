"""The conversation itself: greetings, thanks, what the bot can do, and the times when only a person will do."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from actions.knowledge import Knowledge
from actions.marking import was_said
from actions.not_able import NOT_ABLE
from actions.own_situation import say_situation
from actions.parting import say_still_to_do
from actions.question import Answer, HandoffWish, OfferedChoice, Question
from actions.talk import AskedNow
from actions.wording import COMPLAINT
from claims.database import ClaimsDatabase
from vocabulary.expects import Asked, Move, Subject
from vocabulary.intents import INTENTS, IntentKind, IntentRole, select
from vocabulary.tickets import TicketReason

Answerer = Callable[[ClaimsDatabase, Knowledge, Question], Awaitable[Answer]]

_STARTERS = (
    OfferedChoice("我的理赔到哪一步了", "我的理赔到哪一步了"),
    OfferedChoice("我有哪些保障", "我有哪些保障"),
    OfferedChoice("怎么申请应急救助", "怎么申请应急救助"),
    OfferedChoice("转人工", "转人工"),
)
_CRISIS = (
    "您先别一个人扛着，我在。您现在安全吗，身边有没有人？叫他过来陪着您；此刻有危险，马上打 110 或 120；"
    "心里难受想找人说话，可以打全国统一心理援助热线 12356。"
)
_WORDS: Mapping[str, tuple[str, tuple[OfferedChoice, ...]]] = {
    "greet": ("您好，我在。保障、理赔、应急救助的事，直接说就行。", _STARTERS),
    "goodbye": ("好，您多保重，有事随时来问。", ()),
    "thank": ("不客气，能帮上您就好。您多保重，有事随时来。", ()),
    "affirm": ("好的。想办哪样，说一声就行。", ()),
    "deny": ("好，那不弄这个。您要问别的，说几个字就行。", ()),
    "cancel": ("好，先不办了。有别的事直接说。", ()),
    "ask_help": (
        "我能帮您查理赔到哪一步、钱打没打、有哪些保障，约窗口、报活动。住院、大病、女工病、意外、二次报销、"
        "家里着火漏水、应急救助，怎么办也都能问。您先说遇上了什么事，答不了的给您转人工。",
        (),
    ),
    "ask_bot": (
        "我是互助小助手，自动答话的，不是真人，什么时候都能问。查到的数字都来自中心的系统；想找真人，回复“转人工”。",
        (OfferedChoice("转人工", "转人工"),),
    ),
    "seek_health_advice": (
        "看病吃药的事我不懂，不敢乱说，请问医生；急的话打 120。报销和救助的事，我可以帮您查。",
        (),
    ),
}
_NOTHING_DONE, _WELCOME = "好，这个先不办，什么都没有提交。", "不客气。"
_DECLINED = frozenset({"deny", "cancel"})
_HEARD = "您说的我看到了。是想问下面这样吗？不是的话，说说想让我查什么。"
_HEARD_PLAINLY = "您说的我看到了。想让我查进度、算能报多少，还是问怎么办？说一样就行。"

_WRITE_HERE = "要说的事、方便接的电话，现在就可以写在这里。"
_CALL_WHEN = "想让同事打电话，把号码和方便的时间写在这里；还有要补的也接着写。"
_CARRIED = "您说的“{told}”和后面问的一起转过去，不用重说。"
_SEEN_BY_STAFF = "前面说的同事都看得到，不用重说。"
_LONGEST_TOLD, _NEWEST = 40, 3
_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS, Subject.RELIEF)
_NO_TYPING = "不用您打字；身边有人的话，请他帮着留个电话就行。"
_SORRY = "对不起，让您受委屈了。您的话已经转给同事；哪天的事、怎么回事，写在这里就行。"
_WHAT_HAPPENED = "对不起，让您窝火了。是哪件事没办好？您说说；想直接找同事，点“转人工”。"
_FOR_STAFF = re.compile(
    r"投诉|举报|曝光|领导|没人[理管接]|不理|骗|糊弄|[几两三四五六七八]回|[几两三四五六七八]次|[几两三四五六七八]天"
)
"""Told of the service itself, somebody has to see to it; mere anger is asked first what went wrong."""
_UPSET = "让您窝火了，对不起。"
_LONG_STORY = "前前后后这么多事，您受累了，说的我都记着，不用再说一遍。"
_LONG = 80
"""From here on a message is a story."""
_LIKELY = 0.25
_UNFAIR = re.compile(
    r"(?:凭啥|凭什么|为啥|为什么|怎么|咋)[^，。？?]{0,10}(?:就|只|才|有|没|不)|不公平|都是会员"
)
_FAIR = "您问得在理，我把规定说给您听。"
OTHER_WORDS: Mapping[str, Sequence[str]] = {
    _WHAT_HAPPENED: (
        "让您来回折腾，是我们没做好，对不起。是理赔、打款还是救助？说一样就行；要找同事，点“转人工”。",
        "您说得对，光道歉没用。想找同事，点“转人工”。",
    ),
    _SORRY: (
        "您生气我明白，对不起。这句也给同事留着。",
        "是我没帮上忙。您说的同事都看得到，最要紧的是哪件事，您说一句。",
    ),
    _WORDS["greet"][0]: ("在呢，您说。", "我在，想问什么直接说。"),
    _WORDS["goodbye"][0]: ("好，再见，您保重。", "慢走，有事再来。"),
    _WORDS["thank"][0]: ("您客气了。", "应该的，有事再说。"),
    _WORDS["ask_help"][0]: (
        "不绕弯：您说一句出了什么事，比如“住院了”“摔伤了”“钱没到”，我接着办；不想跟我说，点“转人工”。",
        "您说个最着急的，我只办这一样；要同事办，点“转人工”。",
    ),
    _WORDS["ask_bot"][0]: (
        "是自动答话的，不是人。要跟真人说，点“转人工”，前面说的不用重说。",
        "还是我，互助小助手，不是真人。您接着说事就行。",
    ),
    _WORDS["affirm"][0]: ("嗯，您接着说。", "好，想办哪样，说一声就行。"),
    _WORDS["deny"][0]: (
        "嗯，是我没弄对。您换几个字说说要问的事，我听着。",
        "嗯。您想办的是哪样？说几个字就行，也可以点“转人工”。",
    ),
    _WORDS["cancel"][0]: ("好，那就先放着。", "行，先不办，想办了再说。"),
    _HEARD: ("这句我记着呢。要问的是下面这样，还是别的？", "我怕会错意。点下面一个，都不是就找同事。"),
    _HEARD_PLAINLY: (
        "这句我记着呢。您想让我查，还是想问怎么办？",
        "您说的我看到了，可还不知道要办什么。说一样，或者点“转人工”找同事。",
    ),
}
"""For when the same would be said again."""


def _say(text: str, choices: tuple[OfferedChoice, ...]) -> Answerer:
    async def answer(_claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer:
        return Answer(text, choices)

    return answer


def _call_person(text: str, reason: TicketReason, asks: AskedNow | None = None) -> Answerer:
    async def answer(_claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer:
        return Answer(text, person=HandoffWish(reason), asks=asks)

    return answer


def _part(words: str) -> Answerer:
    """A goodbye or a word for thanks; that nothing was done where something was turned down, and what still waits for them."""

    async def answer(claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer:
        turned_down = _NOTHING_DONE if _DECLINED.intersection(question.intents) else ""
        if to_do := await say_still_to_do(claims, question):
            return Answer(f"{turned_down or _WELCOME}{to_do}")
        return Answer(f"{turned_down}{words}")

    return answer


async def say_what_we_do(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """What can be asked and done here, in a few words; to whoever is known, what there is of their own."""
    if question.member is None or not (
        question.talk.said or question.chances.get("ask_privacy", 0.0) >= _LIKELY
    ):
        return Answer(_WORDS["ask_help"][0])
    return await say_situation(claims, knowledge, question.member, question)


async def _call_colleague(_claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """A person, with the matter that is spoken of; who cannot type is asked to write nothing."""
    matter = _name_matter(knowledge, question)
    told = "" if matter else _quote_told(question)
    of_matter = f"{matter}的事也转过去，不用重说。" if matter else _CARRIED.format(told=told) if told else ""
    if not of_matter and question.talk.said:
        of_matter = _SEEN_BY_STAFF
    write = _NO_TYPING if was_said(NOT_ABLE, question) else _CALL_WHEN if of_matter else _WRITE_HERE
    person = HandoffWish(TicketReason.REQUESTED, about=matter.removeprefix("您") or told)
    return Answer(f"好，给您转人工。{of_matter}{write}", person=person, asks=AskedNow(Asked.STEP, "person"))


def _quote_told(question: Question) -> str:
    """What befell them, in their own words, as far as it was told."""
    before = question.told
    words = before.text.strip() if before else ""
    return words if len(words) <= _LONGEST_TOLD else f"{words[: _LONGEST_TOLD - 1]}…"


def _name_matter(knowledge: Knowledge, question: Question) -> str:
    """The record that is spoken of, as one calls it."""
    records = (one for one in question.talk.topics[:_NEWEST] if one.key and one.subject in _RECORDS)
    topic = next(records, None)
    if topic is None or question.member is None:
        return ""
    if topic.subject is Subject.RELIEF:
        return f"您的应急救助（{topic.key}）"
    is_of_claim = topic.subject in (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS)
    return f"您这笔{knowledge.short_name(topic.programmes[0])}" if is_of_claim and topic.programmes else ""


async def _hear(_claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer:
    """What is told and fits nothing: the likeliest things that it may ask, and no menu."""
    likely = [INTENTS[one].choice for one in question.likely if _may_be_meant(one, question)]
    choices = tuple(OfferedChoice(*one) for one in likely if one)[:2]
    text = _HEARD if choices else _HEARD_PLAINLY
    return Answer(text, choices, asks=AskedNow(Asked.MEANING) if choices else None)


def _may_be_meant(intent: str, question: Question) -> bool:
    is_question = intent in INTENTS and INTENTS[intent].kind is not IntentKind.CONVERSATION
    return is_question and question.chances.get(intent, 0.0) >= _LIKELY


def feel_with(question: Question, intents: Sequence[str], answer: Answer) -> Answer:
    """A kind word before the answer to one who is angry besides asking, or who told a long story first."""
    if not answer.text or answer.is_small_talk or question.way_back:
        return answer
    if "complain" in intents and set(intents) != {"complain"}:
        return replace(answer, text=f"{_UPSET}{answer.text}")
    if len(question.text) >= _LONG and "identity" in answer.needs:
        return replace(answer, text=f"{_LONG_STORY}{answer.text}")
    if any(INTENTS[one].is_act for one in intents if one in INTENTS):
        return answer  # Its own first words are kind.
    word = _find_kind_word(question)
    return (
        replace(answer, text=f"{word}{answer.text}")
        if word and not answer.opens and word not in answer.text
        else answer
    )


def _find_kind_word(question: Question) -> str:
    """For a hurt that is told for the first time, beside the question that it brings."""
    before = question.told.entities.get("event", ()) if question.told else ()
    events = set(question.entities.get("event", ())) - set(before)
    if question.move is Move.CARRY or not events & {"fall", "traffic_accident"} or question.talk.topic:
        return ""
    is_childs = question.named("relation") == "child" and not _is_told_before_child(question)
    return "孩子疼坏了吧，先好好看伤。" if is_childs else "伤得不轻吧，先把伤养好。"


def _is_told_before_child(question: Question) -> bool:
    """Whether what happened was told before a child is spoken of: it befell no child."""
    order = list(question.entities)
    return order.index("event") < order.index("relation")


async def _hear_complaint(_claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """One about who may have a programme is answered, and a person offered; any other is asked about, or goes to a colleague."""
    named = next(iter(question.programmes), None)
    if named and _UNFAIR.search(question.text):
        finding = knowledge.find(named, "eligibility")
        return Answer(f"{_FAIR}{finding.text}", (OfferedChoice("转人工", "转人工"),))
    if _FOR_STAFF.search(question.text):
        return Answer(
            _SORRY, person=HandoffWish(TicketReason.COMPLAINT), asks=AskedNow(Asked.STORY, COMPLAINT)
        )
    return Answer(_WHAT_HAPPENED, (OfferedChoice("转人工", "转人工"),))


ANSWERERS: Mapping[str, Answerer] = {
    **{intent: _say(text, choices) for intent, (text, choices) in _WORDS.items()},
    "thank": _part(_WORDS["thank"][0]),
    "goodbye": _part(_WORDS["goodbye"][0]),
    "ask_help": say_what_we_do,
    "request_human": _call_colleague,
    "complain": _hear_complaint,
    "inform": _hear,
    "crisis": _call_person(_CRISIS, TicketReason.CRISIS),
}
ASIDES = select(role=IntentRole.ASIDE) | {"crisis"}
"""Said without asking anything."""
