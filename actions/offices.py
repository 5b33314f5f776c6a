"""What is another office's is named with that office's line; a dispute with the employer, with the union's and the state's."""

from collections.abc import Sequence

from actions.knowledge import Knowledge
from actions.likely import find_likely
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.talk import Topic
from actions.tasks.signals import asks_something
from actions.warm_words import names_injury
from claims.database import ClaimsDatabase
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject
from vocabulary.offices import OFFICES, Office

_MOST = 4
_OF_ACCOUNT = frozenset({"out_of_scope", "dispute_claim", "check_payment", "check_claim"})
_WHOSE = frozenset({Aspect.ORIGIN, Aspect.RECKONING})
"""Where money in a medical account went: 医保账户少了钱，是你们扣的不."""
_MAY_BE = 0.25
_COUNTS = frozenset({Aspect.COVERED, Aspect.WHO_MAY})
"""Whether a hurt counts as one at work, which is neither wages nor a contract."""
_MAY_BE_HURT = 0.5
"""How likely it must be that a thing at work is asked to be paid for, which no wage is."""
_SURE = 0.6
"""From here on it is another's matter; below it the words may only not have been understood, and a person may."""
_TO_PERSON = (OfferedChoice("转人工", "转人工"),)
_AGAIN_AFTER_INSURANCE = ("secondary_reimbursement",)
"""What is paid once more after the medical insurance is ours."""
_UNION, _HUMAN_RESOURCES = OFFICES["union"], OFFICES["human_resources"]
_LAWYER = "legal_aid"
_TELLING = (Move.FEELING, Move.GIVE, Move.COURTESY)
_HEARD = "嗯，您说的我听见了。陪您说两句也行；哪会儿想起正事，接着问就是。"
_HEARD_AGAIN = ("我听着呢，您接着说。", "嗯，您说。")
_TRIED = "{number} 您打过了，一时打不通别光耗着：过会儿再打，或打 12345 请他们把事转过去；工会这边打 12351，也能替您问、帮您说话。"
_TRIED_AGAIN = ("还打不通，就先打 12345 留下您的事和电话；跟单位较劲的，12351 更管用。",)
_NOT_OURS = "这个我帮不上，不敢乱说。市里各部门的事可以打 12345 问，工会的事打 12351。"
_NOT_OURS_AGAIN = ("这件事不在我会的里头，问 12345 最快。", "还是这句：我答不了，别耽误您，打 12345 问。")
_HARD = "遇上这样的事，够您烦心的。"
_WITH_EMPLOYER = (
    "打 12351（工会的热线，能帮着维权、问法律援助）或 12333（人社局，管欠薪投诉和仲裁）都行。"
    "打之前记好单位名字、出了什么事、欠多少；没弄明白先别签字。"
)
_WITH_EMPLOYER_AGAIN = (
    "先打 12333 问怎么投诉、怎么仲裁，再打 12351 请工会帮着说话。工资条、考勤、聊天记录都留好。",
    "还是这两个电话管用：12351 和 12333。想跟我们的同事说说，点“转人工”。",
)
_OF_INJURY = (
    "算不算工伤由人社局认定，我断不了。干活受的伤该单位去报工伤；单位不报，您自己也能打 12333 问怎么申请认定；12351 是工会的热线，能帮着维权、"
    "问法律援助。哪天、在哪、谁看见的记好，看病的票据留着。"
)
_OF_INJURY_AGAIN = ("单位推也没用，别耗着：打 12333 问自己怎么申请工伤，打 12351 请工会帮忙。",)
WORK_INJURY = Topic(Subject.PROGRAMME, "work_injury")
"""What is spoken of after a hurt at work was told."""


