"""A clerk's questions, each with its own answer: what the table holds, and by name what is not written."""

from collections.abc import Sequence

from actions.clerks.hearing import asks_for_self, names_many
from actions.clerks.known import say_joining, say_prices
from actions.identity import CLERKS_WAY, REFUSAL_CHOICES, REFUSED, says_own
from actions.knowledge import Knowledge
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.talk import AskedNow, Topic
from claims.access import access_profile
from claims.database import ClaimsDatabase
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Subject
from vocabulary.intents import INTENTS
from vocabulary.joining import MATTERS, JoiningMatter, find_matters
from vocabulary.programmes import PROGRAMMES

_JOIN, _PRICE, _CONTACT, _OTHERS = "join", "price", "contact", "others"
_OF_MONEY = frozenset({"funds", "account", "invoice", "leaving"})
_LEFT = frozenset({"crisis", "request_human", "complain", "unbind_identity", "bind_identity", "file_claim"})
_LEFT_TO_RULES = frozenset({"ask_benefit", "ask_scope", "ask_difference", "ask_overview"})
"""What is asked of the plans as any member asks it."""
_MAY_BE_PRICE = 0.3
_MOST = 3
_SHORT_NAMES = {
    "重疾": "critical_illness",
    "大病": "critical_illness",
    "意外": "accident",
    "津贴": "hospital_cash",
    "女工": "womens_specified_disease",
    "综合": "comprehensive",
}
"""As one lists them for a unit: 重疾和意外."""
_KNOWN = {
    "funds": "直投的钱直接交到市级，不经过中间代收。2024年有一家单位公布的是单位出。",
    "account": "直投的钱直接交到市级，不经过中间代收；没问准账户，先别汇。",
    "system": "中心官网是 www.bjszghzbz.org.cn。",
    "renewal": "一年一期，到期由单位工会统一续。",
    "no_union": "单位还没有工会的，先问街道工会怎么建会、入会，建好会、办了京卡，免费的二次报销就能享受。",
    "proxy": "单位参加的项目，出了事本来就由单位工会的经办人申报，您可以替同事往上报。先收好他的身份证、京卡、诊断证明、票据，原件拍照留底。",
}
_ASK = "{union}、职工热线 12351 都能问；官网是 www.bjszghzbz.org.cn，微信公众号叫“北京市职工互助保障”。也可以回复“转人工”。"
_NOT_WRITTEN = "{asked}，公开的材料没写，我不敢说行也不敢说不行。"
_NOT_SAID = "{asked}，公开的材料没写。"
_ALSO_JOIN = "名单怎么报、哪天生效"
_OTHERS_ASKED = "您说的这些人能不能一块上"
_WAYS = ("要准话，回复“转人工”，请同事接着说。", "可以问{union}，也可以回复“转人工”，请同事答。")
_BEFORE_GOING = "再细的我这里没有，先问{union}或点“转人工”，问准了再办，省得白跑。"
_TO_PERSON = (OfferedChoice("转人工", "转人工"),)


def asks_as_clerk(question: Question) -> bool:
    """Whether a clerk asks something of joining, or of doing it for colleagues."""
    if not question.talk.is_clerk or question.way_back or _LEFT.intersection(question.intents):
        return False
    return bool(_find_asked(question))


