"""What is asked of a claim, by its words where the classifier did not say: the fall-back for `Question.aspects`."""

import re
from collections.abc import Sequence

from actions.identity import names_relative, only_mentions, says_own
from actions.question import Question
from actions.talk import Topic
from claims.values import Claim
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject

_WHY_WORD = r"为啥|为什么|为何|凭啥|凭什么|[啥什]么?(?:原因|理由|依据)|咋(?=才|没|就|不|这么|给)|怎么(?=才|没|就|不|这么|会|给|少)"
_READERS = (
    (
        Aspect.COVERED,
        re.compile(
            r"(?:那时候?|那会儿?|当时|当年)[^，。？?]{0,6}(?:几种|多少种|标准|最高|管[啥什几]|咋规定|怎么规定)"
        ),
    ),
    (
        Aspect.WHY,
        re.compile(
            rf"(?:{_WHY_WORD})[^，。？?]{{0,8}}(?:没|不|才|少|拒|驳|扣|这么点|退|那么|只)(?!打|到账|发|信|动静|消息|来)"
            rf"|(?:没批|没过|拒|不赔|不给|少|退回)[^，。？?]{{0,6}}(?:{_WHY_WORD})|(?:原因|理由)是(?:啥|什么)|(?:才|就|只)(?:给|赔|批|报|核)[^，。？?]{{0,4}}(?:点|这些|钱|元|块)|给少了|算错"
        ),
    ),
    (Aspect.CARD, re.compile(r"[哪啥]张?卡|什么卡|打[到在进]哪|卡号|尾号是?多少")),
    (
        Aspect.AMOUNT,
        re.compile(
            r"(?:啥时候|什么时候|哪天|几号|何时)(?:打|到账?|发|给)的|(?:到账|打款?|发)了?(?:没有?|吗|么)"
            r"|(?:多少|几)(?:钱|块|元)|[给赔批报核付]了?多少|多少(?:来着|[呢啊？?。!！]*$)|退[回了]|[两俩二]回|两次|能?[给赔报]多少|钱(?:呢|到)|退回来?(?:的|了)?(?:咋|怎么)"
        ),
    ),
    (
        Aspect.MISSING,
        re.compile(
            r"材料|[差缺]点?[啥什哪]|(?:发票|票据|收据|小结|病历|病理|诊断|证明|单子|清单|照片|东西)[^，。？?]{0,6}(?:吗|没|呢|齐|收)|收[到着](?:了|着)?(?:没|吗|么)|收着|交[齐全](?:了|没)|补[啥什]"
        ),
    ),
    (Aspect.HURRY, re.compile(r"催|加急|快[点些]")),
    (Aspect.WHO, re.compile(r"(?:谁|哪个?部门|哪儿)(?:在)?(?:管|审|负责|办)|归谁")),
    (Aspect.NEXT, re.compile(r"下一步|接下来|然后呢|(?:咋|怎么)[整办]|该咋|咋弄")),
    (
        Aspect.WHY_SLOW,
        re.compile(
            r"[这那]么[慢久]|没动静|没信儿?|没消息|(?:咋|怎么|为啥|为什么)(?:还|老|总)?[不没](?:打|到|发|下来|动)|(?:咋|怎么|为啥|为什么)还"
        ),
    ),
    (
        Aspect.WHEN,
        re.compile(
            r"(?:还|得|要|需)[^，。？?]{0,3}(?:等|多久|多长|几天|多少天)|等到|(?<!没)多久|多长时间|几天|(?:啥时候?|什么时候|何时|哪天|几号)(?:才)?(?:能|会|可以|到|给|批|打|下来|审完|有|发)(?!的)"
            r"|快了(?:吗|没)"
        ),
    ),
    (
        Aspect.STATE,
        re.compile(
            r"结案?了?(?:没|吗)|赔了(?:没|吗)|到哪|弄到|进度|审(?:完|好|到)|批(?:下来)?了?(?:没|吗)|过了(?:没|吗)|有?结果了?(?:没|吗)|有信|[咋怎]么?样|啥情况|什么情况|哪一?步|办完"
        ),
    ),
)
_BY_INTENT = {
    "check_claim": Aspect.STATE,
    "ask_payout_time": Aspect.WHEN,
    "check_payment": Aspect.AMOUNT,
    "dispute_claim": Aspect.WHY,
    "ask_documents": Aspect.MISSING,
    "ask_process": Aspect.NEXT,
    "submit_documents": Aspect.MISSING,
    "ask_benefit": Aspect.AMOUNT,
}
_BY_INTENT_OF_CLAIM = {
    "ask_deadline": Aspect.MORE,
    "ask_eligibility": Aspect.WHO_MAY,
    "ask_scope": Aspect.COVERED,
    "ask_contact": Aspect.WHO,
    "ask_difference": Aspect.ELSEWHERE,
}
"""What a question of rules asks of a claim, where it is known to be about one."""
_SPEAKS_OF_ONE = frozenset(
    {*_BY_INTENT, "inform", "nlu_fallback", "ask_help", "affirm", "deny", "ask_deadline"}
)
"""With any other intent a message is about something else."""
OF_CLAIM = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS)
"""What a claim is about: itself, its money, its papers."""
_WANTS_ELSE = frozenset(
    {
        "crisis",
        "request_human",
        "apply_relief",
        "bind_identity",
        "unbind_identity",
        "update_profile",
        "book_appointment",
        "join_activity",
        "manage_notifications",
    }
)
_HOW_FAR = re.compile(r"结果|到哪|进度|[咋怎]么?样|审完|了没|有信")
_SENDS = re.compile(r"我要|我来|帮我|怎么|咋|能不能|可以")
_ABOUT_A_PAPER = re.compile(
    r"(?:证明|小结|病历|病理报告|清单|发票|票据|认定书|(?<!补)材料)[^，。？?]{0,6}(?:是[啥什]|行不|行吗|可以吗|能[用代]|代替|哪儿?开|找谁|怎么开|咋开)"
)
"""What a paper is, or where one gets it: the table's to say, not the record's."""
_REVIEW = re.compile(r"复核|申诉|重新?审|再审|不服|不认")
_MOST = 2


