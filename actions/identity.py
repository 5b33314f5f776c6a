"""Answers that a member's own records need: nobody's records without knowing whose."""

import re
from collections.abc import Awaitable, Callable

from actions.knowledge import Knowledge
from actions.naming_people import names_somebody
from actions.question import Answer, OfferedChoice, Question
from actions.talk import AskedNow
from actions.wording import IDENTITY_NEEDED
from claims.database import ClaimsDatabase
from claims.values import MemberId
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject
from vocabulary.intents import IntentKind, select

_OTHERS = frozenset({"child", "spouse", "parent", "other"})
_CLERK = re.compile(
    r"干事|我是(?:工会|单位)?(?:的)?经办|我(?:是|管)工会|工会(?:主席|委员|小?组长)|我管人事|[Hh][Rr]|批量"
)
_COLLEAGUES = re.compile(
    r"(?:同事|(?<!困难)(?<!在职)(?<!女)职工|员工|工友|会员|师傅|徒弟|室友|别人|人家|他|她)们?(?:的(?!话)|那[笔个份次])|(?:单位|公司|厂里|班组).{0,6}[几\d两三四五六七八九十]+个?人"
)
_OF_THEIR_KIND = frozenset(
    {
        "tailored_after_school",
        "tailored_social_worker",
        "tailored_recuperation",
        "tailored_site_worker",
        "womens_specified_disease",
    }
)
"""Cover that is named by who it is for: 孩子, 社工, 女工 in the question are the member's own."""
_SOMEBODY = re.compile(
    r"同事|别人|人家|他的|她的|(?:替|帮)(?!我)[^，。]{0,4}查|我(?:爱人|老公|老婆|妈|爸|姐|妹|嫂)"
)
_RELATIVE = re.compile(
    r"[爸妈爹娘姐妹哥弟姑姨舅叔婶嫂]|父|母|老公|老婆|爱人|媳妇|丈夫|妻子|老伴|孩子|儿子|女儿|闺女|公公|婆婆|岳|亲戚|朋友"
)
_HOME = re.compile(rf"(?:{_RELATIVE.pattern}){{1,2}}(?:他们)?家(?!里人)")
"""住我妈家: a place, and nobody's records."""
_OWN = re.compile(
    r"(?:查|看|问)(?:一?下|查|看|问)?我(?:自己|本人)?的|我(?:自己|本人)的|我个人名下|(?:我|俺)自(?:个儿?|己)(?=有|[有能查的，。？?\s])|是我本人|是不是我的|是我的[吗么不]|(?:替|帮)我(?:打|问|查|发)|我(?:\d+年)?(?:那|这)[个笔次回]"
    r"|我[^\W他她们爸妈老爱同孩儿女闺媳婆丈妻哥弟姐妹朋家想问知要说找给把]{1,4}(?:那|这)[个笔次回]"
)
_BEGS = re.compile(r"(?:替|帮)我(?:打|问|查|发)")
_ON_THEIR_PHONE = re.compile(
    r"(?:用|拿|使)(?:着)?(?:的是)?[^，。]{0,4}(?:他|她|孩子|老公|老婆|爱人|闺女|儿子|[爸妈])的?(?:手机|微信)"
)
_AT_HOME = frozenset({"fire", "pipe_burst", "disaster"})
_HURT = frozenset({"fall", "traffic_accident"})
_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.RELIEF, Subject.COVER, Subject.PAPERS)
_THEIRS = re.compile(
    rf"(?:{_RELATIVE.pattern}){{1,2}}(?:的|那|这|也|呢|[^，。？?\s说问讲]{{0,6}}(?:报|住院|病|摔|申请|理赔|救助|保障|保险))"
    rf"|(?:给|替|帮)[^，。？?\s]{{0,3}}(?:{_RELATIVE.pattern})"
)
"""Whose record it is, once one's own is spoken of: 我媳妇的那笔, and not 我媳妇说会不会拖."""
_OF_ONESELF = frozenset(
    {
        Aspect.CARD,
        Aspect.SUBSTITUTE,
        Aspect.EFFECT,
        Aspect.NOTIFIED,
        Aspect.MEANING,
        Aspect.COMPARED,
        Aspect.WHO,
        Aspect.ELSEWHERE,
        Aspect.MORE,
    }
)
"""What is asked of one's own record, whoever is spoken of beside it."""
_LIKELY = 0.5
_OF_SUM = frozenset({"ask_benefit", "ask_payout_time"})
_REFUSAL = "我只能查您本人的记录，别人的要由他本人在自己的微信里查，核对一次身份就行。他不方便的话，回复“转人工”，同事告诉您怎么办。"
CLERKS_WAY = (
    "同事们的记录我不能在这里给您看，得他本人在自己的微信里查。单位经办人要看整批的进度，"
    "走市总三级服务体系平台，或问区工会的窗口；急的话回复“转人工”。"
)
_COLLEAGUES_ALL = "colleagues"
_TO_PERSON = OfferedChoice("转人工", "转人工")

