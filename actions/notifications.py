"""Stops and resumes notices by kind: news first, what concerns the member's own matters only when they say so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.knowledge import Knowledge
from actions.question import Act, Answer, OfferedChoice, Question
from actions.talk import AskedNow, Topic
from claims.database import ClaimsDatabase
from vocabulary.expects import Asked, Move, Subject
from vocabulary.needs import Need

_ON = re.compile(
    r"打开|开启|开开|开通|恢复|重新开|打開|开一下|接着发|继续发|记得(?:提醒|通知)|(?<!取消)(?<!退)订阅|我要(?:订阅|收)|提醒我|通知我"
    r"|告诉我|(?:跟|和)我说一声|知会|(?:别|不要|先不)(?:给我)?(?:关|停|取消)(?!不)"
)
_NOT_ON = re.compile(
    r"(?:别|不要|不想|不用|不需要|不必|甭|勿|停止|停了|取消|拒绝?|少)(?!忘|关|停|取消)(?:再|老|总|给我|一直|要|接|去|来|对我)*"
    r"(?:订阅|收|提醒|通知|告诉|知会)|(?<!别)(?<!不要)(?<!给我)[关停](?:掉|了|闭)?(?:订阅|提醒|通知)"
    r"|(?:提醒|通知|消息|短信)[^，。,]{0,6}(?<!别)(?<!不要)(?:[关停退]|取消)(?:掉|了|闭|一下|订)?[吧。！!]*$"
)
"""The same words where they are not wanted: `别再通知我了`."""
_ASKS_FOR_IT = re.compile(r"能|可以|麻烦|帮|请|(?<!没)(?<!有)给我[关停开打]|劳驾")
_ASKS = re.compile(
    r"(?:都|会|给我|能)(?:给我)?(?:发|收到?|推)(?:送|到)?(?:哪|什么|啥|几)|(?:哪些|什么|啥|几种)(?:消息|通知|提醒|东西)|(?:现在|还|到底)?(\w)不\1(?!用|要)"
    r"|(?:收|发|有|关|开|停|要)(?:着|到|了)?(?:没|没有|没呢|不)[?？]?$"
    r"|(?:关|停|退订|取消|打开|开通|开|订阅|屏蔽|订)(?:掉|上|着)?了?(?:吗|没有?|么|嘛)[?？。！!]*$|是不是|是否|有没有"
    r"|(?:怎么|咋|为(?:什么|啥|何)|凭什么)(?!.{0,4}[关停退设开]).{0,8}(?:[没不]|收不)|(?:怎么|为(?:什么|啥)|咋|谁).{0,6}(?:关|停)了"
    r"|(?:没|不是)(?:给我|把我的?|我|有)?(?:关|停|退订)|收不到|没(?:有)?(?:收|接)到|没(?:人|有人)?(?:通知|提醒|告诉|给我发)|[没不](?:通知|提醒|告诉)"
    r"|会(?:不会)?.{0,12}(?:告诉|通知|提醒|发|说|消息).{0,8}|(?:告诉|通知|提醒|发消息)我?(?:的)?(?:吗|么|嘛)[?？。！!]*$"
)
"""Questions about notices: they choose nothing."""
_WANTS_NONE = re.compile(r"别|不要|不想|不用|不需要|甭|烦|骚扰|打扰")

_ALL = re.compile(r"全(?:都|部)?(?:停|关|不要|别)|所有|都(?:停|关|别|不要)|什么都别|一条也?别|全停")
_SERVICE = re.compile(r"到账|进度|理赔|打款|审核|报销|救助|到期|业务|服务(?:通知|提醒)|办事")
_KEEP = re.compile(
    r"(?:只|留着?|保留|别关).{0,6}(?:理赔|进度|到账|打款|业务)|(?:理赔|进度|到账|打款|业务|服务)的?(?:通知|提醒|消息)?(?:留|还要|还发|别关|别停|照常|继续|要)"
)

_STOP = re.compile(
    r"停|关|别|不要|不想|不用|取消|退|屏蔽|拒|烦|少|太多|骚扰|打扰|老(?:是)?发|总(?:是)?发|天天|不再|甭|勿|unsubscribe|td|TD|T",
    re.I,
)

_KIND = re.compile(r"活动|宣传|推送|广告|理赔|打款|到账|进度|全|都|所有|一条|什么也?别")
_LEAVES = re.compile(r"(?:不|别|先别|不用|不要)(?:再)?(?:停|关|退)")

_SETTINGS = re.compile(r"通知设置|设置(?:一下)?通知|通知管理|管理(?:一下)?通知")

_HOW = "通知有两类：和您自己有关的（理赔、打款、到期、预约），还有消息和活动。想停哪一类、恢复哪一类，点下面或者直接说。"
_LEFT_AS_IS = re.compile(
    r"^(?:行|好|嗯|那|哎|[，,\s])*(?:别|不要|先别)(?:给我)?(?:关|停)(?:掉|了)?[啊呀吧哈。！!]*$"
)
"""A wish that nothing be done: 别给我关."""
_KEPT_AS_IS = "好，不动，您的通知还和原来一样。"
_AS_EVER = "好，照常给您发，停过的也恢复了。"
_ABOUT = (Topic(Subject.NOTICES),)
_DISTURBED = "打扰您了，对不起。"
ASKED = "想停哪一类、恢复哪一类，点下面或者直接说。"
"""What there is, and what was stopped, the bot adds."""
_NEWS_OFF = "好，活动、宣传这类消息不再给您发了。理赔、打款这些和您自己有关的没有停，中心开通了哪样，还会发哪样。想再收，说“打开活动消息”。"
_ALL_OFF = "好，都停了。理赔、打款的消息也不会主动发，想知道进度就来问我。要恢复，说“打开提醒”。"
_SERVICE_OFF = "好，理赔、打款这类通知停了，想知道进度就来问我。要恢复，说“打开提醒”。"
_ON_AGAIN = "好，和您自己有关的提醒打开了。"
"""Which of them there are, the bot adds: it knows what is switched on."""
_NEWS_ON = "好，活动消息打开了。不想收了随时说。"


_ASK_TO_STOP: Mapping[str, str] = {
    "stop_news": "要停掉活动、宣传这类消息吗？理赔、打款这些和您自己有关的不受影响。连那些也不要，点“全部停掉”。",
    "stop_service": "要停掉理赔、打款这类和您自己有关的提醒吗？停了以后办到哪一步，就要您自己来问了。",
    "stop_all": "要全部停掉吗？活动消息、理赔和打款的提醒都不再主动发，办到哪一步要您自己来问。",
}
_YES_TO_STOP: Mapping[str, tuple[str, str]] = {
    "stop_news": ("对，停掉活动消息", "不要活动消息"),
    "stop_service": ("对，停掉提醒", "不要理赔和打款提醒"),
    "stop_all": ("对，全部停掉", "全部停掉提醒"),
}
_SAID: Mapping[frozenset[str], str] = {
    frozenset({"stop_service"}): _SERVICE_OFF,
    frozenset({"stop_news", "stop_service"}): _ALL_OFF,
}
_STOPPED: tuple[Need, ...] = ("stop_news", "stop_service", "want_service")

STATE_CHOICES = (
    OfferedChoice("不要活动消息", "不要活动消息"),
    OfferedChoice("全部停掉", "全部停掉提醒"),
    OfferedChoice("打开提醒", "打开提醒"),
    OfferedChoice("打开活动消息", "打开活动消息"),
)


async def answer_notifications(_claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer:
    """The new state, in the member's words; what stops notices waits for a yes, unless the words name just that."""
    if _LEFT_AS_IS.search(question.text):
        return Answer(_KEPT_AS_IS, needs=("tell_notices",), topics=_ABOUT)
    text, needs = decide_notices(question.text)
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.subject is Subject.NOTICES
    if text == ASKED and is_spoken_of and not _is_question(question.text):
        return _say_kept(_AS_EVER, ("want_news", "want_service"))
    if any(need in _ASK_TO_STOP for need in needs) and not STOPPING.named.fullmatch(question.text.strip()):
        asked = _ask_to_stop(needs)
        return replace(asked, text=f"{_DISTURBED}{asked.text}")
    return _say_kept(text, needs)


