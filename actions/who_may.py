"""Who may join or is meant, by the kind of person asked about: what is written of them, and that the rest is not."""

from actions.coverage.relatives import OTHERS
from actions.knowledge import Knowledge
from actions.question import Answer, Fact, Question
from vocabulary.joining import find_matters
from vocabulary.programmes import find_plan

FREE = "non_work_accident_property"
_HURTS = frozenset({"fall", "traffic_accident"})
_WRITTEN = "写明了的：二次报销要本人在职、有京卡、参加北京医保，单位上缴工会经费；住院、重疾、女工特疾、意外、综合险要单位给参加。"
_OF_PLAN = "{name}要单位给参加才有。"
_NOT_WRITTEN = "{asked}，公开的材料没写，我不敢说能，也不敢说不能。"
_THESE = "您说的这种情况能不能上"
_OF_JOINING = frozenset({"ask_enrolment", "ask_contribution"})
_CARD = "单位在职的，单位工会先登记，再带身份证到北京银行网点办。拿不准，请问单位工会或北京银行网点。"
_WAYS = ("问单位工会最准。", "打职工热线 12351 能问，说清是哪个项目就行。")
_ASK = "请问单位工会，或打 12351。"
_CHILD = "免费的家财险写的是会员和会员的孩子都在里头；孩子多大以内算，公开的材料没写，请问单位工会。托管班意外是给上工会托管班的孩子的。"
_HURT_CHILD = (
    "免费的家财险里，孩子的是非工伤意外伤残、身故；{hurt}算不算，要工会看伤情审核，我不敢说。"
    "孩子多大以内算，问单位工会。诊断证明和票据先留好，告诉单位工会的经办人。"
)


def answer_who_may(
    knowledge: Knowledge, question: Question, programmes: tuple[str, ...], intent: str
) -> Answer | None:
    """What is written of the people asked about; None where nobody in particular is meant."""
    facts = (Fact("knowledge:centre:enrolment", question.today),)
    is_of_child = question.named("relation") == "child"
    tells = question.named("event") or question.named("illness")
    if programmes == (FREE,) and is_of_child and _is_hurt(question) and intent != "ask_documents":
        if intent not in ("ask_eligibility", "ask_scope"):
            return None
        return Answer(_HURT_CHILD.format(hurt=question.named("illness") or "这样的伤"), facts=facts)
    if intent in _OF_JOINING and not programmes and not tells:
        return _say_of_joining(question)
    if intent == "ask_member_card":
        return _say_of_card(question)
    if intent != "ask_eligibility" or tells or question.named("relation") in OTHERS - {"other"}:
        return None
    if is_of_child and not programmes:
        return Answer(_CHILD, facts=facts)
    people = [one.say_back(question.text) for one in find_matters(question.text) if one.person]
    if not people or len(programmes) > 1 or any(code.startswith("relief_") for code in programmes):
        return None
    asked = _NOT_WRITTEN.format(asked=people[0] if len(people) == 1 else _THESE)
    again = tuple(f"{asked}{way}" for way in _WAYS)
    return Answer(
        f"{asked}{_say_written(knowledge, programmes)}{_ASK}", facts=facts, again=again, says="who_may"
    )


def _say_of_joining(question: Question) -> Answer | None:
    """What is asked of joining by its name, where no plan is named: 交的钱能退吗."""
    named = [one.asked for one in find_matters(question.text) if not one.person]
    if not named:
        return None
    return Answer(f"{'；'.join(named[:2])}，公开的材料没写。{_ASK}")


def _say_of_card(question: Question) -> Answer | None:
    """Whether such people have the card, or keep it."""
    people = [one for one in find_matters(question.text) if one.person and one.code != "no_member"]
    if not people:
        return None
    who = people[0].say_back(question.text).removesuffix("能不能上")
    return Answer(f"{who}能不能办、能不能接着用京卡，公开的材料没写，我不敢说能，也不敢说不能。{_CARD}")


def _say_written(knowledge: Knowledge, programmes: tuple[str, ...]) -> str:
    """What is written of who may join: of the plan, of the free ones, or of all."""
    if not programmes:
        return _WRITTEN
    if programmes[0] in (FREE, "secondary_reimbursement"):
        return f"{_WRITTEN.split('；')[0]}。"
    return _OF_PLAN.format(name=knowledge.short_name(programmes[0])) if find_plan(programmes[0]) else ""


def _is_hurt(question: Question) -> bool:
    return bool(_HURTS.intersection(question.entities.get("event", ()))) or bool(question.named("illness"))