OF_PROVING = (select(kind=IntentKind.CONVERSATION) | {"bind_identity", "ask_privacy"}) - {
    "request_human",
    "crisis",
}
"""What is said on the way to the page, and wants nothing else."""
REFUSED = "refused"
"""The next step after a refusal: one's own records."""
REFUSAL_CHOICES = (OfferedChoice("查我自己的", "查我自己的理赔"), _TO_PERSON)

OwnRecords = Callable[[ClaimsDatabase, MemberId, Question], Awaitable[Answer]]


def for_member(
    answer: OwnRecords,
) -> Callable[[ClaimsDatabase, Knowledge, Question], Awaitable[Answer]]:
    """Asks for identity where it is not known, refuses another person's records, and else lets `answer` read."""

    async def answer_own(claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer:
        if refusal := refuse_another(question):
            return refusal
        if question.member is None:
            return ask_identity(question)
        return await answer(claims, question.member, question)

    return answer_own


def ask_identity(question: Question, lead: str = "") -> Answer:
    """The page; a kind word first for whoever tells of something hard."""
    return Answer(f"{lead or say_kind_word(question)}{IDENTITY_NEEDED}", needs=("identity",))


def say_kind_word(question: Question) -> str:
    """One sentence for what befell the member, where they tell it; else nothing."""
    if question.named("event") in _AT_HOME:
        return "家里出了这样的事，真不容易。"
    if question.named("event") in _HURT:
        return "人先养好要紧。"
    return ""


_ONLY_SAYS = re.compile(
    r"(?:爱人|老公|老婆|媳妇|对象|丈夫|妻子|[爸妈]|闺女|儿子|女儿|孩子)(?:老|总|又|也|都|还|跟我|给我)*(?:说|叨|讲|催|提醒|问我|让我|叫我)"
)
"""Who of the family only says something of it."""


def refuse_another(question: Question) -> Answer | None:
    """That only one's own records can be seen; None where they are not somebody else's."""
    if not (_is_of_another(question) or asks_sum_of_somebody(question)):
        return None
    words = CLERKS_WAY if _is_of_many(question) else _REFUSAL
    return Answer(words, REFUSAL_CHOICES, needs=("refusal",), asks=AskedNow(Asked.STEP, REFUSED))


def says_own(text: str) -> bool:
    """Whether the words call it their own."""
    return bool(_OWN.search(text))


def asks_for_owner(question: Question) -> bool:
    """Whether one of the family asks on the member's own telephone: what is asked for is of whoever is known here."""
    return question.member is not None and bool(_ON_THEIR_PHONE.search(question.text))


def speaks_of_another(question: Question) -> bool:
    """Whether somebody else comes into it, whoever's records are asked for."""
    if _COLLEAGUES_ALL in question.entities.get("circumstance", ()):
        return True
    return bool(_SOMEBODY.search(question.text))


def names_third(question: Question) -> bool:
    """Whether what asks is of him or her: 他能插进来不."""
    asking = [one.text for one in question.parts] or [question.text]
    return not _RELATIVE.search(question.text) and any(
        one in words.replace("其他", "") for words in asking for one in ("他", "她")
    )


def _is_of_many(question: Question) -> bool:
    return (
        question.talk.is_clerk or bool(_CLERK.search(question.text))
    ) or _COLLEAGUES_ALL in question.entities.get("circumstance", ())


def names_relative(question: Question) -> bool:
    """Whether somebody near is spoken of; whoever lives at their mother's place speaks of a place."""
    if question.named("relation") not in _OTHERS:
        return False
    elsewhere = _HOME.sub("", question.text)
    return elsewhere == question.text or bool(_RELATIVE.search(elsewhere))


def _asks_for_everybody(question: Question) -> bool:
    """Claims that are asked for beyond all that we answer, by whoever calls them others': 把所有会员的理赔都列出来."""
    is_beyond = question.intents == ("out_of_scope",) and question.about in (Subject.CLAIM, Subject.PAYMENT)
    return is_beyond and bool(_COLLEAGUES.search(question.text)) and not _OWN.search(question.text)


def only_mentions(question: Question) -> bool:
    """Whether somebody only comes into what is asked of one's own: by an activity, a card, or in a clause that asks nothing."""
    if question.about is Subject.ACTIVITY or (question.aspects[:1] and question.aspects[0] in _OF_ONESELF):
        return True
    if question.chances.get(next(iter(question.intents), ""), 1.0) < _LIKELY:
        return True
    topic = question.talk.topic
    is_of_own = topic is not None and topic.subject in _RECORDS and bool(topic.key)
    if is_of_own and question.aspects and not (_THEIRS.search(question.text) or _of_many(question)):
        return True
    asking = [one for one in question.parts if any("check" in intent for intent in one.intents)]
    is_named_aside = bool(asking) and not any(
        set(one.entities.get("relation", ())) & _OTHERS for one in asking
    )
    is_of_them = any(
        one in part.text for part in asking for one in ("他", "她")
    )  # 我们有个职工 …… 他报到哪了
    return (
        is_named_aside
        and not is_of_them
        and len(question.text) > sum(len(one.text) for one in asking)
        and not _of_many(question)
    )


def _of_many(question: Question) -> bool:
    return bool(_COLLEAGUES.search(question.text)) or _COLLEAGUES_ALL in question.entities.get(
        "circumstance", ()
    )


def _only_begs(words: str) -> bool:
    """Whether 帮我查 is all that sounds like one's own, beside him or her: 她那笔报了没 帮我查查."""
    is_of_third = any(one in words.replace("其他", "") for one in ("他", "她"))
    return is_of_third and not _OWN.search(_BEGS.sub("", words))


def asks_sum_of_somebody(question: Question) -> bool:
    """Whether it is asked what a named person was given: 老赵家着火给了多少."""
    is_sum = set(question.intents) <= _OF_SUM and Aspect.AMOUNT in question.aspects
    return is_sum and names_somebody(question.text) and not _OWN.search(question.text)


def _is_of_another(question: Question) -> bool:
    """Whether the records asked for are somebody else's; one who says that they are their own is believed."""
    words = question.text
    if asks_for_owner(question):
        return False
    if _asks_for_everybody(question):
        return True
    is_own = bool(_OWN.search(words)) and not _only_begs(words)
    if not question.intents or "check" not in question.intents[0] or is_own:
        return False
    is_looked_up = question.about in _RECORDS and bool(question.aspects)
    if question.talk.is_clerk and question.member is None and is_looked_up:
        return True  # Whoever speaks for a unit asks after its people.
    if names_somebody(words):
        return True
    if only_mentions(question):
        return False
    if set(question.programmes) & _OF_THEIR_KIND and not _SOMEBODY.search(words):
        return False
    if _COLLEAGUES_ALL in question.entities.get("circumstance", ()):
        return True
    if _ONLY_SAYS.search(words) and question.move is Move.CARRY:
        return False  # 我媳妇叨咕自付写错了 is of one's own, which is spoken of.
    return names_relative(question) or bool(_COLLEAGUES.search(words) or _CLERK.search(words))
