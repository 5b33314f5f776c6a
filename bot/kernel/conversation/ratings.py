"""Reads what a member says when asked how it was: a plain word, not only the button."""

import re

from bot.kernel.conversation.tickets import Rating

_BEFORE = r"(?:我)?(?:觉得|感觉)?(?:这次|这回|总的来说|总体|整体|你们?的?|您的?|他的?|她的?)?(?:服务|态度|评价|回答)?[:：是]?"
_AFTER = (
    r"(?:的|了|啦|吧|啊|呀|哈|呢|哦|噢|嗯|极了|得很|而已)*(?:谢谢|多谢|感谢|辛苦|麻烦)?(?:你们?|您|了|啦|啊)*"
)
_VERY = r"(?:非常|很|挺|十分|特别|蛮|太|真|相当|超级?|都|还是|比较|百分百)*"
_BAD = (
    rf"(?:{_VERY}(?:不(?:太|怎么|是很|是太|大|够|咋)?(?:满意|行|好|可以|怎么样|咋样|中)|没满意|差(?:劲|评|极了)?|糟糕?|失望|垃圾|敷衍|不耐烦)"
    r"|(?:问题|事情?)?(?:还|根本|又|都|并)?(?:没有?|未)(?:给我?)?(?:帮我?)?(?:解决|办(?:成|好|妥)|弄(?:好|清楚)|说(?:清楚?|明白)|帮(?:上|到)|用)"
    r"|不怎么样|不咋地|白(?:等|问|说)|(?:一|1)(?:星|分)|零分|0分)"
)
_FAIR = (
    r"(?:一般(?:般|化)?|还行|还可以|凑合|将就|马马虎虎|就那样|差不多|勉强|中等|普通|(?:三|3)(?:星|分)|说不上)"
)
_GOOD = (
    rf"(?:{_VERY}(?:满意|好评|不错|棒|赞|给力|周到|耐心|热情|专业|到位|到家)"
    r"|(?:非常|很|挺|十分|特别|蛮|太|真|都|还)+好|(?:挺|很|都|蛮)?可以|挺行|没得说|没毛病"
    r"|(?:都|问题|事情?)?(?:解决|办(?:好|成|妥)|弄好)|(?:五|5)(?:星|分)|(?:十|10|满)分|👍+|😊+|👏+)"
)
_SIGNS = re.compile(r"[\s，。！!、,.~～…；;\ufe0f\U0001f3fb-\U0001f3ff]+")
_BY_RATING = {
    rating: re.compile(f"{_BEFORE}(?:{words}{_AFTER})+")
    for rating, words in ((Rating.BAD, _BAD), (Rating.FAIR, _FAIR), (Rating.GOOD, _GOOD))
}
_LONGEST = 24


def read_rating(text: str) -> Rating | None:
    """What the words say of the help; None where they say something else, or something besides."""
    words = _SIGNS.sub("", text).removeprefix("评价：").removeprefix("评价:")
    words = re.sub(r"^(?:谢谢|多谢|感谢)(?:你们?|您)?", "", words)
    if not words or len(words) > _LONGEST:
        return None
    return next((rating for rating, pattern in _BY_RATING.items() if pattern.fullmatch(words)), None)
