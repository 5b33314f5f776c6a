"""What a message is while a form is open: a plain yes, the end of it, a correction, or a question of its own."""

import re
from dataclasses import replace

from actions.not_able import is_not_able
from actions.question import Question
from actions.tasks.papers_at_hand import has_papers
from vocabulary.aspects import Aspect
from vocabulary.expects import Move
from vocabulary.intents import INTENTS
from vocabulary.sums import find_sums

_YES = re.compile(
    r"^(?:对(?![方面象门账过着]|了[\s，,])|是|好|行|嗯|可以|没错|没问题|确认|确定|提交|中|成|ok|yes|要得|1$|[都全]对|(?:那)?(?:就)?(?:提?交|报|递|发|办|转|约)(?:上|过去|了)?吧)",
    re.IGNORECASE,
)
_WHOLLY_YES = re.compile(
    r"(?:对|是|好|行|嗯|可以|没错|没问题|确[认定]|提?交|中|成|ok|yes|要得|1|[都全]|就|这[样么些]|那|报|递|发|办|上|吧|了|的|呀|啊|哈|呢"
    r"|帮|给|请|麻烦|谢谢|多谢|您|你们?|我|快点?|[\s，,。.！!~～])+",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"不|别|甭|改|错|等|吗|先(?!提|交|报|办|登|转|约|排|这)|但|可是|还有|另外|再|看看|问问|想想|考虑|商量|回头|一会|待会|晚点|明[天儿]|[?？]"
)
_ASKS_WHETHER = re.compile(r"没有?[啊呀呢吧嘛]*[?？。]*$")
"""收着了没: no yes, whatever it was taken for."""
_ONLY_HEARD = re.compile(r"(?:知道|明白|了解|清楚|晓得|懂|记住)了[啊呀哈吧嗯。！!~～\s]*$")
"""行我知道了 has heard, and wishes for nothing."""
_LONGEST_YES = 12
_SIGNS = re.compile(r"\w")
_MOST_BESIDE_YES = 5
"""So few signs besides the yes tell nothing of their own."""
_NO_FAULT = re.compile(
    r"[没不](?:有)?错|没(?:有)?问题|没毛病|没(?:有)?(?:什么|啥)?(?:别的|其他的?|要[说补]的)了?"
)
_STOP = re.compile(
    r"^(?:算了|不办了|不弄了|不填了|不写了|先不|停|取消|退出|不要了|不申请了|不用了|不去了|不约了|别弄了|回头再)"
)
_PUT_OFF = re.compile(
    r"先[不别](?:弄|办|填|报|写|说|申请|交|提交|发)|先存(?:着|一下|上)?$|先放(?:一放|放|着|下)|(?:明天|明儿|改天|回头|过[两几]天|晚点|下次|下回|等[^，。]{1,8}|有空|有时间)[^，。]{0,4}再(?:弄|办|填|报|说|写|来|补|交|提交|看|接着)"
    r"|(?:单子|票|材料|证件?|卡|病历|手续)[^，。]{0,4}(?:没在|不在|没带|没拿)|手[头边上里][^，。]{0,2}没(?:有)?(?:单子|票|材料|证|卡|病历)"
)
_GO_ON = re.compile(
    r"(?:那|好|行|咱们?|我们?|就|嗯)*[，,\s]*(?:继续|接着|往下)(?:弄|办|填|说|来|问|写|报|登记?|申请|吧|呗)*(?:刚才那个|那个)?[吧呗啊。！!]*"
    r"|(?:那|好|行|就|请|你|您|麻烦|[，,\s])*(?:帮|给|替)我(?:报|办|登记|弄|填|申请)(?:上|一下|个案)?[吧呗啊了。！!]*"
)
_ON = re.compile(r"继续|接着|往下")
_WAIT = re.compile(
    r"^(?:好|行|嗯|那|你|您|[，,\s])*(?:等(?:我|一?下|会儿?|一会儿?|等)|稍等|别急|我(?:去|先|得)?(?:找|翻|问|看看?)(?:找|一?下|问|单子|票)?)[^，。？?\d]{0,8}[。吧啊哈]*$"
)
_FRESH = re.compile(
    r"重新(?:来|填|弄|开始|写|说)|从头(?:来|再来|开始|填|弄)|重填|重来(?:一[遍次])?|都不要了.{0,4}重"
)
_MISTAKEN = re.compile(r"[说写打记弄搞填算]错|不对|错了|更正|改成|改为|换成|应该是")
_NOT_BUT = re.compile(r"(?<!是)不是[^，,。]{1,20}[，,。\s]*(?:而?是|应该)|是[^，,。\s]{1,20}[，,。\s]*不是")
_IS_SO = re.compile(r"^(?:哦|噢|啊|嗯|[，,\s])*(?:不是|是[一二三四五六七八九十\d])")
_ASKING = re.compile(
    r"[?？]|(\w)不\1|吗|么$|呢$|不[。]?$|多少|怎么|咋|啥|什么|哪|能不能|可不可以|几天|多久|为什么"
)
_ENDS_ASKING = re.compile(
    r"(?:[要能用该算走管是行]\S{0,4}不|[吗么]|[?？]|能\S{0,6}[报赔算管领](?:的|上)?吧)[?？。]*$"
)
_WHY = re.compile(
    r"(?:要|问|填|留|写|说)(?:我)?(?:这个|这|那个|电话|手机号?|单位|日期|医院|地址|这些|这么[多细])[^，。]{0,4}(?:干|做|有)(?:嘛|吗|啥|什么|么|用)"
    r"|^(?:你们?|您)?(?:干(?:嘛|吗|啥|什么)|做什么|为(?:什么|啥|嘛)|凭(?:什么|啥))[^，。]{0,3}(?:要|问|得|非)[^，。]{0,8}$"
    r"|^(?:这个|这)?有(?:什么|啥)用[?？啊呀]*$|一定(?:要|得)(?:填|留|说|写)|非(?:要|得)(?:填|留|说|写)|^不(?:想|愿意?)(?:说|留|填|给|告诉)"
)
_LOST = re.compile(
    r"(?:没|不)(?:太|大)?(?:听|看)?(?:懂|明白)|(?:听|看)不(?:懂|明白)|不知道(?:怎么|咋|该怎么|该)(?:填|说|写|答|回|弄)|怎么(?:填|答|写)[啊呀呢?？]*$|^(?:啥|什么)意思|这(?:是)?(?:啥|什么)意思"
)
_LEFT_LATELY = re.compile(
    r"(?:昨[天儿]|前天|刚才|刚刚)[^，。？?]{0,5}(?:那个|那张|那份|[填弄报办写]的|没[填弄报办写]完)|[填弄报办写](?:到|了)?(?:一半|半截)|没[填弄报办写]完"
)
_HOW_FAR = re.compile(
    r"^(?:我)?(?:那个|那份|那张表?|那)(?:[填弄报办写搞]|进行)到(?:哪|什么|啥)[^，。]{0,6}$|^[填写]到(?:哪|什么|啥)[^，。]{0,6}$"
)
_PROGRESS = re.compile(r"到哪|到啥|到什么|[咋怎么]样|还在|接着|继续|[弄填办]完")
_SENDS = re.compile(r"[交报递]|提交|就这[样些么]")
_MISSING = re.compile(
    r"还[差缺](?:哪|啥|什么|些啥|些什么|几[样项个]|多少[样项])|还要(?:问|填|说|答)(?:啥|什么|多少|几|哪)|还有(?:啥|什么)[^，。]{0,2}没|还有[几多哪](?:个|样|少|些)(?:问题|项|没[填说答])?"
)
_LIKELY_ASKED = 0.3
_OF_CHANGE = frozenset({Aspect.CHANGE, Aspect.UNDO})
"""Wished for, and not asked."""
_LONGEST_LOST = 14
_HANDS_IN = re.compile(r"(?<![补医社])[交递](?:上|了|去|上去)*(?:吧|呗|$)|提交")
_NOT_NOW = (Move.PUT_OFF, Move.STOP, Move.REFUSE, Move.CORRECT)
_WITH_SUBMITTING = (Move.AGREE, Move.GO_ON, Move.CARRY, Move.COURTESY)
_NOT_KNOWN = re.compile(
    r"不太?(?:清楚|知道|记得|确定|晓得)|记不(?:清|得|住|起)|忘了(?!跟|给|告诉|说|提)|说不(?:上|好|准|清)|想不起|拿不准|没(?:注意|留意|印象)|不好说"
)
_LONGEST_NOT_KNOWN = 12
_QUESTIONS = frozenset(name for name, one in INTENTS.items() if one.is_question)
_LOOKS_UP = frozenset(name for name, one in INTENTS.items() if one.looks_up)
_TALK = frozenset({"greet", "thank", "goodbye", "ask_bot", "complain", "ask_help", "seek_health_advice"})
_NO_YES = frozenset({"complain", "deny", "cancel", "crisis", "request_human"})
"""Whoever is angry, in danger, or says no agrees to nothing, whatever their words sound like."""
_ELLIPSIS = re.compile(r"^那.*呢[?？]?$")
_SUPPOSED = re.compile(r"要是|如果|假如|比如|(?<![一二两三四五六七八九十几\d])万一|的话[，,\s]|假设")


