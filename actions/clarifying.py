"""What to say to words that were not understood: the likeliest meanings first, then a person."""

from actions.question import Answer, OfferedChoice, Question
from vocabulary.intents import INTENTS

_TO_PERSON = OfferedChoice("转人工", "转人工")
_PATIENCE = 2


def offer_meanings(question: Question, likely: list[str], unclear_before: int) -> Answer:
    """The two likeliest meanings as choices; from the second unclear message on a person above all."""
    meanings = [INTENTS[intent].choice for intent in likely if intent in INTENTS]
    choices = tuple(OfferedChoice(*one) for one in meanings if one)[:2]
    unclear = unclear_before + 1
    remember = {"unclear_turns": unclear}
    if unclear >= _PATIENCE:
        text = "对不起，我还是没听懂。要不要找同事？点“转人工”就行，也可以换个说法再试试。"
        return Answer(text, (*choices, _TO_PERSON), remember=remember)
    if choices:
        return Answer("我没太听明白。您是想问下面哪一个？", (*choices, _TO_PERSON), remember=remember)
    return Answer(
        "我没听明白。换个说法再说一次好吗？比如“我的理赔到哪一步了”。", (_TO_PERSON,), remember=remember
    )