def read_aspects(question: Question) -> Sequence[Aspect]:
    """What is asked: as it was understood, else by the words in their order, else by the intents; two at most."""
    if question.aspects:
        return _read_clauses(question) or question.aspects[:_MOST]
    words = question.text
    if asks_about_a_paper(words):
        return ()
    found = sorted(
        (match.start(), place)
        for place, (_, reader) in enumerate(_READERS)
        if (match := reader.search(words))
    )
    aspects = [_READERS[place][0] for _, place in found]
    if Aspect.WHY in aspects:
        aspects = [one for one in aspects if one not in (Aspect.AMOUNT, Aspect.STATE)]
    if Aspect.COVERED in aspects:
        aspects = [Aspect.COVERED]
    known = _BY_INTENT | _BY_INTENT_OF_CLAIM if question.about in OF_CLAIM else _BY_INTENT
    if question.about is Subject.PAPERS:
        known = {**known, "check_claim": Aspect.MISSING}
    by_intent = [known[one] for one in question.intents if one in known]
    return tuple(dict.fromkeys(aspects or by_intent))[:_MOST]


def _read_clauses(question: Question) -> Sequence[Aspect]:
    """The only clause that asks, where it asks for all there is: what was told beside it makes it no other question."""
    asks_else = Aspect.ELSEWHERE in question.aspects and len(question.parts) == 1
    clause = question.parts[0].aspects if asks_else else ()
    return clause if clause[:1] == (Aspect.OVERVIEW,) else ()


def asks_about_a_paper(words: str) -> bool:
    """Whether it is asked what a paper is, or where one gets it."""
    return bool(_ABOUT_A_PAPER.search(words))


def recall_aspects(topic: Topic) -> tuple[Aspect, ...]:
    """What was answered last of what is spoken of."""
    return tuple(Aspect(one) for one in topic.aspects if one in set(Aspect))


def read_key(key: str) -> tuple[Aspect, ...]:
    """What is to be answered of the one that is chosen, as it stands with the open question."""
    return tuple(Aspect(one) for one in key.split(",") if one in set(Aspect))


def is_understood(question: Question) -> bool:
    """Whether it is known that the message is about a claim, and what it asks."""
    return question.about in OF_CLAIM and bool(read_aspects(question))


def names_another_sum(claim: Claim | None, question: Question) -> bool:
    """Whether a sum is named that this claim never had."""
    said = question.named("amount")
    if claim is None or said is None:
        return False
    sums = {claim.approved_amount, *(one.amount for one in claim.payments)}
    return not any(one is not None and f"{one:.2f}" == f"{float(said):.2f}" for one in sums)


def may_speak_of_record(question: Question) -> bool:
    """Whether nothing in the message says that it is about something else, or wants something done."""
    if question.about is not None and question.about not in OF_CLAIM:
        return False
    wants = (
        not question.aspects and _REVIEW.search(question.text) and not _HOW_FAR.search(question.text)
    ) or ("submit_documents" in question.intents and _wants_to_send(question))
    is_own = (
        not names_relative(question)
        or says_own(question.text)
        or Aspect.COMPARED in question.aspects
        or only_mentions(question)
    )
    return _is_of_record(question) and not wants and is_own


def _is_of_record(question: Question) -> bool:
    """By what it was understood as where that is plain, else by the intents."""
    if question.about is None or not question.aspects:
        known = _SPEAKS_OF_ONE | (_BY_INTENT_OF_CLAIM.keys() if question.about in OF_CLAIM else frozenset())
        is_of_one = set(question.intents) <= known
        return is_of_one or Aspect.COVERED in read_aspects(question)
    if "file_claim" in question.intents and not _is_spoken_of(question):
        return False
    wanted = _WANTS_ELSE.intersection(question.intents)
    return not wanted or (Aspect.NOTIFIED in question.aspects and wanted == {"manage_notifications"})


def _is_spoken_of(question: Question) -> bool:
    topic = question.talk.topic
    return topic is not None and topic.subject in OF_CLAIM and bool(topic.key)


def _wants_to_send(question: Question) -> bool:
    """Whether it is a wish to hand something in; what is asked of papers is no wish."""
    return not question.aspects and (bool(_SENDS.search(question.text)) or not read_aspects(question))
