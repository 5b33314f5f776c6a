"""First answers to those who want something done: what can be done here, the way where it cannot, or a person."""

from collections.abc import Awaitable, Callable, Mapping

from actions.claim_status import say_claims
from actions.identity import for_member
from actions.knowledge import Knowledge
from actions.question import Answer, Choice, Question
from actions.tasks import filing
from actions.tasks.desk import TaskDesk
from claims.access import access_claims, access_profile
from claims.database import ClaimsDatabase
from claims.states import ClaimState
from claims.values import MemberId

_DECIDED = (ClaimState.DENIED, ClaimState.PAID, ClaimState.APPROVED, ClaimState.CLOSED)
"""What may be disputed, and in this order where none is named."""
_BOUND = "身份已经核对过了，您是{name}。可以直接问“我的理赔到哪一步了”“我有哪些保障”。"
_UNBOUND = "您现在没有绑定身份，不用解绑。"
_FILE_CLAIM = "好，我先帮您登记，几句话就行。"
_DOCUMENTS = (
    "材料请交给单位工会的经办人，原件先自己留一份照片。还差哪几样，问“我的理赔到哪一步了”就能看到。"
    "这里还不能直接收照片，急的话回复“转人工”。"
)
_PROFILE = "手机号、单位和收款卡不在聊天里改，要核对本人。已经转给同事帮您改，请先别发号码。"
_DISPUTE = "您不认可的话已经记下，并转给同事复核，会在这里回您。补充的理由和材料现在就可以说。"


async def _bind(_claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    profile = await access_profile(_claims, member)
    return Answer(_BOUND.format(name=profile.name), (Choice("解除绑定", "解除绑定"),))


async def _dispute(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    """The claim that is disputed, why it was decided so, and a ticket with it."""
    every = await access_claims(claims, member)
    number = question.named("claim_number")
    named = [one for one in every if one.number == number]
    decided = sorted(
        (one for one in every if one.state in _DECIDED), key=lambda one: _DECIDED.index(one.state)
    )
    found = (named or decided)[:1]
    if not found:
        return Answer(_DISPUTE, needs=("person",), reason="dispute")
    shown = say_claims(found, question.today)
    return Answer(f"{shown.text}\n{_DISPUTE}", facts=shown.facts, needs=("person",), reason="dispute")


async def _file_claim(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    if "secondary_reimbursement" in question.programmes:
        return Answer(knowledge.find("secondary_reimbursement", "process").text)
    return await TaskDesk(claims, knowledge).open(filing.NAME, question, _FILE_CLAIM)


async def _unbind(_claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer:
    if question.member is None:
        return Answer(_UNBOUND, (Choice("绑定身份", "绑定身份"),))
    return Answer("", needs=("unlink",))


def _to_person(text: str, reason: str) -> "Answerer":
    async def answer(_claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer:
        return Answer(text, needs=("person",), reason=reason)

    return answer


def _say(text: str, *choices: Choice) -> "Answerer":
    async def answer(_claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer:
        return Answer(text, choices)

    return answer


Answerer = Callable[[ClaimsDatabase, Knowledge, Question], Awaitable[Answer]]

_TO_PERSON = Choice("转人工", "转人工")

ANSWERERS: Mapping[str, Answerer] = {
    "file_claim": _file_claim,
    "submit_documents": _say(_DOCUMENTS, Choice("还差什么", "我的理赔到哪一步了"), _TO_PERSON),
    "bind_identity": for_member(_bind),
    "unbind_identity": _unbind,
    "update_profile": _to_person(_PROFILE, "requested"),
    "dispute_claim": for_member(_dispute),
}