async def answer_not_ours(_claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer:
    """Each office that is meant, with its line; where none is known, the city's."""
    offices = find_offices(question)
    if not offices and question.move in _TELLING and not asks_something(question):
        return Answer(_HEARD, again=_HEARD_AGAIN, is_small_talk=True)
    if not offices:
        is_sure = question.chances.get("out_of_scope", 1.0) >= _SURE
        return Answer(_NOT_OURS, () if is_sure else _TO_PERSON, again=_NOT_OURS_AGAIN)
    if tried := _find_tried(offices, question):
        return Answer(_TRIED.format(number=tried), again=_TRIED_AGAIN)
    lines = "，".join(
        f"{one.matter}{'' if one.matter.endswith('事') else '的事'}{one.line}" for one in offices
    )
    is_of_money = "medical_insurance" not in question.entities.get("office", ()) or _WHOSE & set(
        question.aspects
    )
    ours = offices[0].ours if is_of_money else ""
    both = "这两样" if len(offices) == 2 else "这些" if len(offices) > 2 else "这个"
    return Answer(f"{both}不归互助保障管，我答不准。{lines}。{ours}")


def _find_tried(offices: Sequence[Office], question: Question) -> str:
    """The number that the member names themself, which is no help when said once more: 12333 老占线."""
    named = next((one.telephone for one in offices if one.telephone and one.telephone in question.text), "")
    return "" if Aspect.MEANING in question.aspects else named


def is_of_office(question: Question) -> bool:
    """Whether another office's matter is asked about, whatever record of ours its words sound like."""
    offices = question.entities.get("office", ())
    if not find_offices(question) or question.programmes or question.named("event"):
        return False
    if find_likely(question) == _AGAIN_AFTER_INSURANCE:
        return False
    if question.intents == ("out_of_scope",):
        return True
    if "commercial_insurance" in offices and "ask_difference" in question.intents:
        return True
    is_of_account = set(question.intents) <= _OF_ACCOUNT and _WHOSE.intersection(question.aspects)
    return (
        "medical_insurance" in offices
        and bool(is_of_account)
        and question.chances.get("out_of_scope", 0.0) >= _MAY_BE
    )


async def answer_labour(_claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """A warm word and the two lines; what a number is, where that is asked."""
    finding = knowledge.find(None, "labour_rights")
    facts = (Fact(f"knowledge:{finding.programme}:{finding.aspect}", question.today),)
    asked = [one for one in OFFICES.values() if one.telephone and one.telephone in question.text]
    named = "".join(
        f"{telephone} 是{what}。" for telephone, what in {one.telephone: one.what for one in asked}.items()
    )
    if _is_of_injury(question):
        return Answer(f"{named}{_OF_INJURY}", facts=facts, again=_OF_INJURY_AGAIN, topics=(WORK_INJURY,))
    if named and question.intents == ("ask_labour_rights",) and len(question.text) <= len(named):
        return Answer(f"{named}打过去说清单位名字和出了什么事就行。", facts=facts)
    lawyer = (
        f"请律师、打官司{OFFICES['legal_aid'].line}。"
        if _LAWYER in question.entities.get("office", ())
        else ""
    )
    return Answer(f"{named or _HARD}{_WITH_EMPLOYER}{lawyer}", facts=facts, again=_WITH_EMPLOYER_AGAIN)


def find_offices(question: Question) -> Sequence[Office]:
    """The offices that the message means, each line once."""
    named = [OFFICES[code] for code in question.entities.get("office", ()) if code in OFFICES]
    return list({one.line: one for one in named}.values())[:_MOST]


def _is_of_injury(question: Question) -> bool:
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.key == WORK_INJURY.key
    is_hurt = names_injury(question) or question.chances.get("ask_eligibility", 0.0) >= _MAY_BE_HURT
    is_at_work = "at_work" in question.entities.get("circumstance", ()) and is_hurt
    asks_whether = question.about is Subject.COVER and bool(_COUNTS.intersection(question.aspects))
    return "work_injury" in question.entities.get("office", ()) or is_spoken_of or is_at_work or asks_whether
