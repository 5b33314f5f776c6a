"""First answers to those who want something done: what can be done here, the way where it cannot, or a person."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from actions import coverage
from actions.faq import HARM
from actions.identity import for_member
from actions.interests import explain, find_interest, is_wished, take_down
from actions.knowledge import Knowledge
from actions.papers import answer_papers
from actions.payouts import find_back, find_payouts
from actions.question import Act, Answer, OfferedChoice, Question
from actions.talk import AskedNow, Values
from actions.tasks import filing
from actions.tasks.forms import Forms
from actions.warm_words import feel_with
from actions.whether import asks_whether, find_spoken_of
from claims.access import access_profile
from claims.database import ClaimsDatabase
from claims.values import MemberId
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Subject
from vocabulary.saying import say_money

_BOUND = "身份已经核对过了，您是{name}。可以直接问“我的理赔到哪一步了”“我有哪些保障”。"
_UNBOUND = "您现在没有绑定身份，不用解除。"
_UNLINK = (
    "解除以后，这个微信里就查不到您的理赔和保障了，填了一半的也不留。您在中心的保障和理赔不受影响，想用随时再核对一次身份。"
    "确定解除绑定吗？"
)
_UNLINK_CHOICES = (OfferedChoice("对，解除绑定", "对，解除绑定"), OfferedChoice("不解除", "先不解除"))
UNLINK = "unlink"
_EMPLOYER = re.compile(r"单位|领导|老板|公司|同事|厂里")
_UNSEEN = "单位从我这儿本来就看不到您的记录，解不解绑都一样。"
_STILL = "现在还连着，没有解除。"
_NOT_AFFECTED = "解除的只是这里和您身份的连接，保障、理赔、打款都不受影响。"
_LINK_AGAIN = "只是在这里查不到了，填了一半的也不留；想再用，核对一次身份就连上。"
_FILE = OfferedChoice("我要报案", "我要报案")
_FILE_CLAIM = "{warm}好，我帮您做理赔登记，几句话就行。"
_CARD = (
    "点下面的页面填新卡，再核对一次身份就换上了，在手机上就能弄，号码别发在聊天里。换好以后，被退回的{name} {sum}才能重新打；"
    "哪天打，系统里没写。弄不了，回复“转人工”。"
)
_NEW_CARD = (
    "往后的钱打到您登记的那张卡，现在登记的尾号是 {tail}。卡号变了先换上，免得打不进去被退回来：点下面的页面填新卡、再核对一次身份，"
    "号码别发在聊天里。新卡还没到手，办好了再说“换收款卡”。"
)
_TELEPHONE = re.compile(r"手机|电话|号码")
_TELEPHONE_TOO = "手机号也在这个页面上一起改，现在还没改。"
_GIVEN_AWAY = frozenset(
    {
        "gave_card_or_code",
        "gave_identity_number",
        "paid_a_fee_to_fraud",
        "screen_share_or_app",
        "opened_strange_link",
    }
)
"""What others have of a card, by the entries that tell of it."""
_FREEZE = "那张卡先打发卡银行的电话冻结或挂失，别等；再来换。"
_PROFILE = "手机号和收款卡在下面的页面上改，要再核对一次身份，号码别发在聊天里。姓名、单位要单位工会办，不清楚就回复“转人工”。"


async def _bind(_claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    profile = await access_profile(_claims, member)
    return Answer(_BOUND.format(name=profile.name), (OfferedChoice("解除绑定", "解除绑定"),))


async def _file_claim(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    interest = find_interest(question)
    if interest and is_wished(question.text):
        return take_down(knowledge, interest, question)
    if interest:
        return explain(knowledge, interest, question)
    if "secondary_reimbursement" in question.programmes:
        return Answer(knowledge.find("secondary_reimbursement", "process").text)
    if asks_whether(question):
        spoken_of = find_spoken_of(question)
        asked = replace(question, programmes=question.programmes or spoken_of)
        answer = await coverage.answer_past_cover(claims, knowledge, asked)
        may_file = answer.choices or "identity" in answer.needs
        return answer if may_file else replace(answer, choices=(_FILE,))
    return await Forms(claims, knowledge).open(
        filing.NAME, question, _FILE_CLAIM.format(warm=feel_with(question)), _find_kind(question)
    )


def _find_kind(question: Question) -> Values:
    """What was just explained is what is to be claimed, where nothing else is told or named."""
    topic = question.talk.topic
    is_told = question.programmes or question.tells or question.named("event") or question.named("illness")
    is_explained = topic is not None and topic.subject is Subject.PROGRAMME and not is_told
    return filing.find_kind_of(topic.programmes) if topic and is_explained else {}


async def _unbind(_claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer:
    if question.member is None:
        return Answer(_UNBOUND, (OfferedChoice("绑定身份", "绑定身份"),))
    if Aspect.EFFECT in question.aspects:
        is_asked = question.talk.is_asked(Asked.YES, UNLINK)
        unseen = _UNSEEN if _EMPLOYER.search(question.text) else ""
        return Answer(_LINK_AGAIN if is_asked else f"{unseen}{_NOT_AFFECTED}{_LINK_AGAIN}{_STILL}")
    return Answer(_UNLINK, _UNLINK_CHOICES, asks=AskedNow(Asked.YES, UNLINK))


async def _do_unlink(_claims: ClaimsDatabase, _question: Question, _key: str) -> Answer:
    return Answer("", needs=("unlink",))


UNLINKING = Act(
    _do_unlink,
    re.compile(r"(?:对|是的?|嗯|好|确定)*[,，\s]*(?:解除绑定|解除|解绑)(?:吧|了)?[。!！]*"),
    "好，没有解除，还和原来一样连着，查什么直接说。",
    again="那还解除绑定吗？",
    lead=_NOT_AFFECTED,
)


async def _update_profile(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    back = find_back(await find_payouts(claims, member))
    if back and question.about is not Subject.IDENTITY:
        telephone = _TELEPHONE_TOO if _TELEPHONE.search(question.text) else ""
        card = _CARD.format(name=back.name, sum=say_money(back.amount))
        return Answer(f"{telephone}{card}", needs=("profile",))
    if question.about is Subject.PAYMENT and Aspect.CARD in question.aspects:
        tail = (await access_profile(claims, member)).card_tail
        return Answer(_NEW_CARD.format(tail=tail), needs=("profile",))
    told = {entry for one in question.talk.topics if one.key == HARM for entry in one.aspects}
    is_known_to_others = bool(told & _GIVEN_AWAY)
    return Answer(f"{_FREEZE if is_known_to_others else ''}{_PROFILE}", needs=("profile",))


Answerer = Callable[[ClaimsDatabase, Knowledge, Question], Awaitable[Answer]]

ANSWERERS: Mapping[str, Answerer] = {
    "file_claim": _file_claim,
    "submit_documents": answer_papers,
    "bind_identity": for_member(_bind),
    "unbind_identity": _unbind,
    "update_profile": for_member(_update_profile),
}