def agrees(question: Question) -> bool:
    """A plain yes: what is sent cannot be taken back, so `对不起` and `可以改吗` are none."""
    words = _NO_FAULT.sub("对", question.text.strip())
    if _BUT.search(words) or _ASKS_WHETHER.search(words) or _ONLY_HEARD.search(words):
        return False
    if any(find_sums(words)):
        return False
    if len(words) > _LONGEST_YES and not _WHOLLY_YES.fullmatch(words):
        return False
    is_meant = (
        question.move is Move.AGREE and not _NO_YES.intersection(question.intents) and not question.aspects
    )
    return bool(_YES.search(words)) or is_meant or set(question.intents) == {"affirm"}


def agrees_wholly(question: Question) -> bool:
    """A yes and nothing besides: 是我妈的钱 begins like one."""
    words = _NO_FAULT.sub("对", question.text.strip())
    is_heard = question.move is Move.AGREE or "affirm" in question.intents
    says_more = len(_SIGNS.findall(_WHOLLY_YES.sub("", words))) > _MOST_BESIDE_YES
    return agrees(question) and not says_more and (is_heard or bool(_WHOLLY_YES.fullmatch(words)))


def asks_something(question: Question) -> bool:
    """Whether the message asks something of its own rather than answering."""
    if has_papers(question):
        return False
    if question.programmes and _ELLIPSIS.search(question.text.strip()):
        return True
    if question.move is Move.ASK and set(question.aspects) - _OF_CHANGE and _ASKING.search(question.text):
        return True
    intents = set(question.intents)
    is_asked = intents & _QUESTIONS or "out_of_scope" in intents
    is_heard = bool(question.aspects) and question.move in (Move.ASK, Move.CARRY) and intents <= _QUESTIONS
    if _ENDS_ASKING.search(question.text.strip()) and (
        question.named("office") or _is_likely_asked(question)
    ):
        return True
    return bool(is_asked) and (is_heard or bool(_ASKING.search(question.text)))


