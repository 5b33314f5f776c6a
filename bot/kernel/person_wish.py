"""Knows the plain wish for a person without any machinery, so that no outage loses it."""

import re

from bot.kernel.bare_words import find_bare_words

_PERSON = "(?:人工|真人|活人|客服|坐席|座席|专员|接线员|工作人员|值班员|值班的)"
_WISH = re.compile(
    rf"(?:转|接|换|找|要|叫|来|喊|请|转接|接通|联系|呼叫|想跟|想和|我要)(?:到|给|一下|一个|个|位|下|我|你们的?|的)*(?:在线)?{_PERSON}"
    r"|^(?:在线)?(?:人工)+(?:客服|服务|坐席|座席|呢|啊|吧|在吗|在不在)?$"
    r"|^(?:人工|在线|真人)?客服(?:呢|在吗|在不在|在哪|电话|人呢)?$|人工(?:客服|服务|坐席|座席)"
    r"|^转入工$|^转工人$|^(?:(?:叫|找)(?:个|一个|位)?|(?:来|换|派|喊)(?:个|一个|位))人(?:来|说|吧|呀|啊|跟我说|说话|接)?$|有(?:没有)?真人"
    r"|(?:我)?(?:要|想)(?:跟|和|同|找|问)(?:真)?人(?:说|讲|谈|聊)"
)
_SOMETHING_ELSE = re.compile(
    "人工(?:流产|关节|智能|授精|受孕|晶体|晶状体|耳蜗|血管|瓣膜|呼吸|费|心脏|股骨|膝|髋|牙|肾|肝|费用|审核|成本|降雨|申请|审)"
    "|(?:不要|不用|别|不想|不需要|先不|取消)(?:再)?(?:给我)?(?:转|接|找|叫)?(?:到)?人工(?:客服|服务)?"
)


def wants_person(text: str) -> bool:
    """Whether the words ask for a person, and leave no doubt."""
    return bool(_WISH.search(_SOMETHING_ELSE.sub("", find_bare_words(text))))
