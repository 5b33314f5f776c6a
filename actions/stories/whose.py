"""Whose matter it is decides: the covers are for the member; what may help a relative is said kindly."""

from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice, Question
from actions.stories.reading import asks_of_programme, looks_up, names
from actions.talk import Topic
from claims.access import access_profile
from claims.database import ClaimsDatabase
from vocabulary.expects import Subject

_RELATIVES = frozenset({"parent", "spouse", "child"})
_KIN = "kin"
_OF_RELATIVE = Topic(Subject.PROGRAMME, "relative")
_OWN = frozenset({"relief_fund", "relief_medical", "relief_disaster", "tailored_after_school"})
_ILL = frozenset({"hospital_stay", "outpatient_visit", "fall", "traffic_accident"})
_KIND = {
    "parent": "老人病着，您两头操心，受累了。",
    "spouse": "家里人病着，您跟着受累了。",
    _KIN: "家里人病着，您跟着操心了。",
}
_NOT_COVERED = "可这些保障保的是会员本人，{them}的医药费报不了；医保报销的事问 12393。"
_MEMBER_TOO = "对方要是自己也是会员，用他自己那份。"
_HELP = "家里因此为难，可以找{union}问困难帮扶，12351 也能问；能不能有，我不敢打包票。"
_FUND = "单位在大兴建会的，应急救助也可以问问。"
_THEM = {"parent": "老人", "spouse": "爱人", _KIN: "家里人"}
_OF_CHILD = (
    "孩子病着，大人最揪心。这些保障保的是会员本人，孩子住院看病的钱报不了，孩子的医保问 12393；"
    "孩子在里头的只有非工伤的意外伤残、身故，和托管班的意外。家里为难，可以找单位工会问困难帮扶。"
)
_BORROWED = "这个不行，报的得是您本人看病的票据，用别人的会退回来，还耽误您自己以后报。您着急我明白。{help}"
_TO_PERSON = OfferedChoice("转人工", "转人工")


async def take(claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer | None:
    """What is so, whoever asks: for whom the covers are; None where the member's own matter is meant."""
    if looks_up(question) or _OWN.intersection(question.programmes):
        return None
    if "own_name" in names(question, "circumstance") and (
        _is_spoken_of(question) or _find_relative(question)
    ):
        help_ = _HELP.format(union=await _find_union(claims, question))
        return Answer(_BORROWED.format(help=help_), (_TO_PERSON,), topics=(_OF_RELATIVE,))
    relation = _find_relative(question)
    if relation is None or "self" in names(question, "relation"):
        return None
    if _is_spoken_of(question) and (asks_of_programme(question) or relation):
        return await _answer(claims, question, relation, is_again=True)
    is_ill = bool(_ILL.intersection(names(question, "event")) or names(question, "illness"))
    if not asks_of_programme(question) or question.programmes:
        return None
    if relation == "child":
        is_hurt = {"fall", "traffic_accident"}.intersection(names(question, "event"))
        return Answer(_OF_CHILD, topics=(_OF_RELATIVE,)) if is_ill and not is_hurt else None
    return await _answer(claims, question, relation)


async def _answer(
    claims: ClaimsDatabase, question: Question, relation: str, is_again: bool = False
) -> Answer:
    them = _THEM.get(relation, "家里人")
    member_too = "" if relation == "parent" else _MEMBER_TOO
    help_ = _HELP.format(union=await _find_union(claims, question))
    district = (await access_profile(claims, question.member)).district if question.member else None
    fund = _FUND if district in (None, "大兴") else ""
    kind = "" if is_again else _KIND.get(relation, _KIND[_KIN])
    text = f"{kind}{_NOT_COVERED.format(them=them)}{member_too}{help_}{fund}"
    return Answer(text if kind else text.removeprefix("可"), (_TO_PERSON,), topics=(_OF_RELATIVE,))


async def _find_union(claims: ClaimsDatabase, question: Question) -> str:
    """The member's own union and district by name, where they are known."""
    if question.member is None:
        return "单位工会、区工会"
    profile = await access_profile(claims, question.member)
    return f"{profile.union_name}或{profile.district}区工会"


def _find_relative(question: Question) -> str | None:
    """Who of the family is named; a colleague is none."""
    named = (*names(question, "relation"), *names(question, "circumstance"))
    return next((one for one in named if one in _RELATIVES or one == _KIN), None)


def _is_spoken_of(question: Question) -> bool:
    topic = question.talk.topic
    return topic is not None and topic.key == _OF_RELATIVE.key