def find_likeliest_question(question: Question) -> str | None:
    """What the message asks, where it was heard as telling and yet likely asks: 房子是我租的，行不."""
    asked = [one for one in question.chances if one in _QUESTIONS and one not in _TALK]
    best = max(asked, key=lambda one: question.chances[one], default=None)
    return best if best and question.chances[best] >= _LIKELY_ASKED else None


def hear_as_asked(question: Question) -> Question:
    """The message as the question that it likely asks, where none was plain."""
    if any(one in _QUESTIONS for one in question.intents):
        return question
    likely = find_likeliest_question(question)
    return replace(question, intents=(likely,)) if likely else question


def _is_likely_asked(question: Question) -> bool:
    return bool(question.aspects) or find_likeliest_question(question) is not None


def only_asks(question: Question) -> bool:
    """Whether the message was understood as a question and nothing else."""
    return bool(question.intents) and set(question.intents) <= _QUESTIONS


def leave_questions_out(text: str) -> str:
    """The words without the clauses that ask."""
    return " ".join(one for one in re.split(r"[，,。；;！!\s]+", text) if one and not _ASKING.search(one))


def leave_wishes_out(text: str) -> str:
    """The words without the clauses that want it sent."""
    return " ".join(one for one in re.split(r"[，,。;；！!\s]+", text) if one and not _SENDS.search(one))


def leave_stops_out(text: str) -> str:
    """The words without the one that would end it."""
    return _STOP.sub("", text.strip()).strip()


def supposes(question: Question) -> bool:
    """Whether what is said is only supposed: 要是花了三万能报多少."""
    return bool(_SUPPOSED.search(question.text))


def chats(question: Question) -> bool:
    """Whether the message, which answers nothing, is small talk or a word about the bot."""
    return bool(question.intents) and set(question.intents) <= _TALK


def looks_up(question: Question) -> bool:
    """Whether the message, which answers nothing, asks for the member's own records."""
    return "claim_number" in question.entities or bool(_LOOKS_UP.intersection(question.intents))


