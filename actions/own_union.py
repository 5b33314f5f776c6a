"""Which union is the member's own and where its district's window is; which card their money goes to."""

from actions.identity import for_member
from actions.question import Answer, OfferedChoice, Question
from actions.windows import say_window
from claims.access import access_profile
from claims.changes import find_card_change
from claims.database import ClaimsDatabase
from claims.values import MemberId
from vocabulary.beijing import BEIJING
from vocabulary.saying import say_date

_CARD = "您登记的收款卡是尾号 {tail}。"
_WAITING = "您新换的尾号 {new} 的卡已经收到，{when}起用；在那以前还打到尾号 {tail} 的卡。"
_BOOK = (OfferedChoice("预约", "我要预约"),)
_CHANGE = (OfferedChoice("换收款卡", "换收款卡"),)


async def _say_union(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    profile = await access_profile(claims, member)
    text = (
        f"您的单位工会是{profile.union_name}（{profile.district}区{profile.township}），"
        "办手续、交材料先找它的经办人。"
    )
    return Answer(f"{text}{await say_window(claims, profile.district)}", _BOOK)


async def _say_card(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    tail = (await access_profile(claims, member)).card_tail
    waiting = await find_card_change(claims, member)
    if waiting is None:
        return Answer(f"{_CARD.format(tail=tail)}要换，说“换收款卡”。", _CHANGE)
    since = waiting.effective_at.astimezone(BEIJING)
    when = f"{say_date(since.date(), question.today)} {since:%H:%M}"
    return Answer(_WAITING.format(new=waiting.card_tail, when=when, tail=tail))


answer_own_union = for_member(_say_union)
answer_own_card = for_member(_say_card)
