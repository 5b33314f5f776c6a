"""What to say to words that were not understood: the likeliest meanings first, then a person."""

from collections.abc import Sequence

from actions.question import Answer, OfferedChoice
from actions.talk import AskedNow
from vocabulary.expects import Asked
from vocabulary.intents import INTENTS

_TO_PERSON = OfferedChoice("转人工", "转人工")
_PATIENCE = 2


def offer_meanings(likely: Sequence[str], unclear: int) -> Answer:
    """The two likeliest meanings as choices; from the second `unclear` message in a row on a person above all."""
    meanings = [INTENTS[intent].choice for intent in likely if intent in INTENTS]
    choices = tuple(OfferedChoice(*one) for one in meanings if one)[:2]
    asks = AskedNow(Asked.MEANING) if choices else None
    if unclear >= _PATIENCE:
        text = "对不起，我还是没听懂。要不要找同事？点“转人工”就行，也可以换个说法再试试。"
        return Answer(text, (*choices, _TO_PERSON), is_small_talk=True, asks=asks)
    if choices:
        text = "我没太听明白。您是想问下面哪一个？"
        return Answer(text, (*choices, _TO_PERSON), is_small_talk=True, asks=asks)
    text = "我没听明白。换个说法再说一次好吗？比如“我的理赔到哪一步了”。"
    return Answer(text, (_TO_PERSON,), is_small_talk=True)