def stops(question: Question) -> bool:
    """Whether the member wants to leave the form."""
    return bool(_STOP.search(question.text.strip())) or set(question.intents) == {"cancel"}


def puts_off(question: Question) -> bool:
    """Whether the member wants to go on another time."""
    is_move = question.move in (Move.STOP, Move.PUT_OFF)
    return is_move or bool(_PUT_OFF.search(question.text))


def goes_on(question: Question) -> bool:
    """Whether the message only says that the form goes on."""
    return question.move is Move.GO_ON or bool(_GO_ON.fullmatch(question.text.strip()))


def says_not_but(question: Question) -> bool:
    """Whether 不是 only says who or what it is instead: 不是我，是单位没给."""
    return bool(re.search(r"^不是[^，,。\s]{1,12}[，,。\s]+(?:而)?是", question.text.strip()))


def goes_on_in_a_clause(question: Question) -> bool:
    """Whether one of several clauses wants to go on, which sends nothing: 都到家门口了，接着登记."""
    clauses = (one for one in re.split(r"[，,。；;！!\s]+", question.text) if one)
    return any(bool(_ON.search(one) and _GO_ON.fullmatch(one)) for one in clauses)


def wants_to_submit(question: Question) -> bool:
    """Whether it is to be sent as it stands."""
    says_so = agrees(question) and bool(_SENDS.search(question.text))
    is_heard = Move.SUBMIT in question.moves and question.move in _WITH_SUBMITTING
    is_plain = set(question.intents) == {"affirm"} and question.move not in _NOT_NOW
    return (
        question.move is Move.SUBMIT
        or is_heard
        or says_so
        or (is_plain and bool(_HANDS_IN.search(question.text)))
    )


def asks_what_is_missing(question: Question) -> bool:
    """Whether the member asks what the form still needs, all at once."""
    is_asked = Aspect.MISSING in question.aspects or bool(_MISSING.search(question.text))
    return is_asked and not any(find_sums(question.text))


def names_other(question: Question) -> bool:
    """Whether papers in general, or a record that is named, are asked of, and not the form: 大病那个差啥."""
    is_named = question.programmes or question.named("claim_number") or question.named("relief_number")
    return bool(is_named) or ("ask_documents" in question.intents and not _MISSING.search(question.text))


def waits(question: Question) -> bool:
    """Whether the member asks for a moment: 等我找找单子."""
    return not corrects_plainly(question) and bool(_WAIT.search(question.text.strip()))


def begins_anew(question: Question) -> bool:
    """Whether the member wants to fill it in anew."""
    return bool(_FRESH.search(question.text)) and len(question.text) <= _LONGEST_LOST


def left_lately(question: Question) -> bool:
    """Whether the words are about a form that was left lately: 昨天那个弄到哪了, 填了一半的."""
    return bool(_LEFT_LATELY.search(question.text.strip()))


def asks_how_far(question: Question) -> bool:
    """Whether they ask how far something is that they do not name: 那个弄到哪了."""
    return bool(_HOW_FAR.search(question.text.strip()))


def asks_of_form(question: Question) -> bool:
    """Whether they ask, while a form is open, what has become of it."""
    is_of_it = left_lately(question) and bool(_PROGRESS.search(question.text))
    return is_of_it or asks_how_far(question)


def asks_why(question: Question) -> bool:
    """Whether the member asks what this is needed for, or would rather not say it."""
    return question.move is Move.WHY or bool(_WHY.search(question.text.strip()))


def is_lost(question: Question) -> bool:
    """Whether the member does not follow, or cannot manage."""
    words = question.text.strip()
    does_not_follow = len(words) <= _LONGEST_LOST and not question.programmes and bool(_LOST.search(words))
    return question.move is Move.LOST or is_not_able(question) or does_not_follow


def does_not_know(question: Question) -> bool:
    """Whether the member does not know what was asked."""
    words = question.text.strip()
    says_so = len(words) <= _LONGEST_NOT_KNOWN and bool(_NOT_KNOWN.search(words))
    return says_so or question.move is Move.NOT_KNOWN


def corrects(question: Question) -> bool:
    """Whether the words take back something said before."""
    return corrects_plainly(question) or bool(_IS_SO.search(question.text.strip()))


def corrects_plainly(question: Question) -> bool:
    """Whether they say so: 写错了, 不是A是B."""
    words = question.text
    return question.move is Move.CORRECT or bool(_MISTAKEN.search(words) or _NOT_BUT.search(words))
