"""What is asked and nowhere written is said by its name: in the member's own words where they are few, else as the aspect is called."""

import re
from collections.abc import Mapping

from actions.question import Question
from vocabulary.aspects import Aspect

_LONGEST = 16
_SHORTEST = 3
_ENDS = " ，,。.？?！!~～…"
_LEADS = re.compile(r"^(?:那么?|这|可是?|哎|诶|唉|嗯|不是|对了|还有)[，,\s]*(?=.{4})")
_NAMES: Mapping[Aspect, str] = {
    Aspect.WHEN: "哪一天",
    Aspect.WHEN_DONE: "是哪天的事",
    Aspect.WHY_SLOW: "为什么慢",
    Aspect.AMOUNT: "到底多少",
    Aspect.RECKONING: "怎么算出来的",
    Aspect.WHY: "为什么这样",
    Aspect.MISSING: "要交什么",
    Aspect.RECEIVED: "收没收到",
    Aspect.SUBSTITUTE: "用别的代替行不行",
    Aspect.NEXT: "接下来怎样",
    Aspect.CERTAIN: "一定行不行",
    Aspect.CARD: "打到哪张卡",
    Aspect.ORIGIN: "怎么来的",
    Aspect.NOTIFIED: "有没有通知",
    Aspect.MORE: "能不能再来一次",
    Aspect.ELSEWHERE: "别处还有没有",
    Aspect.ADVANCE: "能不能先给",
    Aspect.HURRY: "能不能快些",
    Aspect.WHO: "是谁在办",
    Aspect.WHERE: "在哪儿办",
    Aspect.TIME: "几点",
    Aspect.COVERED: "这样算不算",
    Aspect.VALID: "还作不作数",
    Aspect.WHO_MAY: "谁可以",
    Aspect.HOW: "怎么弄",
    Aspect.CHANGE: "能不能改",
    Aspect.UNDO: "能不能撤",
    Aspect.REVIEW: "能不能再看一遍",
    Aspect.EFFECT: "那样会有什么影响",
    Aspect.MEANING: "这是什么意思",
    Aspect.COMPARED: "为什么跟别人不一样",
}
_ANYTHING = "您问的这一点"
NOT_WRITTEN = "记录里和公开的材料都没写，我不敢乱说。"
"""What says so, wherever it stands in an answer."""


def name_asked(question: Question, aspect: Aspect | None = None) -> str:
    """`“修完剩的得退”这一点`, else by what is asked: `为什么慢`."""
    words = _LEADS.sub("", question.text.strip(_ENDS))
    if _SHORTEST < len(words) <= _LONGEST and "\n" not in words:
        return f"“{words}”这一点"
    first = aspect or next(iter(question.aspects), None)
    return _NAMES.get(first, _ANYTHING) if first else _ANYTHING


def say_not_written(question: Question, aspect: Aspect | None = None) -> str:
    """That neither record nor published rule says it."""
    return f"{name_asked(question, aspect)}，{NOT_WRITTEN}"
