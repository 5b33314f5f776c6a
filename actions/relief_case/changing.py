"""Something in an application that was handed in is wrong: read back, and given to the desk after a yes."""

import re
from decimal import Decimal, InvalidOperation

from actions.question import Act, Answer, HandoffWish, OfferedChoice, Question
from actions.relief_case.case import OwnApplication
from actions.said import TO_PERSON, Said
from actions.talk import AskedNow
from claims.access import access_relief_application
from claims.database import ClaimsDatabase
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked
from vocabulary.saying import say_money
from vocabulary.tickets import TicketDesk, TicketReason

CORRECT_RELIEF = "correct_relief"
"""What a yes would do; the key is the number, and what is to be written."""
_PARTS = {
    "自付的钱": r"自付|自费|自己(?:掏|花|出|付)",
    "损失": r"损失",
    "别处给的钱": r"报销|补偿|赔偿|捐款|医保",
    "总花费": r"总花费|总共|一共|花费",
    "电话": r"电话|手机",
    "日期": r"日期|日子|哪天",
    "单位": r"单位",
}
_LONGEST = 60
_SEPARATOR = "|"
_CHOICES = (OfferedChoice("对，转给同事改", "对，请同事改"), OfferedChoice("先不改", "先不改"))
_ASK_WHAT = "这份已经交上去了，我这里改不了，得请管救助的同事改。哪一处、改成什么？说给我，我替您写上转过去。"
_ASK = "这份已经交上去了，我这里改不了，可以请管救助的同事改。给他写上：{what}。对吗？"
_DECIDED = "这份已经有结果了，数改不了。觉得不对，回复“转人工”，请管救助的同事看。"
_DONE = "转给管救助的同事了：{number}，{what}。改没改好，以同事回您的为准。"
_NO_HASTE = "几天办完没有定数，我这里加不了急；您着急，也一起写给同事了。"
_NOT_YOURS = "没找到这份申请，回复“转人工”，请同事帮您看。"


def ask_to_change(case: OwnApplication, part: str = "") -> Said:
    """What is to be written instead, in words that a yes may follow; `part` is what was said before to be wrong."""
    if not case.is_under_review:
        return Said(_DECIDED, "", (TO_PERSON,))
    what = _say_what(case.question, part)
    if not what:
        named = _find_part(case.question.text) or part
        asks = AskedNow(Asked.STEP, CORRECT_RELIEF, f"{case.one.number}{_SEPARATOR}{named}")
        return Said(_ASK_WHAT, "", (TO_PERSON,), asks=asks)
    asks = AskedNow(Asked.YES, CORRECT_RELIEF, f"{case.one.number}{_SEPARATOR}{what}")
    return Said(_ASK.format(what=what), "", _CHOICES, asks=asks)


def _say_what(question: Question, part: str) -> str:
    """`自付的钱改成 73,000 元`, else the member's own words; empty where nothing is named."""
    words = question.text.strip()
    named = _find_part(words) or part.partition("改成")[0]
    amount = _read_amount(question.entities.get("amount", ()))
    if amount is not None:
        return f"{named or '金额'}改成 {say_money(amount)}"
    return f"“{words[:_LONGEST]}”" if named and re.search(r"\d|[一二三四五六七八九]", words) else ""


def _find_part(words: str) -> str:
    """What is named first."""
    found = [(match.start(), name) for name, part in _PARTS.items() if (match := re.search(part, words))]
    return min(found)[1] if found else ""


def _read_amount(written: tuple[str, ...]) -> Decimal | None:
    """The last sum named: `不是八千，是八万` ends with the right one."""
    try:
        return Decimal(written[-1]) if written else None
    except InvalidOperation:
        return None


async def _pass_on(claims: ClaimsDatabase, question: Question, key: str) -> Answer:
    """After the yes: a ticket for the desk, with what is to be written; a wish for haste goes with it."""
    number, _, what = key.partition(_SEPARATOR)
    found = question.member and await access_relief_application(claims, question.member, number)
    if not found:
        return Answer(_NOT_YOURS)
    is_hurry = Aspect.HURRY in question.aspects
    about = f"救助申请 {number} 更正：{what}" + ("；会员想加急" if is_hurry else "")
    text = _DONE.format(number=number, what=what) + (_NO_HASTE if is_hurry else "")
    return Answer(text, person=HandoffWish(TicketReason.REQUESTED, TicketDesk.RELIEF, about))


CORRECTING = Act(
    _pass_on,
    re.compile(r"(?:对|是的?|嗯|好|行)*[,，\s]*(?:就这么改|请同事改|转给同事改|改吧)[。!！]*"),
    "好，没有转，还是原来的样子。",
    may_be_undone=True,
    hears=frozenset({Aspect.HURRY}),
)
