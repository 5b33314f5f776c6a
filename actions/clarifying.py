"""What to say to words that were not understood: the likeliest meanings first, then a person."""

from collections.abc import Sequence

from actions.question import Answer, OfferedChoice
from actions.talk import AskedNow
from vocabulary.expects import Asked
from vocabulary.intents import INTENTS

_TO_PERSON = OfferedChoice("转人工", "转人工")
_PATIENCE = 2
_STILL = (
    "我这脑子慢，没跟上。点“转人工”，同事一听就明白；也可以只说两样：哪个保障、想问什么。",
    "怕耽误您，还是找同事吧，点“转人工”。您前面说的都留着，不用重说。",
)
_WHICH = (
    "这句我拿不准。是下面这两样里的哪个？都不是，换几个字再说。",
    "又没对上。点一个最像的；都不像，点“转人工”。",
)
_WHAT = ("这句我没懂。只说两样就行：哪个保障、想问什么。", "还差一点没听明白。说短一些，或者点“转人工”。")


def offer_meanings(likely: Sequence[str], unclear: int) -> Answer:
    """The two likeliest meanings as choices; from the second `unclear` message in a row on a person above all."""
    meanings = [INTENTS[intent].choice for intent in likely if intent in INTENTS]
    choices = tuple(OfferedChoice(*one) for one in meanings if one)[:2]
    asks = AskedNow(Asked.MEANING) if choices else None
    if unclear >= _PATIENCE:
        text = "对不起，我还是没听懂。要不要找同事？点“转人工”就行，也可以换个说法再试试。"
        return Answer(text, (*choices, _TO_PERSON), is_small_talk=True, asks=asks, again=_STILL)
    if choices:
        text = "我没太听明白。您是想问下面哪一个？"
        return Answer(text, (*choices, _TO_PERSON), is_small_talk=True, asks=asks, again=_WHICH)
    text = "我没听明白。换个说法再说一次好吗？比如“我的理赔到哪一步了”。"
    return Answer(text, (_TO_PERSON,), is_small_talk=True, again=_WHAT)
