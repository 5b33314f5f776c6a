"""As a member goes: the one thing of what was spoken of that still waits for them."""

from actions.question import Question
from actions.wording import say_list
from claims.access import access_claim
from claims.database import ClaimsDatabase
from claims.states import ClaimState
from vocabulary.expects import Subject

_OF_CLAIM = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS)
_PAPERS = "{papers}还差着，到手了拍照发来，或交给单位工会的经办人。"
_CARD = "那笔钱要换了收款卡才能再打，说“换收款卡”就行。"


async def say_still_to_do(claims: ClaimsDatabase, question: Question) -> str:
    """One sentence; empty where nothing of what is spoken of waits for the member."""
    topic = question.talk.topic
    if topic is None or not topic.key or topic.subject not in _OF_CLAIM or question.member is None:
        return ""
    claim = await access_claim(claims, question.member, topic.key)
    if claim is None:
        return ""
    if claim.state is ClaimState.DOCUMENTS_REQUESTED and claim.missing_documents:
        return _PAPERS.format(papers=say_list(one.label for one in claim.missing_documents))
    return _CARD if claim.state is ClaimState.PAYMENT_RETURNED else ""
