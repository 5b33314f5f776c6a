"""After the page for telephone and card was given: a number, its correction, or a yes changes nothing here, and that is said."""

import re
from collections.abc import Sequence

from actions.answering import Answering
from actions.payouts import find_back, find_payouts
from actions.question import Answer, OfferedChoice, Question
from actions.talk import ON_PROFILE_PAGE
from actions.tasks.signals import agrees
from vocabulary.aspects import Aspect
from vocabulary.expects import Move
from vocabulary.saying import say_money

_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)")
_MAY_BE = frozenset({"inform", "affirm", "deny", "update_profile", "nlu_fallback", "out_of_scope", "thank"})
_NO = re.compile(r"不[是对]|错")
_LONGEST = 16
_OF_WAITING = frozenset({Aspect.WHEN, Aspect.HURRY, Aspect.STATE, Aspect.RECEIVED})
_HEARD = "听见了，尾号是 {tail}。可号码在聊天里改不了，登记的还是原来的：点下面的页面填这个，再核对一次身份才算换上。"
_CORRECTED = "好，是 {tail}，前面那个不算。登记的一样没动，还是要在下面的页面填 {tail}、核对一次身份才换上。"
_STILL_OPEN = "还没换上，登记的一样没动。要您在下面的页面填好新号码、核对一次身份；弄不了，回复“转人工”。"
_STILL_OPEN_AGAIN = (
    "这一步我替不了您：点下面的页面，填新号码、核对身份，填完就看得到。现在登记的还是原来的。",
)
_LATER = "好，不急，登记的一样没动。卡办好了，说“换收款卡”就接着办。"
_LIKELY = 0.5
NUMBERS_HERE = frozenset({"ids_in_chat", "somebody_elses_account"})
"""The frequent questions that a number offered to the chat is heard as: while the page is open, it is the way."""
_NOT_HERE = "整张卡号别发在聊天里：发了会被遮住，我也用不上。点下面的页面填，一样是在手机上；弄不了，托单位工会的经办人办。"
_HOW = "能，手机上就行，人在外地也一样：点下面的页面填新卡、核对一次身份，不用跑柜台。弄不了，托单位工会的经办人办，或回复“转人工”。"
_BACK = "退回的 {sum}要等新卡换上才重新打，哪天打系统里没写，我不能说个日子。现在卡还没换：点下面的页面填。"
_TO_PERSON = (OfferedChoice("转人工", "转人工"),)
_OTHERS = frozenset({"crisis", "request_human", "complain"})
"""What comes before any number."""


async def take(answering: Answering, question: Question) -> Answer | None:
    """What stands, and the page again; None where something else is said."""
    if _OTHERS.intersection(question.intents):
        return None
    if question.talk.asked != ON_PROFILE_PAGE or question.way_back or question.programmes:
        return None
    if question.faq in NUMBERS_HERE:
        return Answer(_NOT_HERE, _TO_PERSON, needs=("profile",))
    if _asks_how(question):
        return Answer(_HOW, _TO_PERSON, needs=("profile",), again=_STILL_OPEN_AGAIN)
    is_bare = bool(_NUMBER.search(question.text)) and len(question.text.strip()) <= _LONGEST
    if question.member is not None and not is_bare and _OF_WAITING.intersection(question.aspects):
        return await _say_what_waits(answering, question)
    numbers: Sequence[str] = _NUMBER.findall(question.text)
    is_number = bool(numbers) and len(_NUMBER.sub("", question.text).strip()) < _LONGEST
    if not is_number and (not set(question.intents) <= _MAY_BE or question.aspects):
        return None
    if numbers:
        is_anew = (
            question.move is Move.CORRECT or "deny" in question.intents or bool(_NO.search(question.text))
        )
        text = (_CORRECTED if is_anew else _HEARD).format(tail=numbers[-1][-4:])
        return Answer(text, _TO_PERSON, needs=("profile",))
    if question.move is Move.PUT_OFF or question.chances.get("cancel", 0.0) >= _LIKELY:
        return Answer(_LATER, is_small_talk=True)  # 行 补好了再找你改
    if agrees(question) or question.move is Move.AGREE:
        return Answer(_STILL_OPEN, _TO_PERSON, needs=("profile",), again=_STILL_OPEN_AGAIN)
    return None


def _asks_how(question: Question) -> bool:
    """Whether it is asked how, or where else, it may be done: 网上能弄不."""
    is_rule = bool(question.intents) and set(question.intents) <= {"ask_process", "ask_contact", "ask_help"}
    return is_rule and bool({Aspect.HOW, Aspect.WHERE, Aspect.WHO_MAY}.intersection(question.aspects))


async def _say_what_waits(answering: Answering, question: Question) -> Answer | None:
    """Money that was returned waits for the new card."""
    assert question.member is not None
    payouts = await find_payouts(answering.claims, question.member)
    back = find_back(payouts)
    is_of_change = Aspect.STATE in question.aspects or Aspect.RECEIVED in question.aspects
    if back and not is_of_change:
        return Answer(_BACK.format(sum=say_money(back.amount)), needs=("profile",))
    if is_of_change and question.chances.get("update_profile", 0.0) >= 0.3:
        return Answer(_STILL_OPEN, _TO_PERSON, needs=("profile",), again=_STILL_OPEN_AGAIN)
    return None