def _ask_to_stop(needs: Sequence[Need]) -> Answer:
    """Which kind would stop, what comes all the same, and a yes to it."""
    stopped = frozenset(needs) & _ASK_TO_STOP.keys()
    kind = "stop_all" if len(stopped) > 1 else next(iter(stopped))
    yes, words = _YES_TO_STOP[kind]
    more = () if kind == "stop_all" else STATE_CHOICES[1:2]
    choices = (OfferedChoice(yes, words), OfferedChoice("不停", "不停，留着"), *more)
    asks = AskedNow(Asked.YES, STOP_NOTICES, ",".join(needs))
    return Answer(_ASK_TO_STOP[kind], choices, topics=_ABOUT, asks=asks)


def ask_again(question: Question) -> Answer | None:
    """The question which notices stop, where it is the open one."""
    asked = question.talk.asked
    if asked is None or (asked.kind, asked.act) != (Asked.YES, STOP_NOTICES):
        return None
    return _ask_to_stop(tuple(need for need in _STOPPED if need in asked.key.split(",")))


async def _stop(_claims: ClaimsDatabase, question: Question, key: str) -> Answer:
    """After the yes: what the open question named is stopped, or what the words name instead, and nothing else."""
    if question.move is Move.CHOOSE_ALL:
        return _say_kept(_ALL_OFF, ("stop_news", "stop_service"))
    if _chooses(question) or STOPPING.named.fullmatch(question.text.strip()):
        return _say_kept(*decide_notices(question.text))
    needs = tuple(need for need in _STOPPED if need in key.split(","))
    return _say_kept(_SAID.get(frozenset(needs), _NEWS_OFF), needs)


