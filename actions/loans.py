"""Loans: the union's is for small businesses; what it costs is never a plan's price, and nobody is lent money for a hard month."""

import re

from actions.interests import offer_to_take_down
from actions.knowledge import Knowledge
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.talk import Topic
from claims.database import ClaimsDatabase
from vocabulary.expects import Subject

LOAN = "startup_loan"
_BORROWING = "borrowing"
"""What is spoken of after somebody would borrow for themselves."""
_BORROWS = re.compile(r"借|周转|手头紧|救个急")
_BUSINESS = re.compile(r"店|馆|厂|公司|企业|创业|生意|买卖|摊|进货|盘个|开个|开家|铺|工作室")
_INTEREST = re.compile(r"利息|利率|几个点|年化")
_OF_CARD = (
    "京卡是银联借记卡，存款有没有利息是北京银行的事，我这里没写，请问北京银行网点。互助金只是打到这张卡上。"
)
_NOT_FOR_ONESELF = (
    "工会的创业小额贷款不给个人周转，是给小微非公企业创业创新用的；看病、修房、过日子用的钱不在里面。"
    "手头紧是出了什么事？生病、受伤、家里遭灾的，看理赔和应急救助，说一句我帮您对一对。"
)
_NOT_FOR_ONESELF_AGAIN = (
    "贷款这条走不通：只给小微非公企业用。家里难，先跟单位工会说，问有没有困难帮扶，或打 12351。",
)
_NAMED = "有首都职工创业小额贷款，给小微非公企业创业创新用，要还的。"
_THERE_IS = (
    "有，叫首都职工创业小额贷款，给小微非公企业创业创新用，要还的。能不能贷，要经过调查、担保和银行审批，我不敢说准。"
    "想申请，回复“转人工”，请同事接着问。"
)
_AGAIN = "利息、额度、期限这几样，公开的材料都没写，猜了反而误您。回复“转人工”，请同事问准。"
_NOT_WRITTEN = "您问的这一点，公开的材料没写。想问清楚，回复“转人工”，请同事接着问。"
_TO_PERSON = OfferedChoice("转人工", "转人工")
_ASPECTS = {
    "ask_benefit": "benefit",
    "ask_contribution": "benefit",
    "ask_documents": "documents",
    "ask_scope": "scope",
    "ask_process": "process",
    "ask_contact": "process",
    "ask_deadline": "process",
    "ask_payout_time": "process",
    "ask_enrolment": "process",
}
_CALLS = frozenset({"crisis", "request_human", "complain", "cancel", "thank", "goodbye", "file_claim"})


async def answer_loan(_claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer | None:
    """What is asked of the loan that is named or spoken of; None where none is."""
    if _INTEREST.search(question.text) and (question.programmes or question.context_programmes) == (
        "member_card",
    ):
        return Answer(_OF_CARD, facts=(Fact("knowledge:member_card:overview", question.today),))
    if not is_of_loan(question) or _CALLS.intersection(question.intents) or question.way_back:
        return None
    topics = (Topic(Subject.PROGRAMME, LOAN, (LOAN,)),)
    facts = (Fact("knowledge:startup_loan:eligibility", question.today),)
    if _is_for_oneself(question):
        topics = (Topic(Subject.PROGRAMME, _BORROWING, (LOAN,)),)
        return Answer(_NOT_FOR_ONESELF, (_TO_PERSON,), facts, topics=topics, again=_NOT_FOR_ONESELF_AGAIN)
    aspect = _find_aspect(question)
    choices = (*offer_to_take_down(knowledge, (LOAN,), "ask_process"), _TO_PERSON)
    topic = question.talk.topic
    if (
        not aspect
        and topic is not None
        and topic.programmes == (LOAN,)
        and "out_of_scope" in question.intents
    ):
        return Answer(_NOT_WRITTEN, choices, facts, topics=topics)
    if not aspect:
        return Answer(_THERE_IS, choices, facts, topics=topics)
    again = (_AGAIN,) if aspect == "benefit" else ()
    said = knowledge.find(LOAN, aspect).text
    if said.startswith("是给"):
        said, choices = f"工会的小额贷款{said}", (_TO_PERSON,)
    if aspect == "process" and (topic is None or topic.programmes != (LOAN,)):
        said = f"{_NAMED}{said}"
    return Answer(said, choices, facts, topics=topics, again=again)


def tells_of_business(text: str) -> bool:
    """Whether a business is spoken of, which is what the loan is for: 开店, 创业."""
    return bool(_BUSINESS.search(text))


def _is_for_oneself(question: Question) -> bool:
    """Whether money is wanted for one's own needs, as far as it is told, here or before."""
    if tells_of_business(question.text) or "贷" in question.text:
        return False
    topic = question.talk.topic
    goes_on = (
        topic is not None and topic.key == _BORROWING and set(question.intents) <= {"out_of_scope", "inform"}
    )
    return goes_on or bool(_BORROWS.search(question.text))


def is_of_loan(question: Question) -> bool:
    """Whether the loan is named, or spoken of and asked on about."""
    if question.programmes:
        return question.programmes == (LOAN,)
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.programmes == (LOAN,) and topic.subject is Subject.PROGRAMME
    is_asked = any(one in _ASPECTS or one == "out_of_scope" for one in question.intents)
    return is_spoken_of and is_asked and not question.named("office") and not question.named("event")


def _find_aspect(question: Question) -> str:
    """The cell that is asked for; empty where it is whether there is one."""
    if _INTEREST.search(question.text) or "几万" in question.text:
        return "benefit"
    if any(word in question.text for word in ("担保", "抵押", "条件")):
        return "eligibility"
    return next((_ASPECTS[one] for one in question.intents if one in _ASPECTS), "")
