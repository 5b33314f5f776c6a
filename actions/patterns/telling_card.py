"""The end of a new card's number is told in the chat: taken kindly, but the card is changed on the page alone."""

import re

from actions.answering import Answering
from actions.payouts import find_payouts
from actions.question import Answer, OfferedChoice, Question
from actions.talk import ON_PROFILE_PAGE
from actions.tasks.signals import asks_something
from claims.access import access_profile
from claims.changes import find_card_change
from vocabulary.aspects import Aspect
from vocabulary.beijing import BEIJING
from vocabulary.expects import Subject
from vocabulary.saying import say_date, say_money

_TAIL = re.compile(
    r"(?:新卡|卡号|(?<!手机)(?<!电话)(?<!号码)尾号|后四位|末四位|账号)(?:尾号|后四位)?(?:是|为|叫|[:：的\s])*(\d{4})(?!\d)|(?<!\d)(\d{4})(?:那张|这张|的)?(?:新)?卡"
)
_MAY_TELL = frozenset(
    {"update_profile", "inform", "check_payment", "affirm", "deny", "ask_process", "nlu_fallback"}
)
_NEW = (
    "尾号 {tail} 记下您说的了。只是光凭尾号改不了卡，也不能直接往上打，这是防着别人冒名改您的卡。登记的还是尾号 {old}。{back}"
    "点下面的页面填新卡，再核对一次身份；不会弄，找单位工会的经办人，或回复“转人工”。"
)
_BACK = "换好以后，退回的 {sum}才能重新打，哪天打系统里没写。"
_SAME = "您登记的收款卡就是尾号 {tail} 这张，不用再改。要是它收不了钱了，说“换收款卡”。"
_WAITS = "尾号 {tail} 的新卡已经登记上了，{when}起用，不用再报。{back}"
_BACK_AFTER = "起用以后退回的 {sum}才能重新打，哪天打系统里没写。"
_RETURNED = (
    "新卡在下面的页面填，再核对一次身份就换上，号码别发在聊天里。退回来的 {sum}要等新卡换上才能重新打，哪天打系统里没写。"
    "不会弄，找单位工会的经办人，或回复“转人工”。"
)
_LIKELY = 0.5
_OF_PHONE = re.compile(r"手机|电话|换号|号码")
_PHONE = (
    "新手机尾号 {tail}，听见了。登记的手机号在聊天里改不了，这是防着别人冒名改：点下面的页面填新号，再核对一次身份就换上。"
    "没换以前，登记的还是原来的号。"
)
_CHANGE = OfferedChoice("换收款卡", "换收款卡")
_TO_PERSON = OfferedChoice("转人工", "转人工")
_AGAIN = ("还是得您自己在页面上填新卡，我这里和同事都不能替您直接换。点下面就能填，几分钟的事。",)


async def take(answering: Answering, question: Question) -> Answer | None:
    """Where the card stands that is told, and the page; None where the words tell none, or one that was paid to."""
    if changed := await _say_returned(answering, question):
        return changed
    found = _TAIL.search(question.text)
    if (
        not found
        or question.member is None
        or question.way_back
        or not _MAY_TELL.issuperset(question.intents)
    ):
        return None
    if question.named("claim_number") or not _is_of_card(question):
        return None
    tail = found[1] or found[2]
    if _OF_PHONE.search(question.text):
        return Answer(_PHONE.format(tail=tail), (_TO_PERSON,), needs=("profile",), asks=ON_PROFILE_PAGE)
    payouts = await find_payouts(answering.claims, question.member)
    if any(one.card_tail == tail or f"{one.amount:.0f}" == tail for one in payouts):
        return None
    paid = {one.key for one in payouts if one.state == "paid"}
    back = next((one for one in payouts if one.state == "returned" and one.key not in paid), None)
    sum_ = say_money(back.amount) if back else ""
    old = (await access_profile(answering.claims, question.member)).card_tail
    if old == tail:
        return Answer(_SAME.format(tail=tail), (_CHANGE,))
    change = await find_card_change(answering.claims, question.member)
    if change and change.card_tail == tail:
        since = change.effective_at.astimezone(BEIJING)
        when = f"{say_date(since.date(), question.today)} {since:%H:%M}"
        return Answer(_WAITS.format(tail=tail, when=when, back=_BACK_AFTER.format(sum=sum_) if back else ""))
    text = _NEW.format(tail=tail, old=old, back=_BACK.format(sum=sum_) if back else "")
    return Answer(text, (_TO_PERSON,), needs=("profile",), again=_AGAIN)


async def _say_returned(answering: Answering, question: Question) -> Answer | None:
    """Money that came back is what a new card is wanted for: which, why, and the page; no word on how cards are made."""
    is_wish = bool({"update_profile", "ask_member_card"}.intersection(question.intents))
    is_wish = is_wish and question.chances.get("update_profile", 0.0) >= _LIKELY
    is_wish = is_wish and question.chances.get("ask_member_card", 0.0) >= _LIKELY
    if question.member is None or question.way_back or not is_wish or question.about is not Subject.PAYMENT:
        return None
    payouts = await find_payouts(answering.claims, question.member)
    paid = {one.key for one in payouts if one.state == "paid"}
    back = next((one for one in payouts if one.state == "returned" and one.key not in paid), None)
    if back is None:
        return None
    return Answer(_RETURNED.format(sum=say_money(back.amount)), (_TO_PERSON,), needs=("profile",))


def _is_of_card(question: Question) -> bool:
    """Whether a card is told of, and nothing is asked of one: 尾号0417那笔 is a claim, 尾号1234收到没 a question."""
    tells = "update_profile" in question.intents
    if not tells and (asks_something(question) or Aspect.STATE in question.aspects):
        return False
    return tells or "卡" in question.text or question.about in (Subject.PAYMENT, Subject.IDENTITY)