def _say_kept(text: str, needs: tuple[Need, ...]) -> Answer:
    choices: tuple[OfferedChoice, ...] = STATE_CHOICES if text in (_HOW, ASKED) else ()
    if text == _NEWS_OFF:
        choices = (STATE_CHOICES[1], STATE_CHOICES[3])
    if text in (_ALL_OFF, _SERVICE_OFF):
        choices = STATE_CHOICES[2:3]
    return Answer(text, choices, needs=needs, topics=_ABOUT)


def _chooses(question: Question) -> bool:
    """Whether, asked which, they name the kind to stop, or say all of them."""
    if question.move is Move.CHOOSE_ALL:
        return True
    _, needs = decide_notices(question.text)
    stops = bool(set(_ASK_TO_STOP) & set(needs))
    return stops and bool(_KIND.search(question.text)) and not _LEAVES.search(question.text)


STOP_NOTICES = "stop_notices"
"""What a yes would do; its key names the notices."""
STOPPING = Act(
    _stop,
    re.compile(
        r"(?:算了|对|好|那就?)*[,，\s]*(?:不要活动消息|不要活动通知|(?:把)?(?:提醒|通知|消息)?(?:全部|全都|全|都)停掉(?:提醒|通知)?(?:吧|了)?"
        r"|不要理赔和打款提醒|td|t|退订)[。!！]*",
        re.IGNORECASE,
    ),
    "好，没有停，还和原来一样。",
    again="那还停吗？",
    is_chosen=_chooses,
)


def names_news(words: str) -> bool:
    """Whether the words name news, and none of one's own matters."""
    return bool(re.search(r"活动|宣传|推送", words)) and not _SERVICE.search(words)


def decide_notices(words: str) -> tuple[str, tuple[Need, ...]]:
    """What to say and what to keep, by the words."""
    if _SETTINGS.search(words) and not (_ON.search(words) or _STOP.search(words)):
        return _HOW, ()
    if _is_question(words):
        return ASKED, ("tell_notices",)
    about_service = bool(_SERVICE.search(words)) and not _KEEP.search(words)
    if _ON.search(words) and not _NOT_ON.search(words):
        if re.search(r"活动|推送|消息", words) and not about_service and "提醒" not in words:
            return _NEWS_ON, ("want_news",)
        return _ON_AGAIN, ("want_service",)
    if not _STOP.search(words) and (_KEEP.search(words) or about_service):
        return _ON_AGAIN, ("want_service",)
    if _KEEP.search(words):
        return _NEWS_OFF, ("stop_news", "want_service")
    if _ALL.search(words):
        return _ALL_OFF, ("stop_news", "stop_service")
    if not _STOP.search(words):
        return ASKED, ("tell_notices",)
    return (_SERVICE_OFF, ("stop_service",)) if about_service else (_NEWS_OFF, ("stop_news",))


def _is_question(words: str) -> bool:
    """Whether somebody asks about notices, rather than for them or against them."""
    return bool(_ASKS.search(words)) and not (_ASKS_FOR_IT.search(words) or _WANTS_NONE.search(words))