async def answer_clerk(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer | None:
    """Each thing asked in a sentence, one way on; None where it is nothing of a clerk's."""
    if question.talk.is_clerk and _looks_up_others(question):
        return Answer(CLERKS_WAY, REFUSAL_CHOICES, needs=("refusal",), asks=AskedNow(Asked.STEP, REFUSED))
    if not asks_as_clerk(question):
        return None
    asked, plans = _find_asked(question)[:_MOST], _find_plans(question)
    union = await _find_union(claims, question)
    topics = () if asked == ["proxy"] else (_name_topic(plans),)
    facts = (Fact("knowledge:direct_enrolment:enrolment", question.today),)
    if asked == [_CONTACT]:
        return Answer(_ASK.format(union=union), _TO_PERSON, facts, topics=topics)
    known = "".join(_say_known(knowledge, one, plans) for one in asked)
    unknown = _say_unknown(asked, question.text)
    way = _WAYS[len(question.talk.said) % len(_WAYS)].format(union=union)
    again = (f"{unknown or known}{_BEFORE_GOING.format(union=union)}",)
    return Answer(f"{known}{unknown}{way}", _TO_PERSON, facts, topics=topics, again=again)


def find_others(question: Question) -> tuple[str, ...]:
    """What is asked besides as any member asks it: 一份多少, 最多赔多少."""
    if "ask_contribution" not in question.intents:
        return ()
    return tuple(one for one in question.intents if one in _LEFT_TO_RULES)


def may_be_whole(question: Question) -> bool:
    """Whether all of the message is a clerk's, and nothing of it is asked as any member asks it."""
    others = {one for part in question.parts for one in part.intents} & _LEFT_TO_RULES
    return not others and asks_as_clerk(question)


def _looks_up_others(question: Question) -> bool:
    """Whether a clerk would see how colleagues' claims stand."""
    is_looked_up = {"check_claim", "check_payment"}.intersection(question.intents)
    is_own = says_own(question.text) or question.named("relation") == "self"
    is_of_claims = question.about is Subject.CLAIM and "colleagues" in question.entities.get(
        "circumstance", ()
    )
    if is_own or not is_looked_up:
        return False
    return is_of_claims or (names_many(question.text) and not find_matters(question.text))


def _find_asked(question: Question) -> list[str]:
    """What is named, in its order; else what the intent asks of joining."""
    named = [one.code for one in find_matters(question.text)]
    if question.named("event") or question.named("illness"):
        return [one for one in named if one == "proxy"]
    if "proxy" in named:
        return named
    if asks_for_self(question):
        return []
    if question.intents == ("check_coverage",) and question.about is Subject.COVER:
        return []
    if "list" in named and "forms" in named:
        named.remove("forms")
    general = _find_general(question)
    is_of_people = any(MATTERS[one].person for one in named)
    if not general and set(question.intents) <= _LEFT_TO_RULES and not is_of_people:
        return []
    if (
        named
        and general == _PRICE
        and not {Aspect.AMOUNT, Aspect.RECKONING}.intersection(question.aspects[:1])
    ):
        return named
    if general == _PRICE and not _OF_MONEY.intersection(named):
        return [_PRICE, *named]
    return named or ([general] if general else [])


def _find_general(question: Question) -> str:
    intents = set(question.intents)
    if any(INTENTS[one].looks_up or INTENTS[one].is_act for one in intents if one in INTENTS):
        return ""
    may_be_price = question.chances.get("ask_contribution", 0.0) >= _MAY_BE_PRICE
    if "ask_contribution" in intents or (intents == {"ask_benefit"} and may_be_price):
        return _PRICE
    if "ask_enrolment" in intents:
        return "start" if Aspect.VALID in question.aspects else _JOIN
    if "ask_eligibility" in intents:
        return _OTHERS
    if "ask_contact" in intents:
        return _CONTACT
    if "ask_process" in intents:
        return _JOIN
    return "forms" if "ask_documents" in intents else ""


def _say_known(knowledge: Knowledge, code: str, plans: Sequence[str]) -> str:
    if code == _JOIN:
        return say_joining(knowledge, plans)
    if code == _PRICE:
        return say_prices(knowledge, plans)
    return _KNOWN.get(code, "")


def _say_unknown(codes: Sequence[str], words: str) -> str:
    """What is not written, by its names: of people, that neither yes nor no can be said."""
    found: list[JoiningMatter] = [MATTERS[one] for one in codes if one in MATTERS]
    asked = [one.say_back(words) for one in found]
    if _JOIN in codes and not asked:
        asked = [_ALSO_JOIN]
    if _OTHERS in codes:
        asked.append(_OTHERS_ASKED)
    if not asked:
        return ""
    is_whether = _OTHERS in codes or any(
        one.person or one.code in ("funds", "proxy", "no_union") for one in found
    )
    return (_NOT_WRITTEN if is_whether else _NOT_SAID).format(asked="；".join(dict.fromkeys(asked)))


def _find_plans(question: Question) -> tuple[str, ...]:
    shortly = [code for name, code in _SHORT_NAMES.items() if name in question.text]
    named = (*question.programmes, *shortly) or question.context_programmes
    return tuple(dict.fromkeys(one for one in named if one in PROGRAMMES and PROGRAMMES[one].plan))


async def _find_union(claims: ClaimsDatabase, question: Question) -> str:
    if question.member is None:
        named = question.named("district")
        return f"{named}区总工会" if named else "区总工会"
    return f"{(await access_profile(claims, question.member)).district}区总工会"


def _name_topic(plans: Sequence[str]) -> Topic:
    codes = tuple(plans) or ("direct_enrolment",)
    return Topic(Subject.PROGRAMME, ",".join(codes), codes)
