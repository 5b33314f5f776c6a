"""It is left for later, at any point: nothing was asked, nothing is done, and how to go on is said in one sentence."""

from actions.answering import Answering
from actions.question import Answer, Question
from actions.records.claims_on_offer import is_of_claim
from actions.talk import ON_PROFILE_PAGE
from actions.tasks.signals import puts_off
from actions.wording import say_list
from claims.access import access_claim
from claims.states import ClaimState
from claims.values import Claim
from vocabulary.expects import Asked, Move, Subject
from vocabulary.intents import INTENTS

_ANSWERED_ELSEWHERE = frozenset({Asked.YES, Asked.RECORD, Asked.KIND, Asked.RATING})
_CANCELLED = frozenset({Subject.VISIT, Subject.ACTIVITY, Subject.NOTICES, Subject.SERVICE})
"""What one has, so that ending it is an act."""
_HOLDS_BACK = ("先别", "先不", "先等", "等等", "算了")
_REVIEW_LATER = "好，不急，什么都没有提交。东西找齐了，说“我要申请复核”，还接着这一笔。"
_PAPERS_LATER = "好，不急，还没交什么。{papers}齐了拍照发来，或者说“我要交材料”，还接着这一笔。"
_CARD_LATER = "好，不急。卡办好了，说“换收款卡”，还接着这一笔。"
_LATER = "好，先放着，不急，您先歇歇。想接着问，随时说。"
_AGAIN = ("行，您先忙。", "好，回头说就行。")


async def take(answering: Answering, question: Question) -> Answer | None:
    """The way back to what is spoken of; None where something is asked, or an open question is answered."""
    asked = question.talk.asked
    if (
        question.way_back
        or (asked is not None and asked.kind in _ANSWERED_ELSEWHERE)
        or not _leaves(question)
    ):
        return None
    topic = question.talk.topic
    if asked == ON_PROFILE_PAGE:
        return Answer(_CARD_LATER, again=_AGAIN, is_small_talk=True)
    if topic is not None and topic.subject in _CANCELLED and question.move is not Move.PUT_OFF:
        return None
    claim = None
    if topic is not None and is_of_claim(topic) and question.member is not None:
        claim = await access_claim(answering.claims, question.member, topic.key)
    return Answer(_say_way_back(claim), again=_AGAIN, is_small_talk=True)


def _leaves(question: Question) -> bool:
    if question.aspects or question.named("programme") or _wishes(question):
        return False
    if question.move in (Move.PUT_OFF, Move.STOP):
        return True
    if question.move is Move.FEELING and "cancel" in question.intents:
        return True  # 今儿没心情 改天
    if question.move is Move.GIVE and question.named("event"):
        return False  # 先不提那个 昨天又漏了: another thing is told.
    return question.text.strip().startswith(_HOLDS_BACK) or puts_off(question)


def _wishes(question: Question) -> bool:
    """Whether something is to be done, or a person is asked for."""
    left = {"cancel", "deny"}
    return any(INTENTS[one].is_act for one in question.intents if one in INTENTS and one not in left) or bool(
        {"request_human", "crisis", "complain"}.intersection(question.intents)
    )


def _say_way_back(claim: Claim | None) -> str:
    if claim is None:
        return _LATER
    if claim.state is ClaimState.DOCUMENTS_REQUESTED:
        return _PAPERS_LATER.format(papers=say_list(one.label for one in claim.missing_documents) or "东西")
    if claim.state is ClaimState.PAYMENT_RETURNED:
        return _CARD_LATER
    is_refused = claim.state is ClaimState.DENIED or (claim.state is ClaimState.CLOSED and not claim.payments)
    return _REVIEW_LATER if is_refused else _LATER
