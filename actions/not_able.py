"""Somebody who cannot manage: not sent away, but helped step by step, or given a person."""

import re

from actions.question import Answer, OfferedChoice, Question

_NOT_ABLE = re.compile(
    r"(?:我|俺|老人|爸|妈|他|她)?(?:真的?|实在|都|也|完全|根本)?不(?:太|大)?会(?:弄|填|用|操作|搞|整|点|写|打字|上传|拍照|智能|手机|这个|这些)|"
    r"(?:弄|搞|整|看|填|学|点|打)不(?:明白|来|懂|定|清|清楚|会|动|好)(?!的?(?:意思|条款|为什么))|不识字|不认(?:得)?字|"
    r"(?:太|好|真)(?:难|复杂|麻烦|费劲)(?:了|啊|呀|弄|填|操作)?(?:[，。！!~～]|$)|眼(?:睛)?(?:花|不好|看不)|"
    r"(?:年纪|岁数)大.{0,6}(?:不会|不懂|弄不)|不懂(?:怎么|咋)?(?:弄|填|操作|用)"
)
_SHORT_WORDS, _LIKELY = 10, 0.5
"""So short words that likely only tell ask nothing beside, whatever record they were taken for: 手麻 打不动."""
_LIFE = re.compile(r"(?:日子|生活|活着|过得|家里|命|心里|挣钱)[^，。]{0,4}(?:太|好|真)(?:难|苦|累)")
_TYPING = re.compile(r"[打写]不|打字|手(?:麻|抖|疼|指)")
_OF_GIVING_UP = frozenset(
    {"cancel", "deny", "inform", "complain", "out_of_scope", "ask_help", "affirm", "ask_bot"}
)
_TO_PERSON = (OfferedChoice("找同事说", "转人工"),)
_HELP = "没事，不用您弄手机，也不用打字。\n单位工会的经办人能替您办。\n要同事跟您说，点下面这一个。"
_SHORT = "没事，我短点说。\n{said}\n要同事跟您说，点下面这一个。"
_AGAIN = ("您别为难自己。\n点下面这一个，找同事说，前面的不用重说。",)
NOT_ABLE = "not_able"
"""The name of the answer, by which it is known later that they cannot type or read much."""


def is_not_able(question: Question) -> bool:
    """Whether the member says that they cannot manage, and asks nothing else."""
    words = question.text.strip()
    if _LIFE.search(words) or not _NOT_ABLE.search(words):
        return False
    only_tells = len(words) <= _SHORT_WORDS and question.chances.get("inform", 0.0) >= _LIKELY
    return set(question.intents) <= _OF_GIVING_UP or only_tells


def cannot_type(question: Question) -> bool:
    """Whether it is typing that is hard, and nothing that was said."""
    return bool(_TYPING.search(question.text)) and not re.search(r"看不|听不", question.text)


def offer_help(said: str = "") -> Answer:
    """Outside a form: in short lines, what was just said or who does it for them, and one choice."""
    return Answer(_SHORT.format(said=said) if said else _HELP, _TO_PERSON, again=_AGAIN, says=NOT_ABLE)
